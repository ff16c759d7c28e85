"""A permission with its papers and what one may do to it; and one's own permissions in pages."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.inbox import TaskRow
from kernel.act import Act
from workflows import issuing, keyset, turns
from workflows.issuing import Paper
from workflows.keyset import Order, Page, Place
from workflows.permission import access, trace
from workflows.permission.errors import PermissionUnknown
from workflows.permission.models import PermissionRequest
from workflows.permission.states import PermissionState

NEWEST: Order = (PermissionRequest.asked_at, PermissionRequest.id)


@dataclass(frozen=True, slots=True)
class PermissionSheet:
    """A permission with its papers, the tasks that the actor may do, and whether he may withdraw it."""

    row: PermissionRequest
    papers: list[Paper]
    tasks: list[TaskRow]
    may_withdraw: bool


def sheet_of(act: Act, request_id: str) -> PermissionSheet:
    """A permission for who may read it. Raises PermissionUnknown."""
    row = require_readable(act, request_id)
    return PermissionSheet(
        row=row,
        papers=issuing.list_of(act.session, trace.record_of(request_id)),
        tasks=turns.tasks_for(act.session, act.actor, row.instance_id),
        may_withdraw=row.state == PermissionState.SUBMITTED and row.person_id == act.actor.id,
    )


def require_readable(act: Act, request_id: str) -> PermissionRequest:
    """A permission that the actor may read. Raises PermissionUnknown."""
    row = access.find_readable(act.session, act.actor, request_id)
    if row is None:
        raise PermissionUnknown
    return row


def own(session: Session, person_id: str, *, after: Place | None = None, limit: int = 25) -> Page[PermissionRequest]:
    """A page of the permissions a person asked for, the newest first."""
    chosen = select(PermissionRequest).where(PermissionRequest.person_id == person_id)
    return keyset.page(session, chosen, NEWEST, after=after, limit=limit)
