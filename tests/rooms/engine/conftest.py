"""An engine on an empty database with the small processes of the benchmarks published."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bench import build
from engine import definitions, instances, tasks
from engine.handlers import HandlerContext, Registry
from engine.instances import Wanted
from engine.runtime import BOUND, Runtime
from engine.stepping import Stepped
from engine.tasks import Answers
from jobs import calling
from jobs.kinds import Kind
from jobs.process import fire_timer, message, start
from jobs.worker import Worker
from kernel.act import Act, Actor
from kernel.db import Database
from tests import schema

ANA = Actor("ana", desks=frozenset({"person:ana", "role:clerk"}))
BUDI = Actor("budi", desks=frozenset({"person:budi", "role:clerk", "role:manager"}))
EKO = Actor("eko", desks=frozenset({"person:eko"}))
NINE = datetime(2026, 11, 12, 2, 0, tzinfo=UTC)


@dataclass
class Office:
    """An engine, a clock that is an argument, and what the handlers were asked."""

    database: Database
    registry: Registry
    now: datetime = NINE
    asked: list[HandlerContext] = field(default_factory=list)
    errands: dict[str, Kind] = field(
        default_factory=lambda: {"timer.fire": fire_timer, "process.start": start, "process.message": message}
    )

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def act(self, session: Any, actor: Actor = ANA) -> Act:
        return Act(session, actor, self.now, "test")

    def publish(self, key: str, files: dict[str, bytes]) -> None:
        with self.database.write() as session:
            definitions.publish(self.act(session), key, files, note="test", handlers=self.registry.names)

    def start(self, process: str, data: dict[str, Any] | None = None, **wanted: Any) -> Stepped:
        with self.database.write() as session:
            return instances.start(self.act(session), process, data=data or {}, wanted=Wanted(**wanted))

    def complete(self, task_id: str, by: Actor = ANA, key: str | None = None, **answers: Any) -> Stepped:
        with self.database.write() as session:
            return tasks.complete(self.act(session, by), task_id, Answers(public=answers), key=key)

    def worker(self) -> Worker:
        errands = {**self.errands, "service.run": calling.caller(self.registry)}
        return Worker(self.database, errands)

    def restart(self) -> None:
        """As after a restart of the server: nothing is left in memory."""
        self.database.info[BOUND] = Runtime(self.registry)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    database = Database(database_url)
    schema.create(database)
    registry = Registry()
    made = Office(database, registry)
    made.restart()
    for key, files in (("approve", build.approve()), ("loop", build.loop()), ("many", build.many())):
        made.publish(key, files)
    yield made
    database.dispose()
