"""Who signs an assignment, and the signature: one number for all, one paper, every calendar blocked.

Nobody signs his own: when who serves the head's post is assigned himself, the authority above the office signs.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from kernel import calendars
from kernel.act import Act
from kernel.history import Head
from people import structure
from workflows import issuing, notices, numbering
from workflows.assignment import days, trace
from workflows.assignment.models import Assignment
from workflows.assignment.settings import assignment_settings
from workflows.assignment.states import AssignmentState
from workflows.issuing import NewPaper
from workflows.notices import Words

PAPER = "assignment.paper"
LETTER = "letter"


def signer_post(session: Session, people: list[str], act: Act) -> str:
    """The code of the post that signs, or '' when the authority above the office does."""
    head = assignment_settings().head_post
    holder = structure.holder_of(session, head, act.now)
    return "" if holder is None or holder.person_id in people else head


def send(act: Act, head: Head, row: Assignment, desk: str | None = None) -> dict[str, Any]:
    """Put the assignment on the desk of whoever signs now; gives process data. Raises AssignmentMoved."""
    people = [one.person_id for one in trace.people_of(act.session, row.id)]
    row.signer = signer_post(act.session, people, act)
    to = AssignmentState.SIGNING if row.signer else AssignmentState.OUTSIDE
    if row.state != to:
        trace.move(act, row, to)
    limits = assignment_settings()
    row.due_at = calendars.current(act.session).add_working_days(act.now, limits.sign_working_days)
    act.session.flush()
    trace.end(act, head, "assignment.sent", {"signer": row.signer, "due_at": row.due_at.isoformat()}, desk)
    signer_desk = f"post:{row.signer}" if row.signer else limits.checker_desk
    return {"signs_here": bool(row.signer), "signer_desk": signer_desk, "due_at": row.due_at.isoformat()}


def send_again(act: Act, assignment_id: str) -> dict[str, Any]:
    """The time to sign has passed: whoever may sign now gets it, and hears that it is late; gives process data."""
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    waits = send(act, head, row)
    key = f"assignment.sign_late:{row.id}:{waits['due_at']}"
    for desk in sorted({str(waits["signer_desk"]), f"person:{row.prepared_by}"}):
        notices.put(act, desk, Words("assignment.sign_late", head.stream), key=key)
    return waits


def sign(act: Act, assignment_id: str, desk: str) -> dict[str, Any]:
    """Sign: number, paper, calendars, notices; gives process data. Raises AssignmentMoved, AssigneesAway."""
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    people = days.block(act, row)
    limits, today = assignment_settings(), calendars.current(act.session).date_of(act.now)
    serial = numbering.take(act.session, limits.series, today.year)
    words = {"UNIT": structure.post(act.session, row.signer).unit, "KLAS": limits.classification}
    row.number, row.dated_on = numbering.written(limits.pattern, serial, today, words), today
    _signed(act, head, row, desk, {})
    wanted = NewPaper(
        kind=PAPER,
        record=head.stream,
        number=row.number,
        dated_on=today,
        people=people,
        signer=issuing.signer_of(act, desk),
        series=limits.series,
        serial=serial,
    )
    row.paper_id = issuing.issue(act, wanted)
    act.session.flush()
    return _go(act, row, people)


def sign_outside(act: Act, assignment_id: str, desk: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Record the signature of the authority above the office, with its own number; gives process data.

    Raises AssignmentMoved, AssigneesAway, DocumentNotFound.
    """
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    people = days.block(act, row)
    row.number, row.authority = answers["number"], answers["authority"]
    row.dated_on = date.fromisoformat(answers["dated_on"])
    kept = trace.attach(act, row, LETTER, answers.get("letter", []))
    told = {"documents": kept, "commitments": trace.sealed(row.salt, authority=row.authority)}
    _signed(act, head, row, desk, told)
    return _go(act, row, people)


def refuse(act: Act, assignment_id: str, desk: str, answers: Mapping[str, Any]) -> None:
    """Do not sign: everybody's days are free again. Raises AssignmentMoved."""
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    trace.move(act, row, AssignmentState.REFUSED)
    days.release(act, assignment_id)
    told = trace.remark(act, row, "refused", answers.get("note", ""))
    trace.end(act, head, "assignment.refused", told, desk)
    words = Words("assignment.refused", head.stream)
    notices.put(act, f"person:{row.prepared_by}", words, key=f"assignment.refused:{row.id}")


def _signed(act: Act, head: Head, row: Assignment, desk: str, more: Mapping[str, Any]) -> None:
    trace.move(act, row, AssignmentState.ISSUED)
    row.signed_by, row.signed_at, row.due_at = act.actor.id, act.now, None
    act.session.flush()
    assert row.dated_on is not None  # noqa: S101 - set by both callers
    data = {"number": row.number, "dated_on": row.dated_on.isoformat(), "signer": row.signer, **more}
    trace.end(act, head, "assignment.signed", data, desk)


def _go(act: Act, row: Assignment, people: list[str]) -> dict[str, Any]:
    """Tell everybody, and when the report opens and is due."""
    words, calendar = Words("assignment.signed", trace.record_of(row.id)), calendars.current(act.session)
    for desk in sorted({f"person:{person}" for person in (*people, row.prepared_by)}):
        notices.put(act, desk, words, key=f"assignment.signed:{row.id}")
    return {"must_report": row.must_report, **days.report_limits(calendar, row.last_on)}
