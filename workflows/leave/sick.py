"""Reporting sick: the superior knows at once; the doctor's note follows, or the personnel officer settles the days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kernel import calendars
from kernel.act import Act
from people import absences
from people.errors import AlreadyAway
from workflows.leave import booking, counting, dues, entry, opinions, records, routing, trace
from workflows.leave.errors import (
    AbsenceAhead,
    AddressMissing,
    AlreadyReportedSick,
    NoteMissing,
    SickDayWrong,
    SickElsewhere,
)
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms

NOTES = ("doctor_note", "government_doctor_note")
SETTLED = "settlement"


def record_notice(act: Act, data: Mapping[str, Any], instance_id: str) -> dict[str, Any]:
    """Somebody is ill today: he is away, his superior knows; gives until when the note may follow.

    Raises AlreadyReportedSick, NotEmployee, SickElsewhere.
    """
    request_id, person_id = data.get("request_id"), data.get("applicant")
    if request_id is None or person_id != act.actor.id or records.find(act.session, request_id) is not None:
        raise SickElsewhere
    head = trace.begin(act, request_id)
    request = entry.new(act, request_id, instance_id, person_id)
    request.kind, request.cause = "CS", "illness"
    act.session.add(request)
    act.session.flush()
    try:
        absences.require_free(act.session, person_id, request.starts_on, request.last_on)
    except AlreadyAway as away:
        raise AlreadyReportedSick(**{name: away.facts[name] for name in ("starts_on", "last_on")}) from None
    booking.hold_absence(act, request)
    superior = routing.superior_of(act.session, request.post, [person_id], act.now)
    records.change(act.session, request, superior_post=superior)
    trace.end(act, head, "leave.reported_sick", {"starts_on": request.starts_on.isoformat(), "superior": superior})
    if superior:
        routing.tell(act, request, f"post:{superior}", "leave.sick")
    terms = leave_terms()
    within = terms.document_working_days
    due = calendars.current(act.session).add_working_days(act.now, within)
    return {
        "verify_desk": routing.verify_desk(act.session, request),
        "document_within": dues.length(within),
        "document_due_at": due.isoformat(),
    }


def record_note(act: Act, request_id: str, desk: str | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The doctor's note has come: one day is only recorded, more become a request.

    Raises SickDayWrong, NoteMissing, AddressMissing, DocumentNotFound, AlreadyAway.
    """
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    if not any(answers.get(name) for name in NOTES):
        raise NoteMissing
    _until(act, request, answers["last_on"])
    attached = entry.attach(act, request, answers)
    one_day = request.last_on == request.starts_on
    if one_day:
        records.move(act.session, request, LeaveState.SELESAI, ended_at=act.now)
    elif not (answers.get("address") and answers.get("phone")):
        raise AddressMissing
    else:
        records.change(act.session, request, address=answers["address"], phone=answers["phone"])
    kind = "leave.sick_recorded" if one_day else "leave.requested"
    trace.end(act, head, kind, {**entry.told(request), "documents": attached}, desk)
    return {"one_day": one_day}


def settle(act: Act, request_id: str, desk: str | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """No note came in time: absence without notice, annual leave, or the note was brought after all.

    Raises SickDayWrong, AbsenceAhead, NoteMissing, DocumentNotFound, AlreadyAway.
    """
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    verdict = answers["settlement"]
    _until(act, request, answers.get("last_on") or request.starts_on.isoformat())
    if verdict == "absence" and request.last_on > calendars.current(act.session).date_of(act.now):
        raise AbsenceAhead
    if verdict == "note_received" and not answers.get("doctor_note"):
        raise NoteMissing
    attached = entry.attach(act, request, answers)
    one_day = verdict == "note_received" and request.last_on == request.starts_on
    if verdict == "annual_leave":
        records.change(act.session, request, kind="CT", cause="", settled=True)
    elif verdict == "absence" or one_day:
        _close(act, request, is_absence=not one_day)
    row = opinions.write(act, request, SETTLED, verdict, desk, text=answers["note"])
    told = {**opinions.told(row), **entry.told(request), "documents": attached, "late_days": request.late_days}
    trace.end(act, head, "leave.sick_settled", told, desk)
    return {"becomes_leave": verdict != "absence" and not one_day}


def _until(act: Act, request: LeaveRequest, last_on: str) -> None:
    last = date.fromisoformat(last_on)
    if last < request.starts_on:
        raise SickDayWrong
    absences.require_free(act.session, request.person_id, request.starts_on, last, but=trace.record_of(request.id))
    records.change(act.session, request, last_on=last, counted_until=last)
    booking.hold_absence(act, request)


def _close(act: Act, request: LeaveRequest, *, is_absence: bool) -> None:
    calendar = calendars.current(act.session)
    late = counting.working_days(calendar, request.starts_on, request.last_on) if is_absence else 0
    records.move(act.session, request, LeaveState.SELESAI, late_days=late, ended_at=act.now)
