"""The office at work on letters, in the words of the process: who does what, when; what stands in whose inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine import audit, inbox, instances
from engine.inbox import Box, TaskRow
from jobs import recalendaring
from jobs.mail import spread
from jobs.process import cancel, fire_timer, message, start
from jobs.worker import Outside, Worker
from kernel import history
from kernel.act import Act, Actor, system
from kernel.calendar import Calendar, bundled
from kernel.db import Database
from people import absences, structure
from people.desks import actor_of
from tests import people as cast
from tests.processes.furnished import JAKARTA, at, open_office
from workflows import answering, notices, registry
from workflows.letters import facts, opening, paper, queries, records, register
from workflows.letters.listing import Filters, LetterLine, page
from workflows.letters.models import Letter
from workflows.letters.register import Registered
from workflows.letters.tree import Given, Node, walk
from workflows.office_calendar import drafts, editing, publishing
from workflows.office_calendar.editing import Entry
from workflows.office_calendar.moving import MOVE
from workflows.office_calendar.publishing import PLAN

LETTER = {
    "outcome": "accept",
    "sender": "Sekretariat Utama BPAN",
    "number": "B-1187/SU.1/PR.01/11/2026",
    "dated_on": "2026-10-30",
    "received_at": "2026-11-02T08:40",
    "kind": "surat_dinas",
    "security": "biasa",
    "urgency": "biasa",
    "classification": "PR.01",
    "subject": "Permintaan Bahan Evaluasi Capaian Kinerja",
}


OPENED = at("2026-11-02 08:52")


@dataclass
class Story:
    """One office, one letter at a time, a clock that moves when told to."""

    database: Database
    now: datetime = OPENED
    letter_id: str = ""
    instance_id: str = ""

    @classmethod
    def opens(cls, url: str) -> "Story":
        """The office with its people and its processes; on SQLite a copy of one that was furnished before."""
        database = open_office(url, OPENED)
        return cls(database)

    # who and when

    def it_is(self, text: str) -> None:
        """The clock moves on; what falls due until then happens at its own time."""
        self.now = at(text)
        self.errands()

    def actor(self, person: str) -> Actor:
        with self.database.read() as session:
            return actor_of(session, person, self.now)

    def errands(self) -> None:
        """The worker does all that is due."""

        def nothing(*_: Any) -> None:
            """Mail and pictures are not what these stories are about."""

        kinds = {"timer.fire": fire_timer, "process.start": start, "process.message": message, "process.cancel": cancel}
        kinds |= {PLAN: recalendaring.plan, MOVE: recalendaring.mover(registry.build())}
        outside = {"mail.deliver": Outside(nothing), "documents.render": Outside(nothing)}
        worker = Worker(self.database, {**kinds, "mail.send": spread, **outside})
        for _ in range(500):
            if not worker.run_due(self.now):
                return
        raise AssertionError("the errands never end")

    # deeds

    def registers(self, by: str = cast.UJANG, key: str | None = None, **changes: Any) -> Registered:
        """A letter comes in; it becomes the letter of the story."""
        raw = {name: value for name, value in {**LETTER, **changes}.items() if value is not None}
        with self.database.write() as session:
            done = register.register(Act(session, actor_of(session, by, self.now), self.now, "test"), raw, key=key)
        self.letter_id, self.instance_id = done.letter_id, done.instance_id
        self.errands()
        return done

    def does(self, step: str, by: str, **answers: Any) -> None:
        """A person completes his task of this letter."""
        self.completes(self.task(step, by), by, **answers)

    def completes(self, task: TaskRow, by: str, **answers: Any) -> None:
        """A person completes one task."""
        with self.database.write() as session:
            act = Act(session, actor_of(session, by, self.now), self.now, "test")
            answering.answer(act, task.id, answers)
        self.errands()

    def opens_letter(self, by: str, reason: str = "") -> opening.Opened:
        with self.database.write() as session:
            act = Act(session, actor_of(session, by, self.now), self.now, "test")
            return opening.open_letter(act, self.letter_id, reason=reason)

    def is_away(self, person: str) -> None:
        """A person is on leave today."""
        today = self.now.astimezone(JAKARTA).date()
        with self.database.write() as session:
            act = Act(session, system("setup"), self.now, "test")
            absences.record(act, person, today, today, absences.Reason.LEAVE)

    def closes(self, *days: str, moves: bool = True) -> None:
        """A calendar with more local holidays is published; the worker moves what is to move."""
        with self.database.write() as session:
            act = Act(session, actor_of(session, cast.NINING, self.now), self.now, "test")
            for day in days:
                entry = Entry(day, "libur_lokal", "Libur setempat", "SK 12/2026")
                drafts.edit(act, lambda written, entry=entry: editing.put_day(written, entry))  # type: ignore[misc]
            publishing.publish(act, "Libur setempat", moves=moves)
        self.errands()

    # looks

    def task(self, step: str, by: str) -> TaskRow:
        found = [row for row in self.tasks_of(by) if row.element == step and row.record == f"letter:{self.letter_id}"]
        assert len(found) == 1, f"{by} has {len(found)} tasks {step}"
        return found[0]

    def tasks_of(self, person: str, *boxes: Box) -> list[TaskRow]:
        with self.database.read() as session:
            actor = actor_of(session, person, self.now)
            shown = boxes or (Box.MINE, Box.ACTING, Box.GROUP)
            return [row for box in shown for row in inbox.page(session, actor, box, limit=100).rows]

    def steps_of(self, person: str, *boxes: Box) -> list[str]:
        """The steps of this letter that wait for a person."""
        record = f"letter:{self.letter_id}"
        return [row.element for row in self.tasks_of(person, *boxes) if row.record == record]

    @property
    def letter(self) -> Letter:
        with self.database.read() as session:
            found = records.get_letter(session, self.letter_id)
            session.expunge(found)
            return found

    @property
    def tree(self) -> tuple[Given, ...]:
        with self.database.read() as session:
            return queries.tree_of(session, self.letter_id)

    def node(self, post: str) -> Node:
        (found,) = [node for _, _, node in walk(self.tree) if node.post == post]
        return found

    def cases(self) -> dict[str, tuple[str, str]]:
        """Id and state of the letter's case and of its branch, by process."""
        with self.database.read() as session:
            found = instances.list_of_record(session, f"letter:{self.letter_id}")
            return {one.process: (one.id, one.state) for one in found}

    def events(self) -> list[str]:
        """The kinds of the letter's own events, in order."""
        with self.database.read() as session:
            assert history.verify(session, f"letter:{self.letter_id}") is None
            return [event.kind for event in history.read(session, f"letter:{self.letter_id}")]

    def listed(self, person: str, **filters: Any) -> list[LetterLine]:
        with self.database.read() as session:
            return page(session, actor_of(session, person, self.now), Filters(**filters)).rows

    def notices_of(self, person: str) -> list[str]:
        """The kinds of a person's notices that speak of time or absence, oldest first."""
        with self.database.read() as session:
            found = notices.list_for(session, actor_of(session, person, self.now), limit=100)
            quiet = ("letter.arrived", "disposition.", "branch.")
            return [one.kind for one in reversed(found) if not one.kind.startswith(quiet)]

    def process_data(self) -> Mapping[str, Any]:
        """Everything the events of the letter's processes hold, as one text-searchable value."""
        with self.database.read() as session:
            return {event.hash: event.data for event in history.read_record(session, f"letter:{self.letter_id}")}

    @property
    def calendar(self) -> Calendar:
        return bundled()

    def voice(self, session: Session) -> paper.Voice:
        """How papers speak in these stories: msgids as they are."""
        posts = {post.code: post.title for post in structure.list_posts(session)}
        return paper.Voice(str, datetime.isoformat, date.isoformat, posts, {})

    def sheet(self) -> list[Any]:
        """The content of the disposition sheet."""
        with self.database.read() as session:
            letter = facts.on_page(records.get_letter(session, self.letter_id), masked=False)
            return list(paper.sheet(letter, queries.tree_of(session, self.letter_id), self.voice(session)))

    def recomputes(self) -> None:
        """Every process of every letter gives the same digests when its events are applied anew."""
        with self.database.read() as session:
            for instance in instances.list_newest(session, limit=200):
                assert audit.recompute(session, instance.id).difference is None

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)
        self.errands()
