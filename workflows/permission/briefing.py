"""What somebody must know of a permission to decide about it, what its page says, and whose requests it is among."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.tasks import TaskView
from kernel.act import Actor
from kernel.errors import N_
from kernel.history import Event
from workflows.areas import Brief, OfPerson, OfPost, RequestRow, Said, Value
from workflows.permission import access, rows, trace
from workflows.permission.models import PermissionRequest
from workflows.permission.states import KIND_LABELS, STATE_LABELS

SPAN = N_("%(since)s to %(until)s")


def brief(session: Session, actor: Actor, task: TaskView) -> Brief | None:
    """The head of a task's page, for those who may read the permission."""
    row = access.find_readable(session, actor, trace.request_of(task.record or ""))
    if row is None:
        return None
    return Brief(
        title=OfPerson(row.person_id),
        over=Said(KIND_LABELS[row.kind]),
        facts=facts_of(row),
        notes=((Said(N_("Reason of %(who)s"), {"who": OfPerson(row.person_id)}), row.reason),),
    )


def facts_of(row: PermissionRequest) -> tuple[tuple[str, Value], ...]:
    """Who, which day, which hours."""
    return (
        (N_("Employee"), (OfPerson(row.person_id), OfPost(row.post))),
        (N_("Day"), row.on_day),
        (N_("Hours"), Said(SPAN, {"since": row.starts, "until": row.ends})),
        (N_("Asked"), row.asked_at),
        (N_("Number"), row.number),
    )


def event_facts(_session: Session, event: Event) -> Mapping[str, Value]:
    """What fills the sentence of an event."""
    data = event.data
    return {"number": data.get("number", ""), "desk": OfPost(data.get("to") or data.get("decider", ""))}


def requests(session: Session, actor: Actor, until: datetime | None, most: int) -> Sequence[RequestRow]:
    """The permissions a person asked for, the newest first."""
    chosen = select(PermissionRequest).where(PermissionRequest.person_id == actor.id)
    if until is not None:
        chosen = chosen.where(PermissionRequest.asked_at <= until)
    newest = chosen.order_by(PermissionRequest.asked_at.desc(), PermissionRequest.id.desc()).limit(most)
    return [
        RequestRow(
            record=trace.record_of(row.id),
            title=row.number or rows.days_of(row),
            about=rows.days_of(row) if row.number else "",
            state=STATE_LABELS[row.state],
            url=rows.record_url(trace.record_of(row.id)),
            begun_at=row.asked_at,
            instance_id=row.instance_id,
        )
        for row in session.scalars(newest)
    ]
