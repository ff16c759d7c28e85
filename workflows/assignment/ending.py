"""How an assignment ends: with a report, or taken back: calendars freed, the paper revoked."""

from collections.abc import Mapping
from typing import Any

from kernel import calendars, outbox
from kernel.act import Act, Actor
from workflows import issuing
from workflows.assignment import days, trace
from workflows.assignment.errors import NotRecaller, ReasonMissing, ReportMissing, TooLateToRecall
from workflows.assignment.models import Assignment
from workflows.assignment.preparing import tell
from workflows.assignment.settings import assignment_settings
from workflows.assignment.states import OPEN, AssignmentState

ERRAND = "process.cancel"
REPORT = "report"


def report(act: Act, assignment_id: str, answers: Mapping[str, Any]) -> None:
    """Keep the report. Raises ReportMissing, AssignmentMoved, DocumentNotFound."""
    text, documents = answers.get("report", ""), answers.get("documents", [])
    if not text and not documents:
        raise ReportMissing
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    trace.move(act, row, AssignmentState.REPORTED)
    row.report, row.reported_at = text, act.now
    kept = trace.attach(act, row, REPORT, documents)
    trace.end(act, head, "assignment.reported", {"documents": kept, "commitments": trace.sealed(row.salt, report=text)})
    tell(act, row, "assignment.reported", f"person:{row.prepared_by}")


def remind_report(act: Act, assignment_id: str) -> None:
    """Tell the first-named and who prepared it that the report is late."""
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    if row.state == AssignmentState.ISSUED:
        lead = trace.people_of(act.session, assignment_id)[0].person_id
        trace.end(act, head, "assignment.report_late", {"lead": lead})
        tell(act, row, "assignment.report_late", f"person:{lead}", f"person:{row.prepared_by}")


def take_back(act: Act, assignment_id: str, reason: str) -> None:
    """Cancel before the signature, recall after it: days are freed, the paper is revoked, an errand ends the case.

    Raises AssignmentUnknown, NotRecaller, ReasonMissing, TooLateToRecall, AssignmentMoved.
    """
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    if not may_take_back(act.actor, row):
        raise NotRecaller
    if row.state == AssignmentState.ISSUED and not reason.strip():
        raise ReasonMissing
    kind = _close(act, row)
    told = trace.remark(act, row, kind, reason.strip())
    trace.end(act, head, f"assignment.{kind}", {"case": row.instance_id, **told})
    _revoke(act, row, kind)
    people = [f"person:{one.person_id}" for one in trace.people_of(act.session, assignment_id)]
    tell(act, row, f"assignment.{kind}", f"person:{row.prepared_by}", *people)
    outbox.put(act, ERRAND, {"instance": row.instance_id, "reason": "withdrawn"}, key=f"{ERRAND}:{row.instance_id}")


def give_up(act: Act, assignment_id: str) -> None:
    """Who prepared it lets it go instead of correcting it: everybody's days are free again."""
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    kind = _close(act, row)
    trace.end(act, head, f"assignment.{kind}", {"case": row.instance_id})


def may_take_back(actor: Actor, row: Assignment) -> bool:
    """Whether the actor may: who prepared it until it is signed, the head and Kasubbag Umum at any time."""
    limits = assignment_settings()
    own = row.prepared_by == actor.id and AssignmentState(row.state) in OPEN
    return own or actor.has_role(limits.checker_role) or actor.can_work_for(f"post:{limits.head_post}", "assignment")


def case_ended(act: Act, assignment_id: str) -> None:
    """What becomes of an assignment whose case is ended from outside; one that has ended stays as it is."""
    head = trace.begin(act, assignment_id)
    row = act.session.get(Assignment, assignment_id, populate_existing=True)
    if row is None:
        return
    is_issued = row.state == AssignmentState.ISSUED and not _is_over(act, row)
    if AssignmentState(row.state) in OPEN or is_issued:
        kind = _close(act, row)
        trace.end(act, head, f"assignment.{kind}", {"case": row.instance_id})
        _revoke(act, row, kind)


def _close(act: Act, row: Assignment) -> str:
    """Move to the end and free the days; gives the word for it."""
    if row.state != AssignmentState.ISSUED:
        trace.move(act, row, AssignmentState.CANCELLED)
        days.release(act, row.id)
        return "cancelled"
    if _is_over(act, row):
        raise TooLateToRecall(last_on=row.last_on)
    today = calendars.current(act.session).date_of(act.now)
    trace.move(act, row, AssignmentState.RECALLED)
    if today < row.starts_on:
        days.release(act, row.id)
    else:
        days.free_after(act, row.id, today)
    return "recalled"


def _is_over(act: Act, row: Assignment) -> bool:
    return calendars.current(act.session).date_of(act.now) > row.last_on


def _revoke(act: Act, row: Assignment, kind: str) -> None:
    if row.paper_id is not None:
        issuing.revoke(act, row.paper_id, kind)
