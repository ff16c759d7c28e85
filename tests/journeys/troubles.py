"""Things that went wrong in a house, so that their pages have something to show."""

from datetime import timedelta

from sqlalchemy import select

from engine import definitions, incidents, studio_drafts
from engine.models import Task
from kernel import calendars, clock, outbox
from kernel.act import Act, system
from kernel.outbox import Job, Timing
from people import substitution
from people.days import day_of
from people.substitution import Standin
from tests.people import LESTARI, NINING, RIZKI, YOSEF, act_of
from workflows.installation import Installation
from workflows.office_calendar import drafts, editing, publishing
from workflows.office_calendar.editing import Entry

LETTERS = "letter_disposition"


def draft_something(house: Installation) -> None:
    """A draft of the letters' process with a renamed task and a condition that nobody can read."""
    with house.database.write() as session:
        act = act_of(session, RIZKI, clock.now())
        before = definitions.latest(session, LETTERS).files[f"{LETTERS}.bpmn"]
        drawn = before.replace("Baca dan disposisikan surat", "Baca, lalu disposisikan surat")
        drawn = drawn.replace('decision == "answer"', "decision == = 1")
        assert drawn != before
        studio_drafts.keep(act, LETTERS, {f"{LETTERS}.bpmn": drawn}, based_on=1)


def arrange_something(house: Installation) -> None:
    """Somebody stands in for a colleague with the branches of dispositions, and has a substitute later himself."""
    with house.database.write() as session:
        act = act_of(session, NINING, clock.now())
        today = day_of(act.now)
        branches = frozenset({"disposition_branch"})
        first = Standin(LESTARI, NINING, today, today + timedelta(days=3), branches, "SI-12/2026")
        substitution.appoint(act, first)
        substitution.appoint(act, Standin(NINING, YOSEF, today + timedelta(days=9), today + timedelta(days=12)))


def break_something(house: Installation) -> str:
    """A timer of a case and a mail that failed for good, and an errand that nobody does; gives the case's incident."""
    with house.database.write() as session:
        act = Act(session, system("worker"), clock.now(), "test")
        task = session.scalars(select(Task).where(Task.state == "ready").order_by(Task.id)).first()
        assert task is not None
        place = Timing(due=act.now + timedelta(days=900), instance=task.instance_id, ordinal=task.ordinal)
        broken = ""
        for kind, timing in (("mail.send", Timing(due=place.due)), ("timer.fire", place)):
            outbox.put(act, kind, {"element": task.element}, key=f"broken:{kind}:{act.now}", timing=timing)
            job = session.scalars(select(Job).where(Job.key == f"broken:{kind}:{act.now}")).one()
            job.dead, job.attempts = 1, 6
            session.flush()
            broken = incidents.open_incident(act, job.id, TimeoutError()).id
        long_ago = Timing(due=act.now - timedelta(minutes=10))
        outbox.put(act, "test.nothing", {}, key=f"stuck:{act.now}", timing=long_ago)
    return broken


def publish_a_holiday(house: Installation, person: str) -> str:
    """A calendar with one more holiday, followed by the running cases, and a draft with another; gives the version."""
    with house.database.write() as session:
        act = act_of(session, person, clock.now())
        today = calendars.current(session).date_of(act.now)
        days = [today + timedelta(days=days) for days in range(1, 30)]
        days = [day for day in days if calendars.current(session).is_working_day(day)]
        for day in days[:2]:
            entry = Entry(day.isoformat(), "libur_lokal", "Libur setempat", "SK 12")
            drafts.edit(act, lambda written, entry=entry: editing.put_day(written, entry))  # type: ignore[misc]
            if day == days[0]:
                made = publishing.publish(act, "Libur setempat", moves=True)
    return made.version
