"""Another calendar for running instances: a preview of what would move, then one explicit event for each.

Without it nothing moves: an instance keeps the calendar it began with (docs/office-time.md).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine import commands, runtime
from engine.commands import Command
from engine.runtime import Case
from engine.spiff import office_time
from engine.stepping import Stepped, case_of, step
from kernel import calendars, history, sql
from kernel.act import Act


@dataclass(frozen=True, slots=True)
class Moving:
    """A deadline that another calendar would move, or has moved."""

    instance_id: str
    element: str
    before: datetime
    after: datetime


def list_affected(session: Session, version: str, *, after: str = "", limit: int = 500) -> list[str]:
    """Ids of running instances on another calendar with an open timer, in order, behind `after`."""
    rows = sql.run(
        session,
        "SELECT DISTINCT instance.id FROM instance JOIN job ON job.instance_id = instance.id"
        " AND job.kind = 'timer.fire' WHERE instance.state = 'running' AND instance.calendar <> ? AND instance.id > ?"
        " ORDER BY instance.id LIMIT ?",
        (version, after, limit),
    ).fetchall()
    return [row[0] for row in rows]


def preview(session: Session, instance_id: str, version: str) -> list[Moving]:
    """What would move; nothing is changed. Raises InstanceUnknown, InstanceEnded, CalendarUnknown."""
    calendars.get(version)
    case = case_of(session, instance_id)
    root = runtime.copy_of(session, case).live.root
    moved = office_time.moved(root, version)
    return [Moving(instance_id, one.element, one.before, one.after) for one in moved]


def change(act: Act, instance_id: str, version: str) -> Stepped:
    """Pin a running instance to another calendar and move its open deadlines, in one event.

    Raises InstanceUnknown, InstanceEnded, CalendarUnknown.
    """
    calendars.get(version)
    head = history.take(act.session, f"instance:{instance_id}")
    case: Case = case_of(act.session, instance_id)
    done = step(act, case, head, Command(commands.RECALENDARED, calendar=version), extra={"calendar": version})
    sql.run(act.session, "UPDATE instance SET calendar = ? WHERE id = ?", (version, instance_id))
    return done
