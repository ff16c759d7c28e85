"""Substitution: who does an absent person's tasks for some days, of all processes or of some.

It holds by date alone: nothing is switched on or off. Who may appoint by hand stands in `people.standins`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from kernel import history, ids
from kernel.act import Act
from people import absences, directory
from people.days import day_of
from people.errors import (
    AlreadySubstituted,
    DaysTurned,
    SubstituteAway,
    SubstitutesHimself,
    SubstitutionLoops,
    SubstitutionNotFound,
    SubstitutionNotLonger,
)
from people.models import SubstitutionRow

LOCK = "substitution"  # the stream on which all who appoint wait, so that no loop closes between two of them


class Scope(StrEnum):
    """Which tasks of the absent person: all, those of the post, those for the person by name."""

    ALL = "all"
    POST = "post"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Standin:
    """Who stands in for whom from the first to the last day (both included).

    `processes` are the keys it is limited to (none: all), `basis` the letter that says so, `record` what brought it.
    """

    absent: str
    substitute: str
    starts_on: date
    last_on: date
    processes: frozenset[str] = frozenset()
    basis: str = ""
    record: str | None = None
    scope: str = Scope.ALL
    id: str = ""
    revoked_at: datetime | None = None

    @property
    def ends_on(self) -> date:
        """The first day after."""
        return self.last_on + timedelta(days=1)

    def stands_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.revoked_at is None and self.starts_on <= day <= self.last_on

    def meets(self, other: "Standin") -> bool:
        """Whether both are about some task of the same person."""
        either = not self.processes or not other.processes or not self.processes.isdisjoint(other.processes)
        return either and (Scope.ALL in (self.scope, other.scope) or self.scope == other.scope)


def appoint(act: Act, wanted: Standin) -> str:
    """Let somebody stand in; gives the id of the substitution.

    Raises DaysTurned, PersonNotFound, SubstitutesHimself, SubstitutionLoops, SubstituteAway, AlreadySubstituted.
    """
    scope, stream = Scope(wanted.scope), f"person:{wanted.absent}"
    for person in (wanted.absent, wanted.substitute):
        directory.person(act.session, person)
    head = history.take(act.session, stream)
    history.take(act.session, LOCK)
    require_possible(act.session, wanted.absent, wanted.substitute, wanted.starts_on, wanted.last_on)
    for other in _standing(act.session, SubstitutionRow.absent_id == wanted.absent, wanted.starts_on, wanted.last_on):
        if wanted.meets(other):
            raise AlreadySubstituted(person=other.substitute, starts_on=other.starts_on, last_on=other.last_on)

    row = SubstitutionRow(
        id=ids.new_id(act.now),
        absent_id=wanted.absent,
        substitute_id=wanted.substitute,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        processes=_written(wanted.processes),
        scope=scope.value,
        basis=wanted.basis.strip(),
        record=wanted.record,
    )
    act.session.add(row)
    act.session.flush()
    history.append_at(act, head, "substitution.appointed", _said(row), history.Note(record=wanted.record or stream))
    return row.id


def require_possible(session: Session, absent: str, substitute: str, starts_on: date, last_on: date) -> None:
    """Refuses a substitute who can't stand in on those days.

    Raises DaysTurned, SubstitutesHimself, SubstitutionLoops, SubstituteAway.
    """
    if last_on < starts_on:
        raise DaysTurned
    if absent == substitute:
        raise SubstitutesHimself(person=absent)
    _require_no_way_back(session, absent, substitute, starts_on, last_on)
    for away in absences.list_between(session, [substitute], starts_on, last_on):
        raise SubstituteAway(person=substitute, starts_on=away.starts_on, last_on=away.last_on)


def revoke(act: Act, substitution_id: str) -> None:
    """End a substitution at this instant. Raises SubstitutionNotFound when there is none or it was revoked before."""
    row = act.session.get(SubstitutionRow, substitution_id)
    standing = (SubstitutionRow.id == substitution_id) & SubstitutionRow.revoked_at.is_(None)
    ended = update(SubstitutionRow).where(standing).values(revoked_at=act.now).returning(SubstitutionRow.id)
    if row is None or act.session.execute(ended).first() is None:
        raise SubstitutionNotFound
    _note(act, row, "substitution.revoked", {"substitution": row.id})


def shorten(act: Act, substitution_id: str, last_on: date) -> None:
    """Let a substitution end earlier; it is revoked when no day is left.

    Raises SubstitutionNotFound, SubstitutionNotLonger.
    """
    row = act.session.get(SubstitutionRow, substitution_id, populate_existing=True)
    if row is None or row.revoked_at is not None:
        raise SubstitutionNotFound
    if last_on < row.starts_on:
        revoke(act, substitution_id)
        return
    ends_on = last_on + timedelta(days=1)
    longer = (SubstitutionRow.id == row.id) & SubstitutionRow.revoked_at.is_(None) & (SubstitutionRow.ends_on > ends_on)
    changed = update(SubstitutionRow).where(longer).values(ends_on=ends_on).returning(SubstitutionRow.id)
    if act.session.execute(changed).first() is None:
        raise SubstitutionNotLonger(last_on=row.ends_on - timedelta(days=1))
    _note(act, row, "substitution.shortened", {"substitution": row.id, "ends_on": ends_on.isoformat()})


def end_for(act: Act, record: str, last_on: date) -> None:
    """Let the substitutions that a record brought end with a day: shortened, or revoked when they had not begun."""
    ends_on = last_on + timedelta(days=1)
    chosen = select(SubstitutionRow.id).where(
        SubstitutionRow.record == record, SubstitutionRow.revoked_at.is_(None), SubstitutionRow.ends_on > ends_on
    )
    for found in list(act.session.scalars(chosen.order_by(SubstitutionRow.id))):
        shorten(act, found, last_on)


def get(session: Session, substitution_id: str) -> Standin:
    """One substitution. Raises SubstitutionNotFound."""
    row = session.get(SubstitutionRow, substitution_id)
    if row is None:
        raise SubstitutionNotFound
    return _standin(row)


def list_for(session: Session, person: str) -> list[Standin]:
    """All substitutions in which a person has a part, as the absent one or as the substitute, the latest first."""
    part = (SubstitutionRow.absent_id == person) | (SubstitutionRow.substitute_id == person)
    chosen = select(SubstitutionRow).where(part)
    latest = chosen.order_by(SubstitutionRow.starts_on.desc(), SubstitutionRow.id.desc())
    return [_standin(row) for row in session.scalars(latest)]


def list_standing(session: Session, day: date) -> list[Standin]:
    """Those that were not revoked and have not ended on a day, by their first day."""
    chosen = select(SubstitutionRow).where(SubstitutionRow.revoked_at.is_(None), SubstitutionRow.ends_on > day)
    return [_standin(row) for row in session.scalars(chosen.order_by(SubstitutionRow.starts_on, SubstitutionRow.id))]


def at_posts(session: Session, holders: Collection[str], now: datetime, process: str = "") -> dict[str, str]:
    """Who does the post's tasks today instead of some holders: all of them, or at least those of a process."""
    day, found = day_of(now), dict[str, str]()
    if not holders:
        return found
    for one in _standing(session, SubstitutionRow.absent_id.in_(sorted(holders)), day, day):
        if one.scope != Scope.PERSON and (not one.processes or process in one.processes):
            found[one.absent] = one.substitute
    return found


def _require_no_way_back(session: Session, absent: str, substitute: str, starts_on: date, last_on: date) -> None:
    """Walks from the substitute to who stands in for him, as long as all share a day."""
    pending = [(substitute, starts_on, last_on)]
    seen = set(pending)
    while pending:
        person, since, until = pending.pop()
        for other in _standing(session, SubstitutionRow.absent_id == person, since, until):
            if other.substitute == absent:
                raise SubstitutionLoops(person=person, starts_on=other.starts_on, last_on=other.last_on)
            step = (other.substitute, max(since, other.starts_on), min(until, other.last_on))
            if step not in seen:
                seen.add(step)
                pending.append(step)


def _standing(session: Session, who: ColumnElement[bool], since: date, until: date) -> list[Standin]:
    """Those not revoked that touch some days (both included)."""
    touching = (SubstitutionRow.starts_on <= until) & (SubstitutionRow.ends_on > since)
    chosen = select(SubstitutionRow).where(who, touching, SubstitutionRow.revoked_at.is_(None))
    ordered = chosen.order_by(SubstitutionRow.starts_on, SubstitutionRow.id)
    return [_standin(row) for row in session.scalars(ordered, execution_options={"populate_existing": True})]


def _note(act: Act, row: SubstitutionRow, kind: str, data: dict[str, str]) -> None:
    stream = f"person:{row.absent_id}"
    history.append(act, stream, kind, data, history.Note(record=row.record or stream))


def _written(processes: frozenset[str]) -> str:
    return f" {' '.join(sorted(processes))} " if processes else ""


def _said(row: SubstitutionRow) -> dict[str, object]:
    return {
        "substitution": row.id,
        "substitute": row.substitute_id,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "processes": row.processes.split(),
        "scope": row.scope,
        "basis": row.basis,
    }


def _standin(row: SubstitutionRow) -> Standin:
    return Standin(
        row.absent_id,
        row.substitute_id,
        row.starts_on,
        row.ends_on - timedelta(days=1),
        frozenset(row.processes.split()),
        row.basis,
        row.record,
        row.scope,
        row.id,
        row.revoked_at,
    )
