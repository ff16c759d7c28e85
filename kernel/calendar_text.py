"""A calendar written down: the JSON value that `kernel.calendar.from_json` reads, in one order, with one digest."""

from collections.abc import Mapping
from typing import Any

from kernel import canonical
from kernel.calendar import WEEKDAYS, Calendar, Hours, Week


def told(calendar: Calendar) -> dict[str, Any]:
    """The calendar as a JSON value, days in order."""
    days = sorted(calendar.days.values(), key=lambda day: day.on)
    periods = sorted(calendar.periods, key=lambda period: period.first)
    return {
        "version": calendar.version,
        "timezone": calendar.timezone.key,
        "full_years": sorted(calendar.full_years),
        "hours": _week(calendar.hours),
        "periods": [
            {
                "name": period.name,
                "first": period.first.isoformat(),
                "last": period.last.isoformat(),
                "hours": _week(period.hours),
            }
            for period in periods
        ],
        "days": [{"on": day.on.isoformat(), "kind": day.kind, "name": day.name, "basis": day.basis} for day in days],
    }


def digest(calendar: Mapping[str, Any]) -> str:
    """SHA-256 of what a calendar says, whatever its version is called."""
    return canonical.digest({name: value for name, value in calendar.items() if name != "version"})


def _week(week: Week) -> dict[str, Any]:
    return {WEEKDAYS[number]: _hours(hours) for number, hours in sorted(week.items())}


def _hours(hours: Hours) -> dict[str, Any]:
    opens, closes, break_from, break_to = (
        clock.strftime("%H:%M") for clock in (hours.opens, hours.closes, hours.break_from, hours.break_to)
    )
    return {"opens": opens, "closes": closes, "break": [break_from, break_to]}
