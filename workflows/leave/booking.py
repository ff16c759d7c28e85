"""What a request holds while it is under way: days in the ledger, days in the calendar of absences."""

from collections.abc import Mapping
from datetime import date, timedelta

from kernel import calendars
from kernel.act import Act
from people import absences, acting, substitution
from people.acting import Appointment
from people.errors import ActingNotFound
from workflows.leave import ledger, records, trace
from workflows.leave.models import LeaveRequest

ONE = timedelta(days=1)


def reserve(act: Act, request: LeaveRequest, days: Mapping[int, int]) -> None:
    """Hold the days of a request, in place of those it held before.

    Raises AlreadyAway, NotEnoughLeave, LeaveTooShort, SubstituteAway, SubstitutionLoops, SubstitutesHimself.
    """
    record, session = trace.record_of(request.id), act.session
    absences.require_free(session, request.person_id, request.starts_on, request.last_on, but=record)
    if request.substitute:
        dates = (request.starts_on, request.last_on)
        substitution.require_possible(session, request.person_id, request.substitute, *dates)
    if request.kind == "CT":
        ledger.reserve(act, request.person_id, request.id, days, request.starts_on)
    else:
        ledger.release(act, request.person_id, request.id)
    hold_absence(act, request)
    records.change(session, request, days={str(year): count for year, count in sorted(days.items())})


def lengthen(act: Act, request: LeaveRequest, calendar_days: int) -> None:
    """Add calendar days to the end of a leave in a remote place (R3). Raises AlreadyAway."""
    last = request.counted_until + ONE * calendar_days
    record = trace.record_of(request.id)
    absences.require_free(act.session, request.person_id, request.starts_on, last, but=record)
    records.change(act.session, request, last_on=last, remote_days=calendar_days)
    hold_absence(act, request)


def release(act: Act, request: LeaveRequest) -> None:
    """Let go of all that a request holds that was not granted."""
    ledger.release(act, request.person_id, request.id)
    _let_absence_go(act, request)


def undo_grant(act: Act, request: LeaveRequest) -> None:
    """Take back what the granting of a leave that has not begun brought about."""
    if request.kind == "CT":
        days = {int(year): count for year, count in request.days.items()}
        ledger.give_back(act, request.person_id, request.id, days)
    if request.kind == "CB":
        ledger.restore(act, request.person_id, request.id)
    end_standing_in(act, request, request.starts_on - ONE)
    _let_absence_go(act, request)


def end_standing_in(act: Act, request: LeaveRequest, last_on: date) -> None:
    """Let the substitute end with a day; the acting official ends at once, or serves up to that day if it is ahead."""
    substitution.end_for(act, trace.record_of(request.id), last_on)
    if request.acting_id is None:
        return
    try:
        acting.revoke(act, request.acting_id)
    except ActingNotFound:  # somebody revoked it before
        last_on = request.starts_on - ONE
    today = calendars.current(act.session).date_of(act.now)
    serves_on = None
    if request.substitute and max(today, request.starts_on) <= last_on:
        rest = Appointment(
            "plh", request.post, request.substitute, max(today, request.starts_on), last_on, request.number
        )
        serves_on = acting.appoint(act, rest)
    records.change(act.session, request, acting_id=serves_on)


def hold_absence(act: Act, request: LeaveRequest) -> None:
    """Note the days of a request as an absence; who is ill already is away at once, others once it is granted."""
    _let_absence_go(act, request)
    today = calendars.current(act.session).date_of(act.now)
    record, ill = trace.record_of(request.id), request.kind == "CS" and request.starts_on <= today
    dates = (request.starts_on, request.last_on)
    absence = absences.record(act, request.person_id, *dates, absences.Reason.LEAVE, record=record, firm=ill)
    records.change(act.session, request, absence_id=absence)


def _let_absence_go(act: Act, request: LeaveRequest) -> None:
    if request.absence_id is not None:
        absences.cancel(act, request.absence_id)
        records.change(act.session, request, absence_id=None)
