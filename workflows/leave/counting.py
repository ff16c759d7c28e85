"""How long a leave is: working days on the office calendar, calendar days, months. Knows no persons, no balance.

Both ends of a range are included. `works_on` are days of joint leave on which this person must work (Keppres 42/2025).
"""

import calendar as months
from collections.abc import Iterator
from datetime import date, timedelta

from kernel.calendar import Calendar
from kernel.errors import Conflict, Invalid, N_
from workflows.leave.settings import leave_settings

JOINT_LEAVE = "cuti_bersama"
WORKING_DAYS, CALENDAR_DAYS = "hari_kerja", "hari_kalender"
NOWHERE: frozenset[date] = frozenset()

_DAY = timedelta(days=1)


class YearWithoutCalendar(Conflict):
    """The list of holidays of a year is not complete yet, so its days can't be counted. Facts: year."""

    code = "leave.year_without_calendar"
    sentence = N_(
        "The holidays of %(year)s are not announced yet, so these days can't be counted."
        " Ask for the days up to 31 December now, and for the rest when the calendar of %(year)s is there."
    )


class DaysTurnedRound(Invalid):
    """A leave ends before it begins. Facts: starts_on, last_on."""

    code = "leave.days_turned_round"
    sentence = N_("The last day %(last_on)s lies before the first day %(starts_on)s.")


def days_between(starts_on: date, last_on: date) -> Iterator[date]:
    """Each date from the first to the last, both included. Raises DaysTurnedRound."""
    if last_on < starts_on:
        raise DaysTurnedRound(starts_on=starts_on.isoformat(), last_on=last_on.isoformat())
    return (starts_on + _DAY * step for step in range((last_on - starts_on).days + 1))


def works(calendar: Calendar, day: date, works_on: frozenset[date] = NOWHERE) -> bool:
    """Whether this person has to work on that date."""
    if calendar.is_working_day(day):
        return True
    return day in works_on and is_joint_leave(calendar, day)


def is_joint_leave(calendar: Calendar, day: date) -> bool:
    """Whether the office has joint leave on a date that would be a working day otherwise."""
    named = calendar.days.get(day)
    return named is not None and named.kind == JOINT_LEAVE and day.weekday() in calendar.hours


def joint_leave_of(calendar: Calendar, year: int) -> list[date]:
    """The days of joint leave of a year, in order."""
    return sorted(day for day in calendar.days if day.year == year and is_joint_leave(calendar, day))


def working_days(calendar: Calendar, starts_on: date, last_on: date, *, works_on: frozenset[date] = NOWHERE) -> int:
    """The working days of a range. Raises DaysTurnedRound."""
    return sum(works(calendar, day, works_on) for day in days_between(starts_on, last_on))


def by_year(
    calendar: Calendar, starts_on: date, last_on: date, *, works_on: frozenset[date] = NOWHERE
) -> dict[int, int]:
    """The working days of a range, each part in its own year; years without a working day are left out.

    Raises YearWithoutCalendar, DaysTurnedRound.
    """
    found: dict[int, int] = {}
    for day in days_between(starts_on, last_on):
        if not calendar.has_full_year(day.year):
            raise YearWithoutCalendar(year=day.year)
        if works(calendar, day, works_on):
            found[day.year] = found.get(day.year, 0) + 1
    return found


def calendar_days(starts_on: date, last_on: date) -> int:
    """All days of a range. Raises DaysTurnedRound."""
    return sum(1 for _ in days_between(starts_on, last_on))


def months_end(starts_on: date, count: int) -> date:
    """The last day of so many months: the day before the same day number, or the month's last where there is none."""
    if count < 1:
        raise ValueError("months are counted forward, from 1")
    place = starts_on.month - 1 + count
    year, month = starts_on.year + place // 12, place % 12 + 1
    length = months.monthrange(year, month)[1]
    if starts_on.day > length:
        return date(year, month, length)
    return date(year, month, starts_on.day) - _DAY


def shortened(calendar: Calendar, last_on: date, days: int, *, unit: str | None = None) -> date:
    """The last day of a cuti besar from which so many days are taken off the end (BKN 24/2017, R9).

    In working days or calendar days, as the office's setting `satuan_pengurang_cuti_besar` says unless told.
    """
    if days < 0:
        raise ValueError("a leave is shortened, never lengthened")
    if (unit or leave_settings().satuan_pengurang_cuti_besar) == CALENDAR_DAYS:
        return last_on - _DAY * days
    while days:
        days -= calendar.is_working_day(last_on)
        last_on -= _DAY
    return last_on
