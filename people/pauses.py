"""Failures to sign in, counted per name and per network address; each further one brings a longer pause."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kernel import sql
from kernel.db import instant
from people import secret_values
from people.models import FailedSigninRow

FREE_FOR_NAME = 5  # failures before the first pause
FREE_FOR_ADDRESS = 30  # an office shares one address
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
FORGET_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Counters:
    """The two counters of an attempt: of the name (its digest, known or not) and of the network address."""

    name: str
    address: str

    @classmethod
    def of(cls, name: str, address: str) -> "Counters":
        return cls(f"name:{secret_values.digest(name)}", f"address:{address}")

    def free(self) -> dict[str, int]:
        """How many failures each bears before the first pause."""
        return {self.name: FREE_FOR_NAME, self.address: FREE_FOR_ADDRESS}


def paused_until(session: Session, counters: Counters, now: datetime) -> datetime | None:
    """The end of the pause that keeps this attempt from being tried, or None."""
    chosen = select(FailedSigninRow.paused_until).where(FailedSigninRow.key.in_(counters.free()))
    return max((until for until in session.scalars(chosen) if until is not None and until > now), default=None)


def count(session: Session, counters: Counters, now: datetime) -> None:
    """Count an attempt as failed before it is tried, so that many at once can't outrun the pause."""
    for key, free in sorted(counters.free().items()):
        old = instant(now - FORGET_AFTER)
        failures = sql.run(
            session,
            "INSERT INTO failed_signin (key, count, last_at) VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET"
            " count = CASE WHEN failed_signin.last_at < ? THEN 1 ELSE failed_signin.count + 1 END,"
            " last_at = excluded.last_at RETURNING count",
            (key, instant(now), old),
        ).fetchone()[0]
        if failures >= free:
            row = update(FailedSigninRow).where(FailedSigninRow.key == key)
            session.execute(row.values(paused_until=now + pause(failures - free)))


def forgive(session: Session, counters: Counters) -> None:
    """The attempt was right: the name starts anew, the address loses the one that was counted."""
    session.execute(delete(FailedSigninRow).where(FailedSigninRow.key == counters.name))
    address = update(FailedSigninRow).where(FailedSigninRow.key == counters.address)
    session.execute(address.values(count=FailedSigninRow.count - 1, paused_until=None))


def pause(beyond: int) -> timedelta:
    """1, 2, 4 … minutes, at most an hour, for the failures beyond the free ones."""
    return min(FIRST * (1 << min(beyond, 10)), LONGEST)


def forget_old(session: Session, now: datetime) -> int:
    """Delete counters that nobody touched for a day; gives how many."""
    old = FailedSigninRow.last_at < now - FORGET_AFTER
    return len(session.execute(delete(FailedSigninRow).where(old).returning(FailedSigninRow.key)).all())
