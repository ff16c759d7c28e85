"""A leave request with all that hangs on it, as far as somebody may see it; and one's own requests in pages."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.inbox import TaskRow
from kernel.act import Act
from workflows import issuing, keyset, turns
from workflows.issuing import Paper
from workflows.keyset import Order, Page, Place
from workflows.leave import cases, deeds, records, rules, trace
from workflows.leave.access import Surface
from workflows.leave.deeds import RecallDays
from workflows.leave.models import LeaveDocument, LeaveOpinion, LeaveRequest
from workflows.leave.rules import Warned

NEWEST: Order = (LeaveRequest.submitted_at, LeaveRequest.id)


@dataclass(frozen=True, slots=True)
class LeaveSheet:
    """A request; what may not be seen is empty. Texts of the request and of opinions are for `shows_reason` only."""

    request: LeaveRequest
    shows_reason: bool
    warnings: list[Warned]
    opinions: list[LeaveOpinion]
    documents: list[LeaveDocument]
    papers: list[Paper]
    tasks: list[TaskRow]
    may_withdraw: bool
    recall: RecallDays | None


def sheet_of(act: Act, request_id: str) -> LeaveSheet:
    """A request for who may know more than that somebody is away. Raises RequestUnknown."""
    session, case = act.session, cases.case_of(act.session, act.actor, request_id)
    request, opens = case.request, case.shows(Surface.OPINIONS)
    facts = {**request.findings.get("facts", {}), **request.findings}
    return LeaveSheet(
        request=request,
        shows_reason=case.shows(Surface.REASON),
        warnings=rules.warned(facts) if opens else [],
        opinions=records.opinions_of(session, request_id) if opens else [],
        documents=records.documents_of(session, request_id) if case.shows(Surface.DOCUMENTS) else [],
        papers=issuing.list_of(session, trace.record_of(request_id)) if case.shows(Surface.PAPERS) else [],
        tasks=turns.tasks_for(session, act.actor, request.instance_id),
        may_withdraw=deeds.may_withdraw(act, request),
        recall=deeds.recall_days(act, request),
    )


def own(session: Session, person_id: str, *, after: Place | None = None, limit: int = 25) -> Page[LeaveRequest]:
    """A page of the requests of a person, the newest first."""
    chosen = select(LeaveRequest).where(LeaveRequest.person_id == person_id)
    return keyset.page(session, chosen, NEWEST, after=after, limit=limit)
