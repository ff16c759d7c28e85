"""A database with the processes of W1 published, and the engine's own operations on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench import build
from bench.places import Place
from engine import definitions, instances, tasks
from engine.handlers import Registry
from engine.runtime import BOUND, Runtime
from engine.tasks import Answers
from kernel import clock, migrate
from kernel.act import Act, Actor
from kernel.db import Database

CLERK = Actor("clerk", desks=frozenset({"role:clerk", "role:manager", "person:clerk", "post:A", "post:B"}))


@dataclass(slots=True)
class Office:
    """History, hash chain, authorisation, inbox rows and all: one act, one transaction."""

    database: Database
    runtime: Runtime

    def start(self, process: str, **data: object) -> list[str]:
        """Start an instance; gives its open tasks."""
        with self.database.write() as session:
            return instances.start(Act(session, CLERK, clock.now(), "bench"), process, data=data).task_ids

    def complete(self, task_id: str, key: str | None = None, **answers: object) -> list[str]:
        """Complete a task; gives the tasks that opened."""
        with self.database.write() as session:
            act = Act(session, CLERK, clock.now(), "bench")
            return tasks.complete(act, task_id, Answers(public=answers), key=key).task_ids


@contextmanager
def office(place: Place) -> Iterator[Office]:
    """An office on an empty database."""
    database = Database(place.url, durability=place.durability)
    runtime = database.info[BOUND] = Runtime(Registry())
    migrate.upgrade(database.engine)
    with database.write() as session:
        act = Act(session, CLERK, clock.now(), "bench")
        for key, files in (("approve", build.approve()), ("loop", build.loop()), ("many", build.many())):
            definitions.publish(act, key, files, note="bench", handlers=frozenset())
    try:
        yield Office(database, runtime)
    finally:
        database.dispose()
