"""An engine with one process on office time, and people who publish calendars."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from bench import build
from engine.handlers import Registry
from engine.stepping import Stepped
from jobs import recalendaring
from jobs.worker import Worker
from kernel.act import Actor
from kernel.db import Database
from tests import schema
from tests.rooms.engine.conftest import Office
from workflows.areas import Offices
from workflows.office_calendar import drafts, editing, publishing
from workflows.office_calendar.editing import Entry, Written
from workflows.office_calendar.moving import MOVE
from workflows.office_calendar.publishing import PLAN, Version

FRIDAY = datetime.fromisoformat("2026-08-14T15:00:00+07:00")
HENDRA, NINING = Actor("P08"), Actor("P03")
LOCAL = Entry("2026-08-18", "libur_lokal", "Hari jadi kota", "SK Wali Kota 7/2026")
OFFICE_DAY = (
    "<bpmn:extensionElements><satupintu:office/></bpmn:extensionElements><bpmn:timeDuration>P1D</bpmn:timeDuration>"
)


def on_office_time() -> dict[str, bytes]:
    """One task with a day of office time, then another."""
    return build.process(
        "timed",
        '<bpmn:startEvent id="begin"/>',
        build.user_task("a", "'role:clerk'"),
        f'<bpmn:boundaryEvent id="late" attachedToRef="a"><bpmn:timerEventDefinition id="t">{OFFICE_DAY}'
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>",
        '<bpmn:endEvent id="done"/>',
        '<bpmn:endEvent id="missed"/>',
        build.flow("f1", "begin", "a"),
        build.flow("f2", "a", "done"),
        build.flow("f3", "late", "missed"),
    )


@dataclass
class House:
    """The office of the engine's tests with its calendar."""

    office: Office
    offices: Offices

    def edit(self, change: Callable[[Written], Written], by: Actor = HENDRA) -> None:
        with self.office.database.write() as session:
            drafts.edit(self.office.act(session, by), change)

    def adds(self, entry: Entry = LOCAL, by: Actor = HENDRA) -> None:
        self.edit(lambda written: editing.put_day(written, entry), by)

    def publish(self, by: Actor = HENDRA, *, moves: bool = True) -> Version:
        with self.office.database.write() as session:
            return publishing.publish(self.office.act(session, by), "Hari jadi kota", moves=moves)

    def begin(self, count: int = 1) -> list[Stepped]:
        return [self.office.start("timed", {}) for _ in range(count)]

    def worker(self) -> Worker:
        return Worker(
            self.office.database,
            {**self.office.errands, PLAN: recalendaring.plan, MOVE: recalendaring.mover(self.offices)},
        )


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    database = Database(database_url)
    schema.create(database)
    office = Office(database, Registry(), now=FRIDAY)
    office.restart()
    office.publish("timed", on_office_time())
    yield House(office, Offices())
    database.dispose()
