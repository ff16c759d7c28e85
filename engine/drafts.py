"""What people have typed and not yet sent: kept per task and person, erasable, never in an event."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from engine.models import TaskDraft
from engine.task_errors import TaskWithdrawn
from engine.tasks import get_task
from kernel import canonical, sql
from kernel.act import Act
from kernel.db import instant


class Draft(NamedTuple):
    """The typed values of a form, by field name, and when they were saved."""

    data: dict[str, Any]
    saved_at: datetime


def save(act: Act, task_id: str, data: dict[str, Any]) -> None:
    """Keep what was typed so far. Raises TaskUnknown, TaskWithdrawn when the task is no longer open."""
    task = get_task(act.session, act.actor, task_id)
    if not (task.is_open or task.is_suspended):
        raise TaskWithdrawn
    keep(act, task_id, data)


def keep(act: Act, task_id: str, data: dict[str, Any]) -> None:
    """Keep what was typed, whatever has become of the task (after a conflict)."""
    sql.run(
        act.session,
        "INSERT INTO task_draft (task_id, person, data, saved_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (task_id, person) DO UPDATE SET data = excluded.data, saved_at = excluded.saved_at",
        (task_id, act.actor.id, canonical.text(data), instant(act.now)),
    )


def find(session: Session, person: str, task_id: str) -> Draft | None:
    """The draft of a person for a task."""
    row = session.get(TaskDraft, (task_id, person))
    return None if row is None else Draft(dict(row.data), row.saved_at)
