"""The facts of a request as the decision tables read them: codes, numbers and dates, never a text."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel import calendars
from kernel.act import Act
from kernel.calendar import Calendar
from people import absences, directory, structure
from people.absences import Away
from people.roles import Level
from workflows.leave import balance, counting, entitlement, ledger, records
from workflows.leave.errors import DaysDiffer
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms

LEADING = frozenset({Level.KEPALA, Level.ADMINISTRATOR, Level.PENGAWAS})
TAKEN = (LeaveState.DISETUJUI, LeaveState.BERJALAN, LeaveState.SELESAI)
NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a request on the calendar that is in force."""

    calendar: Calendar
    today: date
    starts_on: date
    last_on: date

    @property
    def calendar_days(self) -> int:
        return counting.calendar_days(self.starts_on, self.last_on)

    @property
    def until_start(self) -> int:
        """Working days from tomorrow up to the day before the first one; 0 when it has come."""
        days = range(1, (self.starts_on - self.today).days)
        return sum(self.calendar.is_working_day(self.today + timedelta(days=day)) for day in days)


def gather(act: Act, request: LeaveRequest) -> dict[str, Any]:
    """All facts of a request. Raises YearWithoutCalendar, DaysDiffer, PersonNotFound."""
    session, calendar = act.session, calendars.current(act.session)
    span = Span(calendar, calendar.date_of(act.now), request.starts_on, request.counted_until)
    person = directory.person(session, request.person_id)
    post = structure.post(session, request.post)
    days = working_days(session, request)
    sick = sick_days(session, request)
    service = whole_months(person.appointed_on, request.starts_on)
    return {
        "kind": request.kind,
        "cause": request.cause,
        "starts_on": request.starts_on.isoformat(),
        "last_on": request.last_on.isoformat(),
        "months": request.months,
        "child_number": request.child_number,
        "abroad": request.abroad,
        "remote": request.remote,
        "whole_days": request.told_days is None or request.told_days == int(request.told_days) > 0,
        "employment": person.employment,
        "sex": person.sex,
        "level": post.level,
        "leads": post.level in LEADING,
        "service_months": service,
        "service_years": service // entitlement.MONTHS,
        "eligible_on": entitlement.exists_from(person.appointed_on).isoformat() if person.appointed_on else NEVER,
        "working_days": sum(days.values()),
        "calendar_days": span.calendar_days,
        "days_until_start": span.until_start,
        "days_back": 0 if request.settled else max(0, (span.today - request.starts_on).days),
        "months_since_long_leave": months_since_long_leave(session, request),
        "long_leave_rest": long_leave_rest(session, request),
        "sick_days": sick,
        "sick_total": sick + (span.calendar_days if request.kind == "CS" else 0),
        "used_own": ledger.used_own(session, request.person_id, request.starts_on.year),
        "coverage_percent": coverage(act, request, post.unit),
        "has_substitute": request.substitute is not None,
        "attachments": sorted({one.kind for one in records.documents_of(session, request.id)}),
    }


def working_days(session: Session, request: LeaveRequest) -> dict[int, int]:
    """The working days of annual leave by year, as this person works; empty for other kinds.

    Raises YearWithoutCalendar, DaysDiffer.
    """
    if request.kind != "CT":
        return {}
    years = range(request.starts_on.year, request.counted_until.year + 1)
    works_on = ledger.works_on(session, request.person_id, years)
    calendar = calendars.current(session)
    found = counting.by_year(calendar, request.starts_on, request.counted_until, works_on=works_on)
    told, counted = request.told_days, sum(found.values())
    if told is not None and told == int(told) > 0 and told != counted > 0:
        raise DaysDiffer(told=int(told), counted=counted)
    return found


def available(act: Act, request: LeaveRequest) -> dict[str, int]:
    """The days of annual leave of each year that stay free beside what the request holds."""
    days = {year: balance.of(act.session, request.person_id, int(year), request.starts_on) for year in request.days}
    return {year: found.available for year, found in days.items()}


def whole_months(since: date | None, until: date) -> int:
    """Complete months of service on a day; 0 when the beginning is not known."""
    if since is None or until <= since:
        return 0
    months = (until.year - since.year) * entitlement.MONTHS + until.month - since.month + 1
    while months and counting.months_end(since, months) >= until:
        months -= 1
    return months


def sick_days(session: Session, request: LeaveRequest) -> int:
    """Calendar days of sick leave within the window before the first day, this request not counted."""
    window = leave_terms().sick_window_months
    since = request.starts_on - timedelta(days=round(window * 365.25 / entitlement.MONTHS))
    chosen = select(LeaveRequest.starts_on, LeaveRequest.last_on).where(
        LeaveRequest.person_id == request.person_id,
        LeaveRequest.id != request.id,
        LeaveRequest.kind == "CS",
        LeaveRequest.state.in_(TAKEN),
        LeaveRequest.last_on >= since,
        LeaveRequest.starts_on < request.starts_on,
    )
    return sum(counting.calendar_days(max(first, since), last) for first, last in session.execute(chosen))


def taken_in(session: Session, request: LeaveRequest) -> dict[str, int]:
    """Calendar days of each kind but annual leave that the person took in the year of a request, without this one."""
    first, last = date(request.starts_on.year, 1, 1), date(request.starts_on.year, 12, 31)
    chosen = select(LeaveRequest.kind, LeaveRequest.starts_on, LeaveRequest.last_on).where(
        LeaveRequest.person_id == request.person_id,
        LeaveRequest.id != request.id,
        LeaveRequest.state.in_(TAKEN),
        LeaveRequest.last_on >= first,
        LeaveRequest.starts_on <= last,
    )
    found = dict.fromkeys(("CB", "CS", "CM", "CAP", "CLTN"), 0)
    for kind, begins, ends in session.execute(chosen):
        if kind in found and ends >= begins:
            found[kind] += counting.calendar_days(max(begins, first), min(ends, last))
    return found


def months_since_long_leave(session: Session, request: LeaveRequest) -> int | None:
    """Complete months of service since the last long leave; None when there was none.

    One that was cut short by a recall does not count: its rest remains a right (R12).
    """
    last = session.scalar(
        select(func.max(LeaveRequest.last_on)).where(
            LeaveRequest.person_id == request.person_id,
            LeaveRequest.id != request.id,
            LeaveRequest.kind == "CB",
            LeaveRequest.state.in_(TAKEN),
            LeaveRequest.last_on >= LeaveRequest.counted_until,
        )
    )
    return None if last is None else whole_months(last + timedelta(days=1), request.starts_on)


def long_leave_rest(session: Session, request: LeaveRequest) -> int | None:
    """Calendar days left of the last long leave if a recall cut it short (R12); None when nothing limits a new one."""
    if request.kind != "CB":
        return None
    chosen = select(LeaveRequest.last_on, LeaveRequest.counted_until).where(
        LeaveRequest.person_id == request.person_id,
        LeaveRequest.id != request.id,
        LeaveRequest.kind == "CB",
        LeaveRequest.state.in_(TAKEN),
    )
    last = session.execute(chosen.order_by(LeaveRequest.last_on.desc()).limit(1)).first()
    if last is None or last.last_on >= last.counted_until:
        return None
    if whole_months(last.last_on + timedelta(days=1), request.starts_on) >= leave_terms().long_leave_rest_months:
        return None
    return int((last.counted_until - last.last_on).days)


def coverage(act: Act, request: LeaveRequest, unit: str) -> int:
    """How many per cent of the unit are away on the worst day with this request; 0 when nobody else is."""
    posts = {post.code for post in structure.list_posts(act.session) if post.unit == unit}
    people = structure.people_at(act.session, posts, act.now)
    others = people - {request.person_id}
    away = absences.list_between(act.session, others, request.starts_on, request.last_on)
    worst = max((_away_on(away, day) for day in _edges(away, request.starts_on)), default=0)
    return round(100 * (worst + 1) / len(people)) if worst and people else 0


def _edges(away: Iterable[Away], first: date) -> set[date]:
    """The days on which the number of absent people may grow."""
    return {max(one.starts_on, first) for one in away}


def _away_on(away: Collection[Away], day: date) -> int:
    return len({one.person for one in away if one.starts_on <= day <= one.last_on})
