"""Until when each step of a leave request is to be done, on the office's own time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kernel.calendar import Calendar
from workflows.leave import counting
from workflows.leave.models import LeaveRequest
from workflows.leave.terms import LeaveTerms, leave_terms

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Course:
    """When a leave begins, when the office expects the person back, until when he reports that he is."""

    begins_at: datetime
    returns_at: datetime
    report_due_at: datetime


def verify(calendar: Calendar, terms: LeaveTerms, kind: str, at: datetime) -> datetime:
    """Until when the personnel officer has checked a request; urgent kinds within hours."""
    if kind in terms.urgent_kinds:
        return calendar.add_working_hours(at, terms.verify_urgent_working_hours)
    return calendar.add_working_days(at, terms.verify_working_days)


def consider(calendar: Calendar, terms: LeaveTerms, at: datetime) -> datetime:
    """Until when the direct superior has given a consideration."""
    return calendar.add_working_days(at, terms.consider_working_days)


def decide(calendar: Calendar, terms: LeaveTerms, at: datetime) -> datetime:
    """Until when whoever gives the leave has decided."""
    return calendar.add_working_days(at, terms.decide_working_days)


def steps(process: str) -> dict[str, int]:
    """How many working days the steps of a process may take, by element."""
    terms = leave_terms()
    if process != "leave_request":
        return {}
    return {
        "verify": terms.verify_working_days,
        "consider": terms.consider_working_days,
        "decide": terms.decide_working_days,
        "consider_and_decide": terms.decide_working_days,
        "confirm_change": 0,
        "confirm_return": 0,
    }


def length(working_days: int) -> str:
    """So many working days as a timer on office time reads them."""
    return f"P{working_days}D"


def first_day_back(calendar: Calendar, last_on: date) -> date:
    """The first working day behind a leave."""
    day = last_on + ONE
    while not calendar.is_working_day(day):
        day += ONE
    return day


def course(calendar: Calendar, terms: LeaveTerms, request: LeaveRequest) -> Course:
    """The instants of a leave that was granted; after unpaid leave there is a month to report back."""
    back = first_day_back(calendar, request.last_on)
    due = calendar.closes_at(back)
    if request.kind == "CLTN":
        until = counting.months_end(request.last_on + ONE, terms.report_after_unpaid_months)
        due = calendar.closes_at(first_day_back(calendar, until - ONE))
    return Course(midnight(calendar, request.starts_on), midnight(calendar, back), due)


def midnight(calendar: Calendar, day: date) -> datetime:
    """00.00 of a day of the office."""
    return datetime.combine(day, time(), calendar.timezone).astimezone(UTC)
