"""Days on which somebody is away: leave, travel, training. The reason is a code.

An absence that is not firm belongs to a request under way: it holds the days, but nobody is away by it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kernel import history, ids
from kernel.act import Act
from people import directory
from people.days import day_of
from people.errors import AbsenceNotFound, AlreadyAway, DaysTurned
from people.models import AbsenceRow


class Reason(StrEnum):
    """Why somebody is away, as far as others need to know."""

    LEAVE = "leave"
    TRAVEL = "travel"
    TRAINING = "training"
    ILL = "ill"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Away:
    """Days of a person's absence, both included; `record` is what brought it (`leave:<id>`), `firm` that it is sure."""

    id: str
    person: str
    starts_on: date
    last_on: date
    reason: str
    record: str | None
    firm: bool


def record(
    act: Act,
    person_id: str,
    starts_on: date,
    last_on: date,
    reason: Reason,
    *,
    record: str | None = None,
    firm: bool = True,
) -> str:
    """Note that a person is away from the first to the last day (both included). Raises DaysTurned, PersonNotFound."""
    if last_on < starts_on:
        raise DaysTurned
    directory.person(act.session, person_id)
    row = AbsenceRow(
        id=ids.new_id(act.now),
        person_id=person_id,
        starts_on=starts_on,
        ends_on=last_on + timedelta(days=1),
        reason=reason.value,
        record=record,
        firm=firm,
    )
    act.session.add(row)
    act.session.flush()
    data = {"absence": row.id, "starts_on": starts_on.isoformat(), "ends_on": row.ends_on.isoformat()}
    said = data if firm else {**data, "firm": False}
    history.append(act, f"person:{person_id}", "absence.recorded", said, history.Note(record=record))
    return row.id


def confirm(act: Act, absence_id: str) -> None:
    """Make an absence sure; nothing happens when it is sure. Raises AbsenceNotFound."""
    row = _get(act.session, absence_id)
    pending = (AbsenceRow.id == absence_id) & AbsenceRow.firm.is_(False)
    changed = act.session.execute(update(AbsenceRow).where(pending).values(firm=True).returning(AbsenceRow.id))
    if changed.first() is not None:
        _note(act, row, "absence.confirmed")


def cancel(act: Act, absence_id: str) -> None:
    """Take an absence back; nothing happens when it was taken back before."""
    gone = act.session.execute(
        delete(AbsenceRow).where(AbsenceRow.id == absence_id).returning(AbsenceRow.person_id, AbsenceRow.record)
    ).first()
    if gone is not None:
        note = history.Note(record=gone.record)
        history.append(act, f"person:{gone.person_id}", "absence.cancelled", {"absence": absence_id}, note)


def shorten(act: Act, absence_id: str, last_on: date) -> None:
    """Let an absence end earlier; it is taken back when no day is left. Nothing happens when it ends by then anyway.

    Raises AbsenceNotFound.
    """
    row = _get(act.session, absence_id)
    if last_on < row.starts_on:
        cancel(act, absence_id)
        return
    ends_on = last_on + timedelta(days=1)
    longer = (AbsenceRow.id == absence_id) & (AbsenceRow.ends_on > ends_on)
    changed = act.session.execute(update(AbsenceRow).where(longer).values(ends_on=ends_on).returning(AbsenceRow.id))
    if changed.first() is not None:
        _note(act, row, "absence.shortened", ends_on=ends_on.isoformat())


def list_between(session: Session, people: Collection[str], since: date, until: date) -> list[Away]:
    """The absences of some persons that touch some days (both included), sure or not, by their first day."""
    chosen = select(AbsenceRow).where(
        AbsenceRow.person_id.in_(sorted(people)), AbsenceRow.starts_on <= until, AbsenceRow.ends_on > since
    )
    ordered = chosen.order_by(AbsenceRow.starts_on, AbsenceRow.person_id, AbsenceRow.id)
    return [_away(row) for row in session.scalars(ordered)]


def require_free(session: Session, person: str, starts_on: date, last_on: date, *, but: str | None = None) -> None:
    """Refuses days on which a person is away or asked to be, except by the record `but`; others who ask wait here.

    Raises DaysTurned, AlreadyAway.
    """
    if last_on < starts_on:
        raise DaysTurned
    history.lock(session, f"person:{person}")
    for away in list_between(session, [person], starts_on, last_on):
        if but is None or away.record != but:
            raise AlreadyAway(person=person, starts_on=away.starts_on, last_on=away.last_on, reason=away.reason)


def is_absent(session: Session, person_id: str, now: datetime) -> bool:
    """Whether the person is away on the office's day of an instant."""
    return bool(absent_among(session, [person_id], now))


def absent_among(session: Session, people: Collection[str], now: datetime) -> frozenset[str]:
    """Who of some persons is surely away on the office's day of an instant, in one statement."""
    day = day_of(now)
    chosen = select(AbsenceRow.person_id).where(
        AbsenceRow.person_id.in_(sorted(people)),
        AbsenceRow.starts_on <= day,
        AbsenceRow.ends_on > day,
        AbsenceRow.firm.is_(True),
    )
    return frozenset(session.scalars(chosen))


def _get(session: Session, absence_id: str) -> AbsenceRow:
    row = session.get(AbsenceRow, absence_id, populate_existing=True)
    if row is None:
        raise AbsenceNotFound
    return row


def _note(act: Act, row: AbsenceRow, kind: str, **more: str) -> None:
    note = history.Note(record=row.record)
    history.append(act, f"person:{row.person_id}", kind, {"absence": row.id, **more}, note)


def _away(row: AbsenceRow) -> Away:
    last_on = row.ends_on - timedelta(days=1)
    return Away(row.id, row.person_id, row.starts_on, last_on, row.reason, row.record, row.firm)
