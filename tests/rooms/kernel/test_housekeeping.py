"""The nightly clean-up: once a night, and only of what nobody needs."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from engine.models import KeptAnswer
from jobs import housekeeping
from jobs.errands import build
from jobs.worker import Worker, drain
from kernel.act import Act, system
from kernel.outbox import Job
from workflows.installation import Installation

NOON = datetime(2026, 11, 12, 5, 0, tzinfo=UTC)


def test_happens_once_a_night_and_orders_the_next(staffed: Installation) -> None:
    for _ in range(2):
        with staffed.database.write() as session:
            housekeeping.order(Act(session, system("setup"), NOON))
            session.add(KeptAnswer(person="P01", key=f"{_}", request="", answer={}, at=NOON - timedelta(days=31 * _)))
    worker = Worker(staffed.database, build(staffed))

    drain(worker, NOON + timedelta(hours=13))
    with staffed.database.read() as session:
        nothing_yet = session.scalars(select(KeptAnswer.key)).all()
    done = drain(worker, NOON + timedelta(hours=15))

    with staffed.database.read() as session:
        waiting = session.scalars(select(Job).where(Job.kind == housekeeping.KIND)).all()
        kept = session.scalars(select(KeptAnswer.key)).all()
    assert sorted(nothing_yet) == ["0", "1"]
    assert done == 1
    assert kept == ["0"]
    assert [job.due_at for job in waiting] == [datetime(2026, 11, 13, 19, 0, tzinfo=UTC)]
