"""A peer: stock SpiffWorkflow with one JSON text per instance, read and written anew at every step.

That is how the library's own documentation stores instances. Its classes are untouched; this file imports nothing of
ours but the diagrams. It writes an event without hash chain, and a task row for the inbox; nobody is authorised.
"""

import json
import sqlite3
import sys
import time
import uuid
from pathlib import Path
from statistics import median
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from bench import build

TABLES = (
    "CREATE TABLE instance (id TEXT PRIMARY KEY, state TEXT, body TEXT)",
    "CREATE TABLE event (instance TEXT, number INTEGER, what TEXT, PRIMARY KEY (instance, number))",
    "CREATE TABLE task (id TEXT PRIMARY KEY, instance TEXT, name TEXT, lane TEXT, state TEXT)",
)


class Peer:
    """Instances in a SQLite file."""

    def __init__(self, path: str, durability: str) -> None:
        self.link = sqlite3.connect(path, isolation_level=None)
        for statement in ("PRAGMA journal_mode=WAL", f"PRAGMA synchronous={durability}", *TABLES):
            self.link.execute(statement)
        self.serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
        self.specs = {}
        for name, files in (("approve", build.approve()), ("loop", build.loop()), ("many", build.many())):
            parser = BpmnParser()
            parser.add_bpmn_str(files[f"{name}.bpmn"])
            self.specs[name] = parser.get_spec(name)

    def start(self, process: str, **data: Any) -> str:
        """A new instance at its first tasks; gives its id."""
        flow, name = BpmnWorkflow(self.specs[process]), str(uuid.uuid4())
        flow.get_tasks(state=TaskState.READY)[0].data.update(data)
        flow.do_engine_steps()
        self.link.execute("BEGIN IMMEDIATE")
        self.link.execute("INSERT INTO instance VALUES (?, 'running', '')", (name,))
        self.keep(name, flow, "started", set())
        return name

    def complete(self, name: str, **data: Any) -> None:
        """The first open task is done."""
        self.link.execute("BEGIN IMMEDIATE")
        (body,) = self.link.execute("SELECT body FROM instance WHERE id = ?", (name,)).fetchone()
        flow = self.serializer.deserialize_json(body)
        task, *others = flow.get_tasks(state=TaskState.READY, manual=True)
        task.data.update(data)
        task.run()
        flow.do_engine_steps()
        self.link.execute("UPDATE task SET state = 'done' WHERE id = ?", (str(task.id),))
        self.keep(name, flow, f"completed {task.id}", {other.id for other in others})

    def keep(self, name: str, flow: Any, what: str, known: set[Any]) -> None:
        """Write everything and commit."""
        state = "completed" if flow.is_completed() else "running"
        body = self.serializer.serialize_json(flow)
        self.link.execute("UPDATE instance SET state = ?, body = ? WHERE id = ?", (state, body, name))
        number = "SELECT COUNT(*) + 1 FROM event WHERE instance = ?"
        self.link.execute(f"INSERT INTO event VALUES (?, ({number}), ?)", (name, name, what))
        fresh = [task for task in flow.get_tasks(state=TaskState.READY, manual=True) if task.id not in known]
        rows = [(str(task.id), name, task.task_spec.bpmn_id, task.task_spec.lane, "ready") for task in fresh]
        self.link.executemany("INSERT INTO task VALUES (?, ?, ?, ?, ?)", rows)
        self.link.execute("COMMIT")


def timed(work: Any, count: int) -> float:
    """The median duration, in milliseconds."""
    spans = []
    for _ in range(count):
        began = time.perf_counter()
        work()
        spans.append(time.perf_counter() - began)
    return median(spans) * 1000


def main(path: str, durability: str, count: int) -> dict[str, float]:
    """W1, the loop and the multi-instances; milliseconds, and things a second."""
    peer, found = Peer(path, durability), {}
    began = time.perf_counter()
    names = [peer.start("approve") for _ in range(count)]
    found["starts"] = count / (time.perf_counter() - began)
    began = time.perf_counter()
    for name in names:
        peer.complete(name, approved=True)
        peer.complete(name)
    found["completions"] = 2 * count / (time.perf_counter() - began)
    turning, done = peer.start("loop"), 0
    for mark in (10, 100, 300):
        for _ in range(mark - done):
            peer.complete(turning, again=True)
        found[f"loop {mark}"] = timed(lambda: peer.complete(turning, again=True), 7)
        done = mark + 7
    for size in (20, 200, 2000):
        crowd = peer.start("many", people=size)
        found[f"many {size}"] = timed(lambda name=crowd: peer.complete(name), 7 if size < 2000 else 3)  # type: ignore[misc]
    return found


if __name__ == "__main__":
    print(json.dumps(main(str(Path(sys.argv[1]) / "peer.db"), sys.argv[2], int(sys.argv[3]))))
