"""Calling somebody back from leave (PP 11/2017 art. 338): who may, when, and the message to the case."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine import messages
from engine.stepping import Stepped
from engine.task_errors import NobodyWaits
from kernel import calendars, history
from kernel.act import Act, Actor
from people import structure
from workflows.leave import opinions, records, trace
from workflows.leave.errors import MayNotRecall, NotOnLeave, NotRecallable, RecallDayWrong
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LeaveState

MESSAGE, SECTION, PROCESS = "leave.recall", "recall", "leave_request"


@dataclass(frozen=True, slots=True)
class Recall:
    """Who is called back, from which day on, and why; the reason is kept where it can be erased."""

    request_id: str
    recall_on: date
    reason: str


def recall(act: Act, wanted: Recall) -> Stepped:
    """Call somebody back from leave; unused days return to him.

    Raises RequestUnknown, MayNotRecall, NotRecallable, NotOnLeave, RecallDayWrong.
    """
    request = records.get(act.session, wanted.request_id)
    history.lock(act.session, f"instance:{request.instance_id}")  # before the request's stream, as every step does
    request = records.get(act.session, wanted.request_id)
    desk = _require_may_recall(act, request)
    limits = request.findings.get("limits", {})
    if not limits.get("recallable"):
        raise NotRecallable(article=limits.get("article", ""))
    if request.state != LeaveState.BERJALAN:
        raise NotOnLeave
    first = max(request.starts_on, calendars.current(act.session).date_of(act.now))
    if not first <= wanted.recall_on <= request.last_on:
        raise RecallDayWrong(first=first, last=request.last_on)
    reason = " ".join(wanted.reason.split())
    row = opinions.write(act, request, SECTION, "recall", desk, text=reason, starts_on=wanted.recall_on)
    trace.append(act, request.id, "leave.recall_asked", opinions.told(row), desk)
    payload = {"recall_on": wanted.recall_on.isoformat()}
    try:
        return messages.deliver(act, MESSAGE, trace.record_of(request.id), payload)
    except NobodyWaits:  # he was called back before
        raise NotOnLeave from None


def desk_of(session: Session, actor: Actor, request: LeaveRequest) -> str | None:
    """The desk for which an actor may call back: a post above the applicant's, or of who decided; else None."""
    if actor.id == request.person_id:
        return None
    above = [post.code for post in structure.superiors_of(session, request.post)]
    posts = [request.superior_post, request.decider_post, *above]
    desks = (f"post:{code}" for code in posts if code)
    return next((desk for desk in desks if actor.can_work_for(desk, PROCESS)), None)


def _require_may_recall(act: Act, request: LeaveRequest) -> str:
    desk = desk_of(act.session, act.actor, request)
    if desk is None:
        raise MayNotRecall
    return desk
