"""A process that starts and completes instances until it is killed; says what it was told was done."""

import sys

from bench import build
from engine import definitions, instances, tasks
from engine.handlers import Registry
from engine.runtime import BOUND, Runtime
from engine.tasks import Answers
from kernel import clock
from kernel.act import Act, Actor
from kernel.db import Database

ANA = Actor("ana", desks=frozenset({"role:clerk", "role:manager"}))


def main(url: str) -> None:
    """Start, complete A, complete B, for ever; a line for each commit that returned."""
    database = Database(url)
    database.info[BOUND] = Runtime(Registry())
    with database.write() as session:
        act = Act(session, ANA, clock.now(), "test")
        definitions.publish(act, "approve", build.approve(), note="test", handlers=frozenset())
    while True:
        with database.write() as session:
            begun = instances.start(Act(session, ANA, clock.now(), "test"), "approve", data={})
        open_tasks = begun.task_ids
        while open_tasks:
            with database.write() as session:
                act = Act(session, ANA, clock.now(), "test")
                done = tasks.complete(act, open_tasks[0], Answers(public={"approved": True}), key=open_tasks[0])
            sys.stdout.write(f"{open_tasks[0]}\n")
            sys.stdout.flush()
            open_tasks = done.task_ids


if __name__ == "__main__":
    main(sys.argv[1])
