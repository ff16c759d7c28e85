"""Another calendar for running instances: a preview of what would move, then one explicit event for each.

Without it nothing moves: an instance keeps the calendar it began with (docs/office-time.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import commands, runtime
from engine.commands import Command
from engine.runtime import Case
from engine.spiff import intervene, recalendar
from engine.spiff.run import Live
from engine.stepping import Stepped, case_of, step
from kernel import calendars, history, sql
from kernel.act import Act
from kernel.calendar import Calendar

OTHERS = (  # a case that has a later version already is never taken back
    "FROM instance WHERE state IN ('running', 'suspended') AND calendar <> ? AND calendar NOT IN (SELECT later.version"
    " FROM office_calendar later JOIN office_calendar own ON later.number > own.number WHERE own.version = ?)"
)


@dataclass(frozen=True, slots=True)
class Moving:
    """A deadline that another calendar would move, or has moved: of a timer, or of an open task."""

    instance_id: str
    element: str
    before: datetime | None
    after: datetime | None
    is_task: bool = False


@dataclass(frozen=True, slots=True)
class Pinned:
    """A case with the calendar it counts on now and all that its tokens know."""

    case: Case
    calendar: Calendar
    data: Mapping[str, Any]


Limits = Callable[[Pinned], Mapping[str, Any]]  # the limits in a case's data that follow another calendar


def list_affected(session: Session, version: str, *, after: str = "", limit: int = 500) -> list[str]:
    """Ids of instances that have not ended and are on another calendar, in order, behind `after`."""
    asked = f"SELECT id {OTHERS} AND id > ? ORDER BY id LIMIT ?"
    return [row[0] for row in sql.run(session, asked, (version, version, after, limit)).fetchall()]


def count_affected(session: Session, version: str) -> int:
    """How many they are."""
    return int(sql.run(session, f"SELECT count(*) {OTHERS}", (version, version)).fetchone()[0])


def is_affected(session: Session, version: str, instance_id: str) -> bool:
    """Whether an instance is one of them."""
    asked = f"SELECT 1 {OTHERS} AND id = ?"
    return sql.run(session, asked, (version, version, instance_id)).fetchone() is not None


def preview(session: Session, instance_id: str, calendar: Calendar, limits: Limits | None = None) -> list[Moving]:
    """What would move, in the order of the deadlines; nothing is changed, and the calendar need not be published.

    Raises InstanceUnknown, InstanceEnded, CalendarUnknown.
    """
    case = case_of(session, instance_id, suspended=True)
    live = runtime.copy_of(session, case).live
    fresh = dict(_fresh(session, case, live, limits))
    moved = recalendar.moved(live.root, calendar, fresh)
    found = [Moving(instance_id, one.element, one.before, one.after, one.is_task) for one in moved]
    return sorted(found, key=lambda one: (one.before is None, one.before, one.element))


def change(act: Act, instance_id: str, version: str, limits: Limits | None = None) -> Stepped:
    """Pin a running instance to another calendar and move its open deadlines, in one event.

    Raises InstanceUnknown, InstanceEnded, InstanceSuspended, CalendarUnknown.
    """
    calendars.know(act.session, version)
    head = history.take(act.session, f"instance:{instance_id}")
    case: Case = case_of(act.session, instance_id)
    fresh = _fresh(act.session, case, runtime.of(act.session).look(act.session, case, head.number - 1), limits)
    command = Command(commands.RECALENDARED, data=fresh, calendar=version)
    done = step(act, case, head, command, extra={"calendar": version})
    sql.run(act.session, "UPDATE instance SET calendar = ? WHERE id = ?", (version, instance_id))
    return done


def _fresh(session: Session, case: Case, live: Live, limits: Limits | None) -> Mapping[str, Any]:
    if limits is None:
        return {}
    calendars.learn_version(session, live.root.calendar)
    calendar = calendars.get_or_none(live.root.calendar) or calendars.shipped()  # a case may be older than calendars
    return limits(Pinned(case, calendar, intervene.data(live)))
