"""Days on which somebody is away: leave, travel, training. The reason is a code."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kernel import history, ids
from kernel.act import Act
from people import directory
from people.days import day_of
from people.errors import DaysTurned
from people.models import AbsenceRow


class Reason(StrEnum):
    """Why somebody is away, as far as others need to know."""

    LEAVE = "leave"
    TRAVEL = "travel"
    TRAINING = "training"
    ILL = "ill"
    OTHER = "other"


def record(act: Act, person_id: str, starts_on: date, last_on: date, reason: Reason) -> str:
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
    )
    act.session.add(row)
    act.session.flush()
    data = {"absence": row.id, "starts_on": starts_on.isoformat(), "ends_on": row.ends_on.isoformat()}
    history.append(act, f"person:{person_id}", "absence.recorded", data)
    return row.id


def cancel(act: Act, absence_id: str) -> None:
    """Take an absence back; nothing happens when it was taken back before."""
    gone = act.session.execute(
        delete(AbsenceRow).where(AbsenceRow.id == absence_id).returning(AbsenceRow.person_id)
    ).first()
    if gone is not None:
        history.append(act, f"person:{gone.person_id}", "absence.cancelled", {"absence": absence_id})


def is_absent(session: Session, person_id: str, now: datetime) -> bool:
    """Whether the person is away on the office's day of an instant."""
    return bool(absent_among(session, [person_id], now))


def absent_among(session: Session, people: Collection[str], now: datetime) -> frozenset[str]:
    """Who of some persons is away on the office's day of an instant, in one statement."""
    day = day_of(now)
    chosen = select(AbsenceRow.person_id).where(
        AbsenceRow.person_id.in_(sorted(people)), AbsenceRow.starts_on <= day, AbsenceRow.ends_on > day
    )
    return frozenset(session.scalars(chosen))
