"""Permissions by the hour: asking, my own, one of them, taking the question back."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, status
from pydantic import BaseModel, ConfigDict

from api.context import House
from api.deps import Deed, Look, Who, require_scope
from api.v1.attached import OwnTask, PaperEntry, papers_told
from api.v1.keys import IdempotencyKey
from api.v1.paging import After, Limit, mark, moment, place
from kernel import clock
from kernel.act import Act
from kernel.db import instant
from people.tokens import Scope
from workflows.keyset import Place
from workflows.permission import requests, sheet
from workflows.permission.states import PermissionKind, PermissionState

router = APIRouter(prefix="/api/v1/permissions", tags=["permissions"])
READ, WRITE = require_scope(Scope.PERMISSIONS_READ), require_scope(Scope.PERMISSIONS_WRITE)
FROM_ROWS = ConfigDict(from_attributes=True)


def require_known(act: Deed, request_id: str) -> None:
    """Whoever may not read a permission is told that there is none. Raises PermissionUnknown."""
    sheet.require_readable(act, request_id)


KNOWN = Depends(require_known)


class PermissionEntry(BaseModel):
    """A permission; `starts` and `ends` are clock times of the office, `decider` the post it waits or waited at."""

    model_config = FROM_ROWS
    id: str
    instance_id: str
    person_id: str
    post: str
    kind: PermissionKind
    on_day: date
    starts: str
    ends: str
    state: PermissionState
    decider: str
    due_at: datetime | None
    number: str
    decided_by: str | None
    decided_at: datetime | None
    asked_at: datetime


class PermissionPage(BaseModel):
    """Permissions, the newest first."""

    items: list[PermissionEntry]
    next: str | None


class PermissionDeeds(BaseModel):
    """What I may do now; `tasks` are completed at `/api/v1/tasks`."""

    withdrawal: bool
    tasks: list[OwnTask]


class PermissionDetail(BaseModel):
    """A permission with its reason and what was said to it."""

    permission: PermissionEntry
    reason: str
    note: str
    papers: list[PaperEntry]
    deeds: PermissionDeeds


class PermissionAsked(BaseModel):
    """What became of the question."""

    model_config = FROM_ROWS
    request_id: str
    instance_id: str


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=[WRITE])
def ask_for_permission(
    act: Deed,
    answers: Annotated[dict[str, Any], Body(description="The fields of the form `permission_request/apply`")],
    idempotency_key: IdempotencyKey = None,
) -> PermissionAsked:
    """Ask for hours of a day, or one day; the direct superior decides."""
    return PermissionAsked.model_validate(requests.apply(act, answers, key=idempotency_key))


@router.get("", dependencies=[READ])
def list_permissions(look: Look, who: Who, after: After = None, limit: Limit = 25) -> PermissionPage:
    """The permissions I asked for."""
    behind = place(after, 2)
    began = Place(moment(behind[0]), behind[1]) if behind else None
    page = sheet.own(look, who.actor.id, after=began, limit=limit)
    following = (instant(page.next.at), page.next.id) if page.next else None
    return PermissionPage(items=[PermissionEntry.model_validate(row) for row in page.rows], next=mark(following))


@router.get("/{request_id}", dependencies=[READ])
def get_permission(house: House, look: Look, who: Who, request_id: str) -> PermissionDetail:
    """A permission that I may read; others get 404."""
    act = Act(look, who.actor, clock.now(), who.source)
    found = sheet.sheet_of(act, request_id)
    return PermissionDetail(
        permission=PermissionEntry.model_validate(found.row),
        reason=found.row.reason,
        note=found.row.note,
        papers=papers_told(house, act, found.papers),
        deeds=PermissionDeeds(
            withdrawal=found.may_withdraw, tasks=[OwnTask.model_validate(task) for task in found.tasks]
        ),
    )


@router.post("/{request_id}/withdrawal", status_code=status.HTTP_204_NO_CONTENT, dependencies=[WRITE, KNOWN])
def withdraw(act: Deed, request_id: str) -> None:
    """Take my question back before it is decided."""
    requests.withdraw(act, request_id)
