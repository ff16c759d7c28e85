"""The office at work on leave, in the words of the process: who asks, who decides, what stands in the ledger."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from documents.models import Document
from engine import audit, inbox, instances, interventions, messages, rebuild
from engine.inbox import Box, TaskRow
from engine.interventions import Reason
from jobs.process import cancel, fire_timer, message, start
from jobs.worker import Outside, Worker
from kernel import history, ids
from kernel.act import Act, Actor, system
from kernel.calendar import bundled
from kernel.db import Database
from people import absences, acting, substitution
from people.desks import actor_of
from people.models import PersonRow
from tests import people as cast
from tests.processes.furnished import JAKARTA, at, open_office
from workflows import answering, issuing, notices
from workflows.leave import balance, counting, ledger, opening, recall, records, requests
from workflows.leave.balance import Balance
from workflows.leave.models import LeaveOpinion, LeaveRequest
from workflows.leave.opening import PaperYear
from workflows.leave.recall import Recall
from workflows.leave.requests import Preview, Submitted

USED_UP = PaperYear(granted=12, used=12)
ASKED = {
    "kind": "CT",
    "reason": "Keperluan keluarga",
    "address": "Jl. Kenanga 5, Kota Lembayung",
    "phone": "0812 0000 0000",
}
STARTED = {"process.start": start, "process.message": message, "process.cancel": cancel}


OPENED = at("2026-01-05 08:00")


@dataclass
class Story:
    """One office, one request at a time, a clock that moves when told to."""

    database: Database
    now: datetime = OPENED
    request_id: str = ""
    asked: list[str] = field(default_factory=list)

    @classmethod
    def opens(cls, url: str) -> "Story":
        """The office with its people and its processes; on SQLite a copy of one that was furnished before."""
        database = open_office(url, OPENED)
        return cls(database)

    # who and when

    def it_is(self, text: str) -> None:
        """The clock moves on; what falls due until then happens at its own time."""
        until = at(text)
        assert until >= self.now, "the clock goes forward"
        while self.now < until:
            self.now = min(until, self.now + timedelta(days=1))
            self.errands()

    def errands(self) -> None:
        """The worker does all that is due."""

        def nothing(*_: Any) -> None:
            """Mail and pictures are not what these stories are about."""

        quiet = {kind: Outside(nothing) for kind in ("mail.send", "documents.render", issuing.ERRAND)}
        worker = Worker(self.database, {"timer.fire": fire_timer, **STARTED, **quiet})
        for _ in range(500):
            if not worker.run_due(self.now):
                return
        raise AssertionError("the errands never end")

    def actor(self, person: str) -> Actor:
        with self.database.read() as session:
            return actor_of(session, person, self.now)

    def acts(self, by: str, deed: Callable[[Act], Any]) -> Any:
        """A person does something in a transaction of its own; then the worker does what is due."""
        with self.database.write() as session:
            done = deed(Act(session, actor_of(session, by, self.now), self.now, "test"))
        self.errands()
        return done

    def sets_up(self, deed: Callable[[Act], Any]) -> Any:
        with self.database.write() as session:
            return deed(Act(session, system("setup"), self.now, "test"))

    # what was before

    def has_history(self, person: str, years: Mapping[int, PaperYear] | None = None) -> None:
        """What the paper says of a person's earlier years; nothing left of the year before unless told."""
        told = {self.now.year - 1: USED_UP} if years is None else dict(years)
        self.sets_up(lambda act: opening.open_account(act, person, told))

    def was_appointed(self, person: str, on: str) -> None:
        def change(act: Act) -> None:
            act.session.get_one(PersonRow, person).appointed_on = date.fromisoformat(on)

        self.sets_up(change)

    def works_on_joint_leave(self, person: str, *days: str) -> None:
        dates = [date.fromisoformat(day) for day in days]
        self.sets_up(lambda act: ledger.add_bonus(act, person, dates[0].year, dates))

    def has(self, *kinds: str, by: str = cast.IMELDA) -> dict[str, str]:
        """Uploads of a person, by the kind of attachment they will be."""
        found = {}
        with self.database.write() as session:
            for kind in kinds:
                row = {"id": ids.new_id(self.now), "sha256": kind.ljust(64, "0"), "size": 9, "name": f"{kind}.pdf"}
                fixed = {"media_type": "application/pdf", "pages": 1, "state": "received", "created_by": by}
                session.execute(insert(Document).values(**row, **fixed, created_at=self.now))
                found[kind] = row["id"]
        return found

    # deeds

    def asks(self, by: str = cast.IMELDA, *, key: str | None = None, **changes: Any) -> Submitted:
        """Somebody asks for leave; it becomes the request of the story."""
        raw = {**ASKED, **changes}
        done: Submitted = self.acts(by, lambda act: requests.submit(act, raw, key=key))
        self.request_id = done.request_id
        self.asked.append(done.request_id)
        return done

    def previews(self, by: str = cast.IMELDA, **changes: Any) -> Preview:
        found: Preview = self.acts(by, lambda act: requests.preview(act, {**ASKED, **changes}))
        return found

    def reports_sick(self, by: str = cast.IMELDA) -> Submitted:
        done: Submitted = self.acts(by, requests.report_sick)
        self.request_id = done.request_id
        return done

    def does(self, step: str, by: str, **answers: Any) -> None:
        """A person completes his task of this request."""
        task = self.task(step, by)
        self.acts(by, lambda act: answering.answer(act, task.id, answers))

    def verified(self, by: str = cast.HENDRA) -> None:
        self.does("verify", by, verification="forward")

    def approved(self, superior: str = cast.GALIH, head: str = cast.RATNA) -> None:
        """Checked, considered and decided without a word against it."""
        self.verified()
        self.does("consider", superior, decision="approve")
        self.does("decide", head, decision="approve")

    def granted(self, by: str = cast.IMELDA, **changes: Any) -> None:
        """A leave that was asked for and approved."""
        self.asks(by, **changes)
        self.approved()

    def withdraws(self, by: str = cast.IMELDA) -> str:
        state: str = self.acts(by, lambda act: requests.withdraw(act, self.request_id))
        return state

    def recalls(self, by: str, on: str, reason: str = "Rapat mendadak") -> None:
        self.acts(by, lambda act: recall.recall(act, Recall(self.request_id, date.fromisoformat(on), reason)))

    def is_cancelled(self, by: str = cast.RIZKI) -> None:
        """An administrator ends the case."""
        self.acts(by, lambda act: interventions.cancel(act, self.request.instance_id, Reason("order")))

    def sends(self, name: str, by: str) -> None:
        """A message comes to the case from elsewhere."""
        self.acts(by, lambda act: messages.deliver(act, name, f"leave:{self.request_id}", {}))

    # looks

    def task(self, step: str, by: str) -> TaskRow:
        found = [row for row in self.tasks_of(by) if row.element == step and row.record == f"leave:{self.request_id}"]
        assert len(found) == 1, f"{by} has {len(found)} tasks {step}; there are {self.open_steps()}"
        return found[0]

    def tasks_of(self, person: str) -> list[TaskRow]:
        with self.database.read() as session:
            actor = actor_of(session, person, self.now)
            return [row for box in Box for row in inbox.page(session, actor, box, limit=100).rows if box != Box.DONE]

    def steps_of(self, person: str) -> list[str]:
        """The steps of this request that wait for a person."""
        return [row.element for row in self.tasks_of(person) if row.record == f"leave:{self.request_id}"]

    def open_steps(self) -> dict[str, str]:
        """The open tasks of this request with their desks."""
        with self.database.read() as session:
            found = inbox.open_of_instances(session, [records.get(session, self.request_id).instance_id])
            return {row.element: row.desk for row in found}

    @property
    def request(self) -> LeaveRequest:
        with self.database.read() as session:
            return records.get(session, self.request_id)

    @property
    def state(self) -> str:
        return self.request.state

    @property
    def case_state(self) -> str:
        with self.database.read() as session:
            return instances.get(session, self.request.instance_id).state

    def opinions(self, *sections: str) -> list[LeaveOpinion]:
        with self.database.read() as session:
            return records.opinions_of(session, self.request_id, sections)

    def balance(self, person: str = cast.IMELDA, year: int = 2026, on: str = "") -> Balance:
        day = date.fromisoformat(on) if on else max(self.now.astimezone(JAKARTA).date(), date(year, 1, 1))
        with self.database.read() as session:
            return balance.of(session, person, year, day)

    def away(self, person: str = cast.IMELDA) -> list[tuple[str, str, bool]]:
        """The days on which a person is away or asks to be: first, last, sure."""
        with self.database.read() as session:
            found = absences.list_between(session, [person], date(2000, 1, 1), date(2100, 1, 1))
        return [(one.starts_on.isoformat(), one.last_on.isoformat(), one.firm) for one in found]

    def stands_in(self, person: str) -> list[tuple[str, str, str]]:
        """Whom a person stands in for by this request, from when until when."""
        with self.database.read() as session:
            found = [one for one in substitution.list_for(session, person) if one.revoked_at is None]
        return [
            (one.absent, one.starts_on.isoformat(), one.last_on.isoformat())
            for one in found
            if one.record == f"leave:{self.request_id}"
        ]

    def acting_for(self, post: str) -> list[tuple[str, str, str, str]]:
        with self.database.read() as session:
            found = [one for one in acting.list_for(session, post) if one.revoked_at is None]
        return [(one.person, one.starts_on.isoformat(), one.last_on.isoformat(), one.basis) for one in found]

    def papers(self) -> dict[str, str]:
        """The kinds of this request's papers with their states."""
        with self.database.read() as session:
            return {one.kind: one.state.value for one in issuing.list_of(session, f"leave:{self.request_id}")}

    def events(self) -> list[str]:
        """The kinds of the request's own events, in order, without those of its papers."""
        with self.database.read() as session:
            assert history.verify(session, f"leave:{self.request_id}") is None
            found = history.read(session, f"leave:{self.request_id}")
            return [event.kind for event in found if not event.kind.startswith("paper.")]

    def everything_told(self) -> str:
        """All that the events of the request and its case hold, as one text."""
        with self.database.read() as session:
            return str([event.data for event in history.read_record(session, f"leave:{self.request_id}")])

    def told(self, person: str) -> list[str]:
        """The kinds of a person's notices of leave, oldest first."""
        with self.database.read() as session:
            found = notices.list_for(session, actor_of(session, person, self.now), limit=100)
            return [
                one.kind.removeprefix("leave.") for one in reversed(found) if one.record == f"leave:{self.request_id}"
            ]

    def decided_by(self, decision: str) -> list[str]:
        """The ids of the rows that held in a decision of this request's case, the newest decision."""
        with self.database.read() as session:
            events = history.read(session, f"instance:{records.get(session, self.request_id).instance_id}")
        made = [one for event in events for one in event.data.get("decisions", ()) if one["decision"] == decision]
        return [rule["id"] for rule in made[-1]["rules"]]

    def counted(self, starts_on: str, last_on: str) -> int:
        return counting.working_days(bundled(), date.fromisoformat(starts_on), date.fromisoformat(last_on))

    def holds_nothing(self, person: str = cast.IMELDA) -> bool:
        """Whether no day is reserved and no absence is pending any more."""
        years = {self.now.year, *(int(year) for year in self.request.days)}
        reserved = sum(self.balance(person, year, f"{year}-12-31").reserved for year in years)
        return reserved == 0 and all(firm for _, _, firm in self.away(person))

    # proofs

    def recomputes(self) -> None:
        """Every process is re-executed from its events, its rows agree; every ledger recomputes from its events."""
        with self.database.read() as session:
            for instance in instances.list_newest(session, limit=200):
                assert audit.recompute(session, instance.id).difference is None
                assert rebuild.differences(session, instance.id) == []
            assert list(balance.verify(session)) == []
            for stream in history.streams(session, "leave"):
                assert history.verify(session, stream) is None
