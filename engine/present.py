"""An instance as it stands now: its data, its tokens, what it waits for. Looking changes nothing and asks no cache."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import inbox, runtime
from engine.inbox import TaskRow
from engine.instances import get
from engine.models import Instance, MessageWait
from engine.runtime import Case
from kernel.outbox import Job


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer that has not fired: its element and its instant."""

    element: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Present:
    """After event `number`: `data` are those of the task that ended last, `here` the elements with a token."""

    instance: Instance
    number: int
    data: dict[str, Any]
    here: list[str]
    tasks: list[TaskRow]
    timers: list[Timer]
    waits: list[MessageWait]


def present(session: Session, instance_id: str) -> Present:
    """Look at an instance. Raises InstanceUnknown."""
    row = get(session, instance_id)
    case = Case(row.id, row.definition_id, row.process, row.record, row.business_key)
    held = runtime.copy_of(session, case)
    jobs = select(Job).where(Job.instance_id == instance_id, Job.kind == "timer.fire").order_by(Job.due_at, Job.id)
    waits = select(MessageWait).where(MessageWait.instance_id == instance_id).order_by(MessageWait.ordinal)
    return Present(
        instance=row,
        number=held.number,
        data=held.live.data(),
        here=held.live.here(),
        tasks=inbox.open_of_instances(session, [instance_id]),
        timers=[Timer(job.payload["element"], job.due_at) for job in session.scalars(jobs)],
        waits=list(session.scalars(waits)),
    )
