"""One leave request: all of it that I may see, taking it back, calling somebody back from leave."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from api.context import House
from api.deps import Deed, Look, Who, require_scope
from api.languages import language_of
from api.v1.attached import Moved, OwnTask, PaperEntry, papers_told
from api.v1.leave import LeaveEntry, LeaveWarning, warned
from kernel import clock
from kernel.act import Act
from people.tokens import Scope
from workflows.leave import cases, recall, requests, sheet
from workflows.leave.models import LeaveOpinion
from workflows.leave.recall import Recall
from workflows.leave.sheet import LeaveSheet

router = APIRouter(prefix="/api/v1/leave", tags=["leave"])
READ, WRITE = require_scope(Scope.LEAVE_READ), require_scope(Scope.LEAVE_WRITE)
FROM_ROWS = ConfigDict(from_attributes=True)


def require_known(act: Deed, request_id: str) -> None:
    """Whoever may not know of a request is told that there is none, whatever he wants of it. Raises RequestUnknown."""
    cases.case_of(act.session, act.actor, request_id)


KNOWN = Depends(require_known)


class LeaveTexts(BaseModel):
    """What only the applicant, who decides and the personnel officers read."""

    model_config = FROM_ROWS
    cause: str
    child_number: int | None
    reason: str
    country: str
    address: str
    phone: str


class Opinion(BaseModel):
    """What somebody said, as who he was then.

    `section` is V (personnel officer), VII (direct superior), VIII (who gives the leave), `external`, `recall`,
    `settlement`, `confirm` or `return`; dates are those he proposed; `text` is '' for those who may not read it.
    """

    section: str
    decision: str
    person_id: str
    post: str | None
    capacity: str
    basis: str
    title_line: str
    rank: str
    starts_on: date | None
    last_on: date | None
    months: int | None
    until_on: date | None
    number: str
    text: str
    at: datetime


class Attachment(BaseModel):
    """An attachment: what it proves, and the id of its document (`/api/v1/documents/{document_id}`)."""

    model_config = FROM_ROWS
    document_id: str
    kind: str
    added_at: datetime


class RecallSpan(BaseModel):
    """The days on which the person may begin to work again, both included."""

    model_config = FROM_ROWS
    first: date
    last: date


class LeaveDeeds(BaseModel):
    """What I may do now. `recall` is null when I may not call back; `tasks` are completed at `/api/v1/tasks`."""

    withdrawal: bool
    recall: RecallSpan | None
    tasks: list[OwnTask]


class LeaveDetail(BaseModel):
    """A request; what I may not see is null or empty."""

    request: LeaveEntry
    texts: LeaveTexts | None
    warnings: list[LeaveWarning]
    opinions: list[Opinion]
    documents: list[Attachment]
    papers: list[PaperEntry]
    deeds: LeaveDeeds


class CallBack(BaseModel):
    """From which day on the person works again, and why; the person reads the reason."""

    recall_on: date
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=1000)]


@router.get("/{request_id}", dependencies=[READ])
def get_leave(request: Request, house: House, look: Look, who: Who, request_id: str) -> LeaveDetail:
    """A request as far as I may see it; who may know no more than that somebody is away gets 404."""
    act = Act(look, who.actor, clock.now(), who.source)
    found = sheet.sheet_of(act, request_id)
    return _detail(found, papers_told(house, act, found.papers), language_of(request))


@router.post("/{request_id}/withdrawal", dependencies=[WRITE, KNOWN])
def withdraw(act: Deed, request_id: str) -> Moved:
    """Take my request back before its first day; what was reserved is free again."""
    return Moved(id=request_id, state=requests.withdraw(act, request_id))


@router.post("/{request_id}/recall", dependencies=[WRITE, KNOWN])
def call_back(act: Deed, request_id: str, wanted: CallBack) -> Moved:
    """Call somebody back from leave; unused days return to him."""
    recall.recall(act, Recall(request_id, wanted.recall_on, wanted.reason))
    return Moved(id=request_id, state=cases.case_of(act.session, act.actor, request_id).request.state)


def _detail(found: LeaveSheet, papers: list[PaperEntry], lang: str) -> LeaveDetail:
    return LeaveDetail(
        request=LeaveEntry.model_validate(found.request),
        texts=LeaveTexts.model_validate(found.request) if found.shows_reason else None,
        warnings=[warned(one, lang) for one in found.warnings],
        opinions=[_opinion(one, with_text=found.shows_reason) for one in found.opinions],
        documents=[Attachment.model_validate(one) for one in found.documents],
        papers=papers,
        deeds=LeaveDeeds(
            withdrawal=found.may_withdraw,
            recall=RecallSpan.model_validate(found.recall) if found.recall else None,
            tasks=[OwnTask.model_validate(task) for task in found.tasks],
        ),
    )


def _opinion(one: LeaveOpinion, *, with_text: bool) -> Opinion:
    facts = {name: getattr(one, name) for name in Opinion.model_fields if name != "text"}
    return Opinion(**facts, text=one.text if with_text else "")
