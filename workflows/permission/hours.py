"""Which days and hours a permission may have, and when it must be decided. Pure: the calendar is given."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kernel.calendar import Calendar
from workflows.permission.errors import (
    HoursOutside,
    HoursTurned,
    NotAWorkingDay,
    TooFarAhead,
    TooLongAgo,
    YearNotKnown,
)
from workflows.permission.settings import PermissionSettings
from workflows.permission.states import PermissionKind


@dataclass(frozen=True, slots=True)
class Stages:
    """When the superior is reminded, when the decision is late, when it goes one step up."""

    half_at: datetime
    due_at: datetime
    escalate_at: datetime


def require_day(calendar: Calendar, limits: PermissionSettings, on: date, today: date) -> None:
    """Raises YearNotKnown, NotAWorkingDay, TooLongAgo, TooFarAhead."""
    if not calendar.has_full_year(on.year):
        raise YearNotKnown(year=on.year)
    if not calendar.is_working_day(on):
        raise NotAWorkingDay(on=on)
    if on > today + timedelta(days=limits.ahead_days):
        raise TooFarAhead(on=on, days=limits.ahead_days)
    if on < today and _working_days(calendar, on, today, limits.past_working_days) > limits.past_working_days:
        raise TooLongAgo(on=on, days=limits.past_working_days)


def hours_of(calendar: Calendar, kind: str, on: date, asked: tuple[str, str]) -> tuple[str, str]:
    """Beginning and end as clock times of the office; what the kind does not ask is the opening or the closing.

    Raises HoursTurned, HoursOutside.
    """
    opens, closes = (local_time(calendar, at) for at in (calendar.opens_at(on), calendar.closes_at(on)))
    since = opens if kind in (PermissionKind.LATE, PermissionKind.ABSENT) else read_time(asked[0])
    until = closes if kind in (PermissionKind.EARLY, PermissionKind.ABSENT) else read_time(asked[1])
    if since < opens or until > closes:
        raise HoursOutside(opens=written(opens), closes=written(closes))
    if since >= until:
        raise HoursTurned
    return written(since), written(until)


def stages(calendar: Calendar, limits: PermissionSettings, start: datetime) -> Stages:
    """The three instants of a decision that begins to wait at `start`, in office time."""
    due = calendar.add_working_hours(start, limits.decide_working_hours)
    half = calendar.fraction(start, due, limits.remind_part)
    return Stages(half, due, calendar.add_working_hours(due, limits.escalate_working_hours))


def overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two spans of a day share time."""
    return one[0] < other[1] and other[0] < one[1]


def read_time(text: str) -> time:
    """`9.30` or `09:30` as a clock time; an empty text is midnight, which lies outside every day."""
    hour, _, minute = text.replace(".", ":").partition(":")
    return time(int(hour or 0), int(minute or 0))


def written(at: time) -> str:
    """`09:30`."""
    return f"{at:%H:%M}"


def local_time(calendar: Calendar, at: datetime) -> time:
    """The office's clock time of an instant."""
    return at.astimezone(calendar.timezone).time()


def _working_days(calendar: Calendar, after: date, until: date, most: int) -> int:
    """How many working days lie behind a day up to another; counting stops above `most`."""
    count, day = 0, after
    while day < until and count <= most:
        day += timedelta(days=1)
        count += calendar.is_working_day(day)
    return count
