"""Days, instants and durations of the expression language. Knows no clock and no zone of the machine."""

import datetime as dt
from typing import Any

from engine.spiff import timing


def to_date(value: Any) -> dt.date:
    """The calendar day of an ISO text (`2026-11-12` or an instant)."""
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(_text(value)[:10])


def to_instant(value: Any) -> dt.datetime:
    """The instant of an ISO text; a text without zone is refused, because it would mean another time elsewhere."""
    found = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(_text(value))
    if found.tzinfo is None:
        raise ValueError(f"the instant {value!r} has no time zone")
    return found.astimezone(dt.UTC)


def year(value: Any) -> int:
    """The year of a day."""
    return to_date(value).year


def month(value: Any) -> int:
    """The month of a day, 1 to 12."""
    return to_date(value).month


def day(value: Any) -> int:
    """The day of the month, 1 to 31."""
    return to_date(value).day


def weekday(value: Any) -> int:
    """The day of the week, Monday 1 to Sunday 7."""
    return to_date(value).isoweekday()


def days_between(first: Any, last: Any) -> int:
    """The days from one day to another; negative when the other is earlier."""
    return (to_date(last) - to_date(first)).days


def seconds_between(first: Any, last: Any) -> int:
    """The whole seconds from one instant to another."""
    return int((to_instant(last) - to_instant(first)).total_seconds())


def later(value: Any, length: Any) -> Any:
    """A day or an instant that much later; the length is an ISO text like P1M or PT4H."""
    span = timing.duration(_text(length))
    if isinstance(value, dt.datetime) or (isinstance(value, str) and len(value) > 10):
        return span.after(to_instant(value))
    if span.seconds % 86_400:
        raise ValueError(f"'{length}' is not a whole number of days, so it can't be added to a day")
    midnight = dt.datetime.combine(to_date(value), dt.time(), dt.UTC)
    return span.after(midnight).date()


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 80:
        raise ValueError(f"{str(value)[:40]!r} is not an ISO text")
    return value
