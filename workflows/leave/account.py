"""The leave account of one person while it is worked on: all movements so far, and those of this deed.

Pure but for `take` and `write`: the rules of opening and charging add moves, `require_sound` looks at the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kernel import calendars, history
from kernel.act import Act
from people import directory
from workflows.leave import movements
from workflows.leave.entitlement import Bucket, Rules, YearState, rules_of
from workflows.leave.ledger_errors import NotEnoughLeave
from workflows.leave.movements import CLOSING, HELD, PAPER_CARRIED, PAPER_GRANTED, PAPER_RIGHTS, RIGHTS, Kind, Move
from workflows.leave.settings import leave_settings


@dataclass(slots=True)
class Account:
    """`moves` are all movements in order, `fresh` those of this deed; `today` is the office's day."""

    person_id: str
    appointed_on: date | None
    rules: Rules
    today: date
    moves: list[Move]
    fresh: list[Move] = field(default_factory=list)

    def add(self, move: Move) -> None:
        """Take a movement in; one of no days only where the paper says that there were none."""
        if move.days or move.rule in PAPER_RIGHTS:
            self.moves.append(move)
            self.fresh.append(move)

    def of_year(self, year: int) -> list[Move]:
        """The movements of one year's right."""
        return [move for move in self.moves if move.year == year]

    def years(self) -> list[int]:
        """The years that have movements, in order."""
        return sorted({move.year for move in self.moves})

    def left(self, year: int, bucket: Bucket, on: date | None = None) -> int:
        """Free days of a bucket; with a day, rights that begin later are not counted."""
        return sum(
            move.days
            for move in self.of_year(year)
            if move.bucket is bucket and (on is None or move.kind not in RIGHTS or move.on <= on)
        )

    def free(self, year: int, on: date | None = None) -> int:
        """Free days of a year."""
        return sum(max(0, self.left(year, bucket, on)) for bucket in Bucket)

    def held(self, request_id: str) -> dict[tuple[int, Bucket], int]:
        """What is reserved for a request, by year and bucket."""
        return self._for(request_id, HELD)

    def charged(self, request_id: str) -> dict[tuple[int, Bucket], int]:
        """What a request used and did not give back, by year and bucket."""
        return self._for(request_id, frozenset({Kind.CHARGE, Kind.RETURN}))

    def require_sound(self) -> None:
        """No bucket of any year below zero. Raises NotEnoughLeave."""
        for year in {move.year for move in self.fresh}:
            for bucket in Bucket:
                left = self.left(year, bucket)
                if left < 0:
                    taken = -sum(m.days for m in self.fresh if (m.year, m.bucket) == (year, bucket) and m.days < 0)
                    raise NotEnoughLeave(available=max(0, taken + left), asked=taken, year=year)

    def _for(self, request_id: str, kinds: frozenset[Kind]) -> dict[tuple[int, Bucket], int]:
        found: dict[tuple[int, Bucket], int] = {}
        for move in self.moves:
            if move.request_id == request_id and move.kind in kinds:
                found[move.year, move.bucket] = found.get((move.year, move.bucket), 0) - move.days
        return {place: days for place, days in sorted(found.items()) if days}


def take(act: Act, person_id: str) -> tuple[history.Head, Account]:
    """Lock a person's ledger and read it. Raises PersonNotFound."""
    head = history.take(act.session, movements.stream_of(person_id))
    person = directory.person(act.session, person_id)
    rules = rules_of(leave_settings(), person.employment)
    today = calendars.current(act.session).date_of(act.now)
    known = [movement.move for movement in movements.read(act.session, person_id)]
    return head, Account(person_id, person.appointed_on, rules, today, known)


def write(act: Act, head: history.Head, account: Account, kind: str, data: Mapping[str, Any]) -> list[str]:
    """Write what this deed added, as one event, if it added anything; gives the ids of the rows.

    Raises NotEnoughLeave when a bucket would fall below zero: then nothing is written.
    """
    account.require_sound()
    return movements.write(act, head, kind, account.fresh, data) if account.fresh else []


def state_of(moves: list[Move]) -> YearState:
    """What became of a year's right, its closing not counted."""
    open_moves = [move for move in moves if move.kind not in CLOSING]
    given = sum(move.days for move in open_moves if move.bucket is Bucket.OWN and gives_own(move))
    lost = sum(move.days for move in open_moves if move.kind is Kind.FORFEIT)
    left = {bucket: sum(move.days for move in open_moves if move.bucket is bucket) for bucket in Bucket}
    return YearState(
        own=given,
        is_entitled=given > 0 and lost == 0,
        deferred=-sum(move.days for move in open_moves if is_deferral(move)),
        used=-sum(move.days for move in open_moves if move.is_use or move.kind in HELD),
        left={bucket: max(0, days) for bucket, days in left.items()},
    )


def is_deferral(move: Move) -> bool:
    """Whether own days were put off to the next year."""
    return move.kind is Kind.DEFER or (move.kind is Kind.BROUGHT and move.rule == movements.PAPER_DEFERRED)


def is_carried_in(move: Move) -> bool:
    """Whether days came from the year before."""
    return move.kind is Kind.CARRY or (move.kind is Kind.BROUGHT and move.rule == PAPER_CARRIED)


def split(account: Account, year: int, days: int, on: date | None = None) -> dict[Bucket, int]:
    """So many free days of a year, by bucket in the office's order (P4); fewer when there are fewer."""
    found: dict[Bucket, int] = {}
    for bucket in account.rules.order:
        take_now = min(days, max(0, account.left(year, bucket, on)))
        if take_now:
            found[bucket] = take_now
            days -= take_now
    return found


def gives_own(move: Move) -> bool:
    return move.kind is Kind.GRANT or (move.kind is Kind.BROUGHT and move.rule == PAPER_GRANTED)
