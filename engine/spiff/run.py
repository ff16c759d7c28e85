"""One live instance in memory: commands, each giving the Step it made. After an error the instance is spent."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from engine.errors import StaleTask
from engine.spiff import outside, recalendar, store
from engine.spiff.data import Data, checked, jsonable, merged
from engine.spiff.parse import Process
from engine.spiff.pruning import prune
from engine.spiff.recorder import Recorder
from engine.spiff.step import Call, Step
from engine.spiff.throwing import hear
from engine.spiff.tree import LiveTask, Root
from engine.spiff.triggers import Message, Timer
from kernel import calendars


class Live:
    """A running instance. Not for two threads at once; discard it when a command raised."""

    __slots__ = ("chain", "process", "root")

    def __init__(self, process: Process, root: Root, chain: str) -> None:
        self.process, self.root, self.chain = process, root, chain

    @classmethod
    def start(
        cls,
        process: Process,
        *,
        at: dt.datetime,
        data: Mapping[str, Any],
        call: Call,
        begin: str | None = None,
        calendar: str = "",
    ) -> "tuple[Live, Step]":
        """A new instance at its first rest, begun by the start event `begin` or its plain one, pinned to a calendar.

        Raises StartUnknown, DataKeyReserved, DataNotJson and what the diagram raises.
        """
        live = cls(process, Root(process.spec, process.subprocess_specs), "")
        live.root.begin, live.root.calendar = process.start_for(begin), calendar
        live._begin(at, call)
        live.root.plant(checked(data))
        return live, live._finish()

    def complete(self, ordinal: int, *, at: dt.datetime, data: Mapping[str, Any], call: Call) -> Step:
        """A person's task is done; `data` is merged into the task's data. Raises StaleTask."""
        task = self._open(ordinal)
        if not task.task_spec.manual:
            raise StaleTask(ordinal=ordinal)
        self._begin(at, call)
        task.data = merged(task.data, checked(data))
        task.complete()
        return self._finish()

    def fire(self, ordinal: int, *, at: dt.datetime, call: Call) -> Step:
        """One timer fires, by name, whatever the clock says. Raises StaleTask."""
        task = self._waiting(ordinal, Timer)
        self._begin(at, call)
        task.task_spec.happen(task)
        return self._finish()

    def deliver(self, ordinal: int, *, at: dt.datetime, payload: Mapping[str, Any], call: Call) -> Step:
        """One waiting message arrives; `payload` is merged into the data. Raises StaleTask."""
        task = self._waiting(ordinal, Message)
        self._begin(at, call)
        bring(task, checked(payload))
        task.task_spec.happen(task)
        return self._finish()

    def signal(self, name: str, *, at: dt.datetime, payload: Mapping[str, Any], call: Call) -> Step:
        """A signal from elsewhere reaches all places that wait for it now. Raises StaleTask when there is none."""
        waiting = self.root.listeners.get(name)
        if not waiting:
            raise StaleTask(ordinal=0)
        self._begin(at, call)
        brought = checked(payload)
        for task in waiting.values():
            bring(task, brought)
        hear(self.root, name)
        return self._finish()

    def change_calendar(
        self, version: str, *, at: dt.datetime, call: Call, data: Mapping[str, Any] | None = None
    ) -> Step:
        """Another calendar, and limits in `data` that follow: open deadlines move. Raises StaleTask after the end."""
        if self.root.state != "running":
            raise StaleTask(ordinal=0)
        self._begin(at, call)
        recalendar.change(self.root, calendars.get(version), checked(data or {}))
        return self._finish()

    def answer(self, ordinal: int, *, at: dt.datetime, answer: Mapping[str, Any], call: Call) -> Step:
        """A service outside answered with a `result` or an `error`. Raises StaleTask, ErrorNotCaught."""
        task = self._waiting(ordinal, outside.Asked)
        self._begin(at, call)
        outside.take(task, answer)
        return self._finish()

    @property
    def size(self) -> int:
        """The number of tasks held."""
        return self.root.size

    @property
    def state(self) -> str:
        """'running', 'suspended', 'completed', 'terminated', 'failed' or 'cancelled'."""
        return self.root.state

    def data(self, ordinal: int | None = None) -> Data:
        """A copy of the data of an open task, or of the task that ended last. Raises StaleTask."""
        task = self.root.last_task if ordinal is None else self._open(ordinal)
        return {} if task is None else {key: jsonable(value, key) for key, value in task.data.items()}

    def here(self) -> list[str]:
        """Ids of the elements that hold a token, each once, oldest token first."""
        found = {}
        for tree in (self.root, *self.root.trees.values()):
            for task in tree.active.values():
                if task.task_spec.bpmn_id is not None and task.counted:
                    found[task.id] = task.task_spec.bpmn_id
        return list(dict.fromkeys(element for _, element in sorted(found.items())))

    def dump(self) -> bytes:
        """The whole instance without its specs, as canonical JSON."""
        return store.dump(self.process, self.root, self.chain)

    @classmethod
    def load(cls, process: Process, blob: bytes) -> "Live":
        """The instance of a dump; it continues exactly as the dumped one would. Raises SnapshotUnreadable."""
        root, chain = store.load(process, blob)
        return cls(process, root, chain)

    def digest(self) -> str:
        """SHA-256 of the dump, hexadecimal."""
        return hashlib.sha256(self.dump()).hexdigest()

    def _open(self, ordinal: int) -> LiveTask:
        task = self.root.open.get(ordinal)
        if task is None:
            raise StaleTask(ordinal=ordinal)
        return task

    def _waiting(self, ordinal: int, kind: type) -> LiveTask:
        task = self._open(ordinal)
        if not isinstance(task.task_spec.trigger, kind):
            raise StaleTask(ordinal=ordinal)
        return task

    def _begin(self, at: dt.datetime, call: Call) -> None:
        if at.tzinfo is None:
            raise ValueError("the instant of a command has a time zone")
        self.root.recorder = Recorder(at.astimezone(dt.UTC), call)

    def _finish(self) -> Step:
        root = self.root
        root.drain()
        if root.state == "running" and not root.open and not root.conditions:
            root.recorder.stuck = [
                task.task_spec.bpmn_id or task.task_spec.name for _, task in sorted(root.active.items())
            ]
        step = root.recorder.step(root.state, self.chain)
        self.chain = step.digest
        del root.recorder
        prune(root)
        return step


def bring(task: LiveTask, payload: Data) -> None:
    """What comes with a message or signal becomes data of the event it is for."""
    event = task if task.task_spec.arm_of is None else task.parent
    event.data = merged(event.data, payload)
