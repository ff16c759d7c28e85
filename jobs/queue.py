"""The job table as a queue: claim with a lease, finish under a fence, retry with growing pauses, give up aloud."""

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
CLAIM = (
    "UPDATE job SET lease_owner = ?, lease_until = ?, fence = fence + 1, attempts = attempts + 1 WHERE id IN ("
    "SELECT id FROM job WHERE dead = 0 AND due_at <= ? AND (lease_until IS NULL OR lease_until < ?){of_kinds}"
    " ORDER BY due_at, id LIMIT ?{locking})"
    " RETURNING id, kind, key, instance_id, ordinal, payload, fence, attempts, due_at"
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this worker holds until its lease ends."""

    id: str
    kind: str
    key: str
    instance_id: str | None
    ordinal: int | None
    payload: str
    fence: int
    attempts: int
    due_at: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Which jobs a worker takes at once: how many at most, and of which kinds (none named: of all)."""

    limit: int = 20
    kinds: tuple[str, ...] = ()

    @property
    def condition(self) -> str:
        return f" AND kind IN ({', '.join('?' * len(self.kinds))})" if self.kinds else ""


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
    values = (owner, instant(lease + LEASE), instant(due), instant(lease), *choice.kinds, choice.limit)
    statement = CLAIM.replace("{locking}", locking).replace("{of_kinds}", choice.condition)
    rows = sql.run(session, statement, values).fetchall()
    return sorted((Claimed(*row) for row in rows), key=lambda job: (job.due_at, job.id))


def finish(session: Session, job: Claimed) -> bool:
    """Take the job away, in the transaction of its deed. False when another worker has it by now: roll back."""
    return bool(sql.run(session, "DELETE FROM job WHERE id = ? AND fence = ?", (job.id, job.fence)).rowcount == 1)


def give_back(session: Session, job: Claimed, now: datetime, error: str) -> bool:
    """Let a failed job be tried again after a growing pause. True when it has failed too often and is dead now."""
    dead = job.attempts >= MAX_ATTEMPTS
    pause = timedelta(seconds=min(2**job.attempts, 600) * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, not a secret
    sql.run(
        session,
        "UPDATE job SET lease_owner = NULL, lease_until = NULL, due_at = ?, dead = ?, error = ?"
        " WHERE id = ? AND fence = ?",
        (instant(now + pause), int(dead), error[:500], job.id, job.fence),
    )
    return dead


def release(session: Session, job: Claimed) -> None:
    """Give up the lease without having tried."""
    given = "UPDATE job SET lease_owner = NULL, lease_until = NULL, attempts = attempts - 1 WHERE id = ? AND fence = ?"
    sql.run(session, given, (job.id, job.fence))


def is_due(session: Session, due: datetime, choice: Choice = ANY) -> bool:
    """Whether a living job is due by an instant."""
    statement = f"SELECT 1 FROM job WHERE dead = 0 AND due_at <= ?{choice.condition} LIMIT 1"  # noqa: S608 - marks only
    return sql.run(session, statement, (instant(due), *choice.kinds)).fetchone() is not None


def list_dead(session: Session) -> list[Any]:
    """Jobs that were given up, oldest first."""
    return list(session.scalars(select(Job).where(Job.dead == 1).order_by(Job.due_at)))
