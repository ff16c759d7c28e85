"""An office whose cases end in papers: people, a clock that moves when told to, a worker that draws."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from documents.blobs import Blobs, open_blobs
from engine import audit, inbox, instances
from engine.inbox import Box, TaskRow
from jobs import recalendaring
from jobs.kinds import Outside
from jobs.process import cancel, fire_timer, message, start
from jobs.worker import Worker
from kernel import history
from kernel.act import Act, Actor, system
from kernel.db import Database
from people import absences, substitution
from people.absences import Away, Reason
from people.desks import actor_of
from people.substitution import Standin
from tests import people as cast
from tests.processes.furnished import at, open_office
from workflows import answering, issuing, notices, paper_sheet, registry
from workflows.issuing import Paper
from workflows.office_calendar import drafts, editing, publishing
from workflows.office_calendar.editing import Entry
from workflows.office_calendar.moving import MOVE
from workflows.office_calendar.publishing import PLAN

OPENED = "2026-11-12 08:00"
BASE = "https://pintu.example"


@dataclass
class Office:
    """One office and one record at a time; the words of each area are added by its own story."""

    database: Database
    blobs: Blobs
    now: datetime
    record: str = ""

    @classmethod
    def opens(cls, url: str, folder: Path, **more: Any) -> "Office":
        """The office with its people and processes; on SQLite a copy of one that was furnished before."""
        database = open_office(url, at(OPENED))
        return cls(database, open_blobs(f"file://{folder / 'blobs'}"), at(OPENED), **more)

    # who and when

    def it_is(self, text: str) -> None:
        """The clock moves on; what falls due until then happens at its own time."""
        self.now = at(text)
        self.errands()

    def act(self, session: Any, person: str) -> Act:
        return Act(session, actor_of(session, person, self.now), self.now, "test")

    def actor(self, person: str) -> Actor:
        with self.database.read() as session:
            return actor_of(session, person, self.now)

    def errands(self) -> None:
        """The worker does all that is due."""

        def nothing(*_: Any) -> None:
            """Mail is not what these stories are about."""

        def draw(database: Database, actor: Actor, payload: Any) -> None:
            paper_sheet.draw_and_keep(database, self.blobs, registry.build(), actor, (payload["paper"], BASE))

        kinds = {"timer.fire": fire_timer, "process.start": start, "process.message": message, "process.cancel": cancel}
        kinds |= {PLAN: recalendaring.plan, MOVE: recalendaring.mover(registry.build())}
        outside = {"mail.send": Outside(nothing), "paper.draw": Outside(draw)}
        worker = Worker(self.database, {**kinds, **outside})
        for _ in range(500):
            if not worker.run_due(self.now):
                return
        raise AssertionError("the errands never end")

    # deeds

    def does(self, step: str, by: str, /, **answers: Any) -> None:
        """A person completes his task of this record."""
        self.completes(self.task(step, by), by, **answers)

    def completes(self, task: TaskRow, by: str, /, **answers: Any) -> None:
        with self.database.write() as session:
            answering.answer(self.act(session, by), task.id, answers)
        self.errands()

    def is_away(self, person: str, since: str, until: str = "", *, firm: bool = True) -> None:
        first = date.fromisoformat(since)
        with self.database.write() as session:
            act = Act(session, system("setup"), self.now, "test")
            absences.record(act, person, first, date.fromisoformat(until or since), Reason.LEAVE, firm=firm)

    def stands_in(self, person: str, by: str, since: str, until: str) -> None:
        days = date.fromisoformat(since), date.fromisoformat(until)
        with self.database.write() as session:
            act = Act(session, system("setup"), self.now, "test")
            substitution.appoint(act, Standin(person, by, *days, basis="ND-1"))

    def closes(self, day: str) -> None:
        """A calendar with one more local holiday is published; the worker moves what is to move."""
        with self.database.write() as session:
            act = self.act(session, cast.NINING)
            entry = Entry(day, "libur_lokal", "Libur setempat", "SK 12/2026")
            drafts.edit(act, lambda written: editing.put_day(written, entry))
            publishing.publish(act, "Libur setempat", moves=True)
        self.errands()

    # looks

    def task(self, step: str, by: str) -> TaskRow:
        found = [row for row in self.tasks_of(by) if row.element == step and row.record == self.record]
        assert len(found) == 1, f"{by} has {len(found)} tasks {step}"
        return found[0]

    def tasks_of(self, person: str, *boxes: Box) -> list[TaskRow]:
        with self.database.read() as session:
            actor = actor_of(session, person, self.now)
            shown = boxes or (Box.MINE, Box.ACTING, Box.GROUP)
            return [row for box in shown for row in inbox.page(session, actor, box, limit=100).rows]

    def steps_of(self, person: str) -> list[str]:
        """The steps of this record that wait for a person."""
        return sorted({row.element for row in self.tasks_of(person) if row.record == self.record})

    def cases(self) -> list[str]:
        """The states of the record's cases."""
        with self.database.read() as session:
            return [one.state for one in instances.list_of_record(session, self.record)]

    def events(self) -> list[str]:
        """The kinds of the record's own events, in order; the chain is whole."""
        with self.database.read() as session:
            assert history.verify(session, self.record) is None
            return [event.kind for event in history.read(session, self.record)]

    def log(self) -> str:
        """Everything the events about the record hold, as one text."""
        with self.database.read() as session:
            return repr([event.data for event in history.read_record(session, self.record)])

    def papers(self) -> list[Paper]:
        with self.database.read() as session:
            return issuing.list_of(session, self.record)

    def away(self, person: str, since: str, until: str = "") -> list[Away]:
        first = date.fromisoformat(since)
        with self.database.read() as session:
            return absences.list_between(session, [person], first, date.fromisoformat(until or since))

    def notices_of(self, person: str) -> list[str]:
        """The kinds of a person's notices about this record, oldest first."""
        with self.database.read() as session:
            found = notices.list_for(session, actor_of(session, person, self.now), limit=100)
            return [one.kind for one in reversed(found) if one.record == self.record]

    def recomputes(self) -> None:
        """Every case gives the same digests when its events are applied anew."""
        with self.database.read() as session:
            for instance in instances.list_newest(session, limit=200):
                assert audit.recompute(session, instance.id).difference is None
