"""Balances of many people: one line each, narrowed by unit and words, in keyset pages."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from people.models import PersonRow, PostHoldingRow, PostRow
from workflows.leave import account as accounts
from workflows.leave.account import state_of
from workflows.leave.entitlement import Bucket
from workflows.leave.models_ledger import LeaveMovement
from workflows.leave.movements import HELD, Kind, Move

FEW = 50
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Sought:
    """Whose balances, on which day: `reach` are posts (None: all), `unit` a code, `text` words of name or NIP."""

    on: date
    reach: frozenset[str] | None = None
    unit: str = ""
    text: str = ""


class Place(NamedTuple):
    """The last line of a page: the next page begins behind it."""

    name: str
    person_id: str


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One person: own days left of two years ago and of last year (None: unknown), and the figures of this year."""

    person_id: str
    name: str
    nip: str
    unit: str
    post: str
    left_n2: int | None
    left_n1: int | None
    right: int
    total: int
    used: int
    reserved: int

    @property
    def left(self) -> int:
        return self.total - self.used - self.reserved


@dataclass(frozen=True, slots=True)
class BalancePage:
    """Lines by name, and the place behind which the next page begins (None at the end)."""

    lines: list[BalanceLine]
    next: Place | None


def page(session: Session, sought: Sought, *, after: Place | None = None, limit: int = FEW) -> BalancePage:
    """A page of balances as they stand on the day sought."""
    chosen = _people(sought).order_by(PersonRow.name, PersonRow.id).limit(limit + 1)
    if after is not None:
        chosen = chosen.where(tuple_(PersonRow.name, PersonRow.id) > tuple_(after.name, after.person_id))
    rows = session.execute(chosen).all()
    shown = rows[:limit]
    moves = _moves(session, [row.id for row in shown], sought.on)
    lines = [_line(row, moves.get(row.id, []), sought.on.year) for row in shown]
    last = Place(lines[-1].name, lines[-1].person_id) if len(rows) > limit else None
    return BalancePage(lines, last)


def everybody(session: Session, sought: Sought) -> Iterator[BalanceLine]:
    """All lines, for an export."""
    found = page(session, sought, limit=500)
    yield from found.lines
    while found.next is not None:
        found = page(session, sought, after=found.next, limit=500)
        yield from found.lines


def _people(sought: Sought) -> Select[str, str, str, str, str]:
    """Those who hold a post on the day."""
    chosen = (
        select(PersonRow.id, PersonRow.name, PersonRow.nip, PostRow.unit_code, PostRow.title)
        .join(PostHoldingRow, PostHoldingRow.person_id == PersonRow.id)
        .join(PostRow, PostRow.code == PostHoldingRow.post_code)
        .where(PostHoldingRow.starts_on <= sought.on)
        .where(or_(PostHoldingRow.ends_on.is_(None), PostHoldingRow.ends_on > sought.on))
    )
    if sought.reach is not None:
        chosen = chosen.where(PostRow.code.in_(sorted(sought.reach)))
    if sought.unit:
        chosen = chosen.where(PostRow.unit_code == sought.unit)
    for word in sought.text.lower().split()[:MOST_WORDS]:
        named = func.lower(PersonRow.name).contains(word, autoescape=True)
        chosen = chosen.where(or_(named, PersonRow.nip.startswith(word, autoescape=True)))
    return chosen


def _moves(session: Session, people: Collection[str], on: date) -> dict[str, list[Move]]:
    """The movements of three years that count by then, summed where they say the same."""
    found: dict[str, list[Move]] = defaultdict(list)
    table = LeaveMovement
    same = (table.person_id, table.year, table.bucket, table.kind, table.rule)
    chosen = (
        select(*same, func.sum(table.days))
        .where(table.person_id.in_(people), table.year.between(on.year - 2, on.year), table.effective_on <= on)
        .group_by(*same)
    )
    for person_id, year, bucket, kind, rule, days in session.execute(chosen):
        found[person_id].append(Move(year, Bucket(bucket), Kind(kind), int(days), on, rule))
    return found


def _line(row: Sequence[str], moves: list[Move], year: int) -> BalanceLine:
    person_id, name, nip, unit, post = row
    by_year = {each: [move for move in moves if move.year == each] for each in (year - 2, year - 1, year)}
    left_n2, left_n1 = (state_of(by_year[each]).left_own if by_year[each] else None for each in (year - 2, year - 1))
    this = by_year[year]
    used = -sum(move.days for move in this if move.is_use)
    reserved = -sum(move.days for move in this if move.kind in HELD)
    return BalanceLine(
        person_id=person_id,
        name=name,
        nip=nip,
        unit=unit,
        post=post,
        left_n2=left_n2,
        left_n1=left_n1,
        right=sum(move.days for move in this if move.bucket is Bucket.OWN and accounts.gives_own(move)),
        total=sum(move.days for move in this) + used + reserved,
        used=used,
        reserved=reserved,
    )
