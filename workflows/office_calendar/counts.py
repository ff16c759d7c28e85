"""The working days between two days, with the reason of each day that is skipped. Knows no persons."""

from dataclasses import dataclass
from datetime import date, timedelta

from kernel.calendar import Calendar, DayCount
from workflows.office_calendar.errors import SpanBackwards, SpanTooLong

LONGEST = 5 * 366  # days that are looked at in one question


@dataclass(frozen=True, slots=True)
class Count:
    """Working days by year, and the days that do not count; a year whose holidays are not known is not counted."""

    years: dict[int, int]
    skipped: list[DayCount]
    unknown_years: list[int]


def count(calendar: Calendar, starts_on: date, last_on: date) -> Count:
    """The working days from the first to the last day, both included. Raises SpanBackwards, SpanTooLong."""
    if last_on < starts_on:
        raise SpanBackwards
    length = (last_on - starts_on).days + 1
    if length > LONGEST:
        raise SpanTooLong(days=LONGEST)
    asked = range(starts_on.year, last_on.year + 1)
    years = {year: 0 for year in asked if calendar.has_full_year(year)}
    skipped = []
    for step in range(length):
        day = starts_on + timedelta(days=step)
        if day.year not in years:
            continue
        if calendar.is_working_day(day):
            years[day.year] += 1
        else:
            named = calendar.days.get(day)
            skipped.append(DayCount(day, None, calendar.kind_of(day), named.name if named else ""))
    return Count(years, skipped, [year for year in asked if year not in years])
