"""A leave that runs: its first day, the recall, the return."""

from datetime import date, timedelta
from typing import Any

from kernel import calendars
from kernel.act import Act
from kernel.calendar import Calendar
from people import absences
from people.errors import AlreadyAway
from workflows.leave import booking, counting, dues, granting, ledger, opinions, records, routing, trace
from workflows.leave.errors import ReturnedEarly
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms

ONE = timedelta(days=1)
RETURN = "return"


def begin(act: Act, request_id: str) -> None:
    """The first day has come."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    records.move(act.session, request, LeaveState.BERJALAN)
    trace.end(act, head, "leave.begun", {})


def recall(act: Act, request_id: str, recall_on: str) -> dict[str, Any]:
    """From a day on the person works again: unused days return, substitute and acting official end (R12)."""
    head = trace.begin(act, request_id)
    request, back_on = records.get(act.session, request_id), date.fromisoformat(recall_on)
    returned = _unused(act, request, back_on)
    if returned:
        ledger.give_back(act, request.person_id, request.id, returned)
    if request.absence_id is not None:
        absences.shorten(act, request.absence_id, back_on - ONE)
    records.change(act.session, request, last_on=back_on - ONE)
    booking.end_standing_in(act, request, back_on - ONE)
    days = {str(year): count for year, count in returned.items()}
    trace.end(act, head, "leave.recalled", {"back_on": recall_on, "returned": days})
    signer = granting.signer_of_recall(act, request)
    granting.issue(act, request, granting.RECALL, granting.take_number(act), signer)
    routing.tell(act, request, f"person:{request.person_id}", "leave.recalled", back_on=recall_on)
    calendar = calendars.current(act.session)
    return {"return_due_at": calendar.closes_at(dues.first_day_back(calendar, back_on - ONE)).isoformat()}


def finish(act: Act, request_id: str, returned_on: str, report: str) -> None:
    """The person is back; working days in between count as absence without notice. Raises ReturnedEarly."""
    head = trace.begin(act, request_id)
    request, day = records.get(act.session, request_id), date.fromisoformat(returned_on)
    calendar = calendars.current(act.session)
    today = calendar.date_of(act.now)
    if not request.last_on < day <= today:
        raise ReturnedEarly(first=request.last_on + ONE, last=today)
    late = _late_days(calendar, request, day)
    records.move(act.session, request, LeaveState.SELESAI, returned_on=day, late_days=len(late), ended_at=act.now)
    if late:
        _record_absence(act, request, late)
    row = opinions.write(act, request, RETURN, "returned", None, text=report, starts_on=day)
    trace.end(act, head, "leave.ended", {"returned_on": returned_on, "late_days": len(late), **opinions.told(row)})
    if request.kind == "CLTN":
        granting.issue(act, request, granting.REPORT, granting.take_number(act), granting.signer_of(act, request))
    if request.superior_post:
        routing.tell(act, request, f"post:{request.superior_post}", "leave.back")


def _unused(act: Act, request: LeaveRequest, back_on: date) -> dict[int, int]:
    """The counted days of annual leave from a day on, by year."""
    if request.kind != "CT" or back_on > request.counted_until:
        return {}
    years = range(back_on.year, request.counted_until.year + 1)
    works_on = ledger.works_on(act.session, request.person_id, years)
    calendar = calendars.current(act.session)
    return counting.by_year(calendar, back_on, request.counted_until, works_on=works_on)


def _late_days(calendar: Calendar, request: LeaveRequest, day: date) -> list[date]:
    """The working days between the first one behind the leave, or the limit of the report, and the return."""
    first = dues.first_day_back(calendar, request.last_on)
    if request.kind == "CLTN":
        first = calendar.date_of(dues.course(calendar, leave_terms(), request).report_due_at) + ONE
    span = range((day - first).days)
    return [one for step in span if calendar.is_working_day(one := first + ONE * step)]


def _record_absence(act: Act, request: LeaveRequest, late: list[date]) -> None:
    """Absence without notice; days that are known as another absence are left to that."""
    record = trace.record_of(request.id)
    try:
        absences.require_free(act.session, request.person_id, late[0], late[-1], but=record)
    except AlreadyAway:
        return
    absences.record(act, request.person_id, late[0], late[-1], absences.Reason.OTHER, record=record)
