"""Assignment letters: preparing one, those that are mine, one of them, taking it back."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, status
from pydantic import BaseModel, ConfigDict, StringConstraints

from api.context import House
from api.deps import Deed, Look, Who, require_scope
from api.v1.attached import OwnTask, PaperEntry, papers_told
from api.v1.keys import IdempotencyKey
from api.v1.paging import After, Limit, mark, moment, place
from kernel import clock
from kernel.act import Act
from kernel.db import instant
from people.tokens import Scope
from workflows.assignment import ending, preparing, sheet
from workflows.assignment.sheet import AssignmentSheet
from workflows.assignment.states import AssignmentState
from workflows.keyset import Place

router = APIRouter(prefix="/api/v1/assignments", tags=["assignments"])
READ, WRITE = require_scope(Scope.ASSIGNMENTS_READ), require_scope(Scope.ASSIGNMENTS_WRITE)
FROM_ROWS = ConfigDict(from_attributes=True)


def require_known(act: Deed, assignment_id: str) -> None:
    """Whoever may not read an assignment is told that there is none. Raises AssignmentUnknown."""
    sheet.require_readable(act, assignment_id)


KNOWN = Depends(require_known)


class AssignmentEntry(BaseModel):
    """An assignment; `signer` is the post it waits or waited at, '' for the authority above the office."""

    model_config = FROM_ROWS
    id: str
    instance_id: str
    prepared_by: str
    basis: str
    task: str
    place: str
    funds: str
    starts_on: date
    last_on: date
    must_report: bool
    state: AssignmentState
    signer: str
    due_at: datetime | None
    number: str
    dated_on: date | None
    authority: str
    prepared_at: datetime
    signed_by: str | None
    signed_at: datetime | None
    reported_at: datetime | None


class AssignmentPage(BaseModel):
    """Assignments, the newest first."""

    items: list[AssignmentEntry]
    next: str | None


class Remark(BaseModel):
    """Why it was sent back, refused or taken back."""

    model_config = FROM_ROWS
    kind: str
    text: str
    person: str
    at: datetime


class AssignmentDocument(BaseModel):
    """The letter signed outside or a part of the report (`/api/v1/documents/{document_id}`)."""

    model_config = FROM_ROWS
    document_id: str
    kind: str


class AssignmentDeeds(BaseModel):
    """What I may do now; `tasks` are completed at `/api/v1/tasks`."""

    recall: bool
    tasks: list[OwnTask]


class AssignmentDetail(BaseModel):
    """An assignment; `people` are ids, the first-named first."""

    assignment: AssignmentEntry
    people: list[str]
    report: str
    remarks: list[Remark]
    documents: list[AssignmentDocument]
    papers: list[PaperEntry]
    deeds: AssignmentDeeds


class AssignmentPrepared(BaseModel):
    """What became of the draft."""

    model_config = FROM_ROWS
    assignment_id: str
    instance_id: str


class TakeBack(BaseModel):
    """Why; those who were assigned read it. Once it is signed a reason is needed."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=[WRITE])
def prepare_assignment(
    act: Deed,
    answers: Annotated[dict[str, Any], Body(description="The fields of the form `assignment/prepare`")],
    idempotency_key: IdempotencyKey = None,
) -> AssignmentPrepared:
    """Prepare an assignment letter; the days of everybody are held from now on."""
    return AssignmentPrepared.model_validate(preparing.prepare(act, answers, key=idempotency_key))


@router.get("", dependencies=[READ])
def list_assignments(look: Look, who: Who, after: After = None, limit: Limit = 25) -> AssignmentPage:
    """The assignments that I prepared or am assigned by."""
    behind = place(after, 2)
    began = Place(moment(behind[0]), behind[1]) if behind else None
    page = sheet.own(look, who.actor.id, after=began, limit=limit)
    following = (instant(page.next.at), page.next.id) if page.next else None
    return AssignmentPage(items=[AssignmentEntry.model_validate(row) for row in page.rows], next=mark(following))


@router.get("/{assignment_id}", dependencies=[READ])
def get_assignment(house: House, look: Look, who: Who, assignment_id: str) -> AssignmentDetail:
    """An assignment that I may read; others get 404."""
    act = Act(look, who.actor, clock.now(), who.source)
    found = sheet.sheet_of(act, assignment_id)
    return _detail(found, papers_told(house, act, found.papers))


@router.post("/{assignment_id}/recall", status_code=status.HTTP_204_NO_CONTENT, dependencies=[WRITE, KNOWN])
def take_back(act: Deed, assignment_id: str, wanted: TakeBack) -> None:
    """Cancel it before the signature, recall it after: everybody's days are free again, a paper is revoked."""
    ending.take_back(act, assignment_id, wanted.reason)


def _detail(found: AssignmentSheet, papers: list[PaperEntry]) -> AssignmentDetail:
    return AssignmentDetail(
        assignment=AssignmentEntry.model_validate(found.row),
        people=found.people,
        report=found.row.report,
        remarks=[Remark.model_validate(one) for one in found.remarks],
        documents=[AssignmentDocument.model_validate(one) for one in found.documents],
        papers=papers,
        deeds=AssignmentDeeds(recall=found.may_take_back, tasks=[OwnTask.model_validate(task) for task in found.tasks]),
    )
