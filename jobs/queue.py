"""The job table as a queue: claim with a lease, finish under a fence, retry with growing pauses, give up aloud.

Timers of one instance are claimed one after the other, so that several workers keep their order.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel import clock, sql
from kernel.db import instant
from kernel.outbox import Job

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 6
LONGEST_PAUSE = 600
# A lease that ends later than a lease can is of a clock that has jumped back since: it counts for nothing.
FREE = "dead = 0 AND due_at <= ? AND (lease_until IS NULL OR lease_until < ? OR lease_until > ?)"
IN_ORDER = (
    " AND (kind <> 'timer.fire' OR NOT EXISTS (SELECT 1 FROM job e WHERE e.instance_id = job.instance_id"
    " AND e.kind = 'timer.fire' AND e.dead = 0 AND (e.due_at, e.id) < (job.due_at, job.id)))"
)
CLAIM = (  # the parts are constants
    "UPDATE job SET lease_owner = ?, lease_until = ?, fence = fence + 1, attempts = attempts + 1 WHERE id IN ("  # noqa: S608
    f"SELECT id FROM job WHERE {FREE}{IN_ORDER}{{of_kinds}}"
    " ORDER BY due_at, id LIMIT ?{locking})"
    " RETURNING id, kind, key, instance_id, ordinal, payload, fence, attempts, due_at, incident_id"
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this worker holds until its lease ends; `incident_id` when an administrator has it tried again."""

    id: str
    kind: str
    key: str
    instance_id: str | None
    ordinal: int | None
    payload: str
    fence: int
    attempts: int
    due_at: str
    incident_id: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which jobs a worker takes at once: how many at most, and of which kinds (none named: of all)."""

    limit: int = 20
    kinds: tuple[str, ...] = ()
    lease: timedelta = LEASE

    @property
    def condition(self) -> str:
        return f" AND kind IN ({', '.join('?' * len(self.kinds))})" if self.kinds else ""

    def free(self, due: datetime, lease: datetime) -> tuple[str, str, str]:
        """The values of what is free at an instant."""
        return instant(due), instant(lease), instant(lease + self.lease * 2)


ANY = Choice()


def database_now(session: Session) -> datetime:
    """The database's clock: leases of several machines must agree on one."""
    if session.get_bind().dialect.name == "sqlite":
        return clock.now()  # the database is this machine
    found = sql.run(session, "SELECT clock_timestamp()").fetchone()[0]
    return found if isinstance(found, datetime) else datetime.fromisoformat(found)


def claim(session: Session, owner: str, due: datetime, lease: datetime, choice: Choice = ANY) -> list[Claimed]:
    """Lease the jobs that are due, oldest first. `due` decides what is due, `lease` is the clock of the leases."""
    locking = "" if session.get_bind().dialect.name == "sqlite" else " FOR UPDATE SKIP LOCKED"
    values = (owner, instant(lease + choice.lease), *choice.free(due, lease), *choice.kinds, choice.limit)
    statement = CLAIM.replace("{locking}", locking).replace("{of_kinds}", choice.condition)
    rows = sql.run(session, statement, values).fetchall()
    return sorted((Claimed(*row) for row in rows), key=lambda job: (job.due_at, job.id))


def finish(session: Session, job: Claimed) -> bool:
    """Take the job away, in the transaction of its deed. False when another worker has it by now: roll back."""
    return bool(sql.run(session, "DELETE FROM job WHERE id = ? AND fence = ?", (job.id, job.fence)).rowcount == 1)


def give_back(session: Session, job: Claimed, now: datetime, error: str, most: int = MAX_ATTEMPTS) -> bool:
    """Let a failed job be tried again after a growing pause. True when it has failed too often and is dead now."""
    dead = job.attempts >= most
    pause = min(2 ** min(job.attempts, 20), LONGEST_PAUSE)
    later = now + timedelta(seconds=pause * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, not a secret
    given = sql.run(
        session,
        "UPDATE job SET lease_owner = NULL, lease_until = NULL, due_at = ?, dead = ?, error = ?"
        " WHERE id = ? AND fence = ?",
        (job.due_at if dead else instant(later), int(dead), error[:500], job.id, job.fence),
    )
    return dead and bool(given.rowcount == 1)


def release(session: Session, job: Claimed) -> None:
    """Give up the lease without having tried."""
    given = "UPDATE job SET lease_owner = NULL, lease_until = NULL, attempts = attempts - 1 WHERE id = ? AND fence = ?"
    sql.run(session, given, (job.id, job.fence))


def postpone(session: Session, job: Claimed, due: datetime) -> None:
    """Give up the lease until later without counting the try."""
    given = (
        "UPDATE job SET lease_owner = NULL, lease_until = NULL, attempts = attempts - 1, due_at = ?"
        " WHERE id = ? AND fence = ?"
    )
    sql.run(session, given, (instant(due), job.id, job.fence))


def is_gone(session: Session, job: Claimed) -> bool:
    """Whether nobody has this job any more."""
    return sql.run(session, "SELECT 1 FROM job WHERE id = ?", (job.id,)).fetchone() is None


def seconds_to_next(session: Session, now: datetime, choice: Choice = ANY) -> float | None:
    """How long until the next living job falls due; None when nothing is to come."""
    statement = f"SELECT due_at FROM job WHERE dead = 0 AND due_at > ?{choice.condition} ORDER BY due_at LIMIT 1"  # noqa: S608
    row = sql.run(session, statement, (instant(now), *choice.kinds)).fetchone()
    return None if row is None else (datetime.fromisoformat(row[0]) - now).total_seconds()


def is_due(session: Session, due: datetime, lease: datetime, choice: Choice = ANY) -> bool:
    """Whether a living job that nobody holds is due by an instant."""
    statement = f"SELECT 1 FROM job WHERE {FREE}{choice.condition} LIMIT 1"  # noqa: S608 - marks only
    return sql.run(session, statement, (*choice.free(due, lease), *choice.kinds)).fetchone() is not None


def list_dead(session: Session) -> list[Any]:
    """Jobs that were given up, oldest first."""
    return list(session.scalars(select(Job).where(Job.dead == 1).order_by(Job.due_at)))
