"""The right of a year on a date, with the movements behind each figure, and the proof from the events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel import history
from workflows.leave import movements
from workflows.leave.entitlement import Bucket
from workflows.leave.models_ledger import LeaveMovement
from workflows.leave.movements import HELD, Movement


@dataclass(frozen=True, slots=True)
class Line:
    """One movement of a year; `after` are the free days once it counted. `note` is the reason of a correction."""

    movement: Movement
    after: int

    @property
    def days(self) -> int:
        return self.movement.move.days


@dataclass(frozen=True, slots=True)
class Balance:
    """The right of a year on a date: total = used + reserved + available; what is left, by bucket."""

    person_id: str
    year: int
    on: date
    total: int
    used: int
    reserved: int
    left: dict[Bucket, int]
    lines: tuple[Line, ...]

    @property
    def available(self) -> int:
        return sum(self.left.values())

    @property
    def own_left(self) -> int:
        return self.left[Bucket.OWN]

    @property
    def carry_left(self) -> int:
        """Left of what came from earlier years, the deferred days among them."""
        return self.left[Bucket.CARRY] + self.left[Bucket.DEFERRED]

    @property
    def deferred_left(self) -> int:
        return self.left[Bucket.DEFERRED]

    @property
    def bonus_left(self) -> int:
        return self.left[Bucket.BONUS]


def of(session: Session, person_id: str, year: int, on: date) -> Balance:
    """The right of a year as it stands on a date: movements that count by then, in the order in which they count."""
    return reckoned(person_id, year, on, movements.read(session, person_id, (year,)))


def reckoned(person_id: str, year: int, on: date, known: Sequence[Movement]) -> Balance:
    """The same from movements that were read before."""
    counted = [found for found in known if found.move.year == year and found.move.on <= on]
    counted.sort(key=lambda found: (found.move.on, found.number, found.place))
    left = dict.fromkeys(Bucket, 0)
    used = reserved = after = 0
    lines = []
    for found in counted:
        move = found.move
        left[move.bucket] += move.days
        used -= move.days if move.is_use else 0
        reserved -= move.days if move.kind in HELD else 0
        after += move.days
        lines.append(Line(found, after))
    return Balance(person_id, year, on, after + used + reserved, used, reserved, left, tuple(lines))


def stored(session: Session, person_id: str) -> list[Movement]:
    """All movements of a person as the rows tell them."""
    return movements.read(session, person_id)


def recomputed(session: Session, person_id: str) -> list[Movement]:
    """All movements of a person as the events tell them; equal to `stored` unless somebody tampered."""
    return movements.told_by_events(session, person_id)


def notes_of(session: Session, person_id: str) -> dict[str, tuple[str, str]]:
    """(reason, salt) of the corrections of a person, by the id of their movement; erased ones are left out."""
    chosen = select(LeaveMovement.id, LeaveMovement.note, LeaveMovement.salt)
    found = session.execute(chosen.where(LeaveMovement.person_id == person_id, LeaveMovement.note != ""))
    return {row.id: (row.note, row.salt) for row in found}


def verify(session: Session) -> Iterator[str]:
    """A sentence for each ledger whose rows are not what its events tell, or that fell below zero."""
    streams = history.streams(session, movements.STREAM)
    people = {stream.removeprefix(movements.STREAM) for stream in streams}
    people |= set(session.scalars(select(LeaveMovement.person_id).distinct()))
    for person_id in sorted(people):
        if stored(session, person_id) != recomputed(session, person_id):
            yield f"{movements.stream_of(person_id)}: the movements are not those of the events"
    sums = select(LeaveMovement.person_id, LeaveMovement.year, LeaveMovement.bucket).group_by(
        LeaveMovement.person_id, LeaveMovement.year, LeaveMovement.bucket
    )
    for person_id, year, bucket in session.execute(sums.having(func.sum(LeaveMovement.days) < 0)):
        yield f"{movements.stream_of(person_id)}: {bucket} of {year} is below zero"
