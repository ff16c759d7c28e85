"""What is different between two calendars, and what is wrong with a draft. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kernel.calendar import ADDED_WORKING_DAY, WEEKDAYS, Calendar, NamedDay, Period, Week
from kernel.errors import N_
from workflows.office_calendar.errors import Remark


@dataclass(frozen=True, slots=True)
class DayChange:
    """A date that another calendar names otherwise; None on a side that does not name it."""

    on: date
    before: NamedDay | None
    after: NamedDay | None


@dataclass(frozen=True, slots=True)
class PeriodChange:
    """A period with hours of its own that is new, gone, or another."""

    before: Period | None
    after: Period | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences: days, the weekdays whose regular hours differ, periods, years that became complete or not."""

    days: tuple[DayChange, ...]
    weekdays: tuple[int, ...]
    periods: tuple[PeriodChange, ...]
    completed: tuple[int, ...]
    opened: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.days or self.weekdays or self.periods or self.completed or self.opened)


def changes(before: Calendar, after: Calendar) -> Changes:
    """What is different, in order of time."""
    days = [
        DayChange(on, before.days.get(on), after.days.get(on))
        for on in sorted(before.days.keys() | after.days.keys())
        if before.days.get(on) != after.days.get(on)
    ]
    weekdays = [day for day in range(len(WEEKDAYS)) if before.hours.get(day) != after.hours.get(day)]
    old, new = ({period.first: period for period in one.periods} for one in (before, after))
    periods = [
        PeriodChange(old.get(first), new.get(first))
        for first in sorted(old.keys() | new.keys())
        if old.get(first) != new.get(first)
    ]
    return Changes(
        days=tuple(days),
        weekdays=tuple(weekdays),
        periods=tuple(periods),
        completed=tuple(sorted(after.full_years - before.full_years)),
        opened=tuple(sorted(before.full_years - after.full_years)),
    )


def remarks(before: Calendar, after: Calendar, today: date) -> list[Remark]:
    """What is wrong with a draft, or worth a second look, in order of time."""
    found = [*_of_days(before, after, today), *_of_years(after), *_of_periods(after)]
    return sorted(found, key=lambda remark: not remark.stops)


def _of_days(before: Calendar, after: Calendar, today: date) -> Iterator[Remark]:
    for one in changes(before, after).days:
        facts = {"day": one.on}
        if one.after is not None and not one.after.name:
            yield Remark(N_("%(day)s has no name."), facts)
        if one.after is not None and not one.after.basis:
            yield Remark(N_("%(day)s has no legal basis."), facts)
        if one.on <= today:
            yield Remark(N_("%(day)s is not in the future: what was counted over it is counted again."), facts, False)
        if one.after is not None and _is_idle(after, one.after):
            yield Remark(N_("%(day)s is a working day anyway; the entry changes nothing."), facts, False)


def _is_idle(calendar: Calendar, day: NamedDay) -> bool:
    return day.kind == ADDED_WORKING_DAY and day.on.weekday() in _week_on(calendar, day.on)


def _week_on(calendar: Calendar, on: date) -> Week:
    return next((one.hours for one in calendar.periods if one.first <= on <= one.last), calendar.hours)


def _of_years(after: Calendar) -> Iterator[Remark]:
    for year in sorted(after.full_years):
        if not any(on.year == year and day.kind == "libur_nasional" for on, day in after.days.items()):
            yield Remark(N_("%(year)s is marked as complete, but has no national holiday."), {"year": year})


def _of_periods(after: Calendar) -> Iterator[Remark]:
    for period in after.periods:
        if period.hours.keys() != after.hours.keys():
            sentence = N_("In the period %(name)s the office opens on other weekdays than otherwise.")
            yield Remark(sentence, {"name": period.name}, False)
