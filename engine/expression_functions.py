"""The functions an expression may call. All are pure: no clock, no zone of the machine."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

MAX_INT_BITS = 256


def to_int(value: Any) -> int:
    """A whole number of a number or a short text."""
    if isinstance(value, str) and len(value) > 80:
        raise ValueError("this text is too long for a number")
    return int(value)


def to_date(value: Any) -> dt.date:
    """The calendar day of an ISO text (`2026-11-12` or an instant)."""
    return value.date() if isinstance(value, dt.datetime) else dt.date.fromisoformat(str(value)[:10])


def to_instant(value: Any) -> dt.datetime:
    """The instant of an ISO text; a text without zone is refused, because it would mean another time elsewhere."""
    found = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        raise ValueError(f"the instant {value!r} has no time zone")
    return found.astimezone(dt.UTC)


def to_decimal(value: Any) -> Decimal:
    """An exact number of a text or a whole number."""
    try:
        return Decimal(str(value)[:80])
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None


def read(mapping: Any, key: Any, default: Any = None) -> Any:
    """The value of a key, or the default when the mapping is missing or has no such key."""
    return mapping.get(key, default) if isinstance(mapping, Mapping) else default


def rounded(value: Any, digits: int = 0) -> Any:
    """A number rounded to 0 to 12 decimals."""
    if not 0 <= digits <= 12:
        raise ValueError("a number is rounded to 0 to 12 decimals")
    return round(value, digits) if digits else round(value)


def lower(value: str) -> str:
    """The text in small letters."""
    return str.lower(value)


def upper(value: str) -> str:
    """The text in capitals."""
    return str.upper(value)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "len": len, "min": min, "max": max, "sum": sum, "abs": abs, "round": rounded, "str": str, "int": to_int,
    "float": float, "bool": bool, "any": any, "all": all, "lower": lower, "upper": upper, "date": to_date,
    "datetime": to_instant, "decimal": to_decimal, "get": read,
}  # fmt: skip


def add(left: Any, right: Any) -> Any:
    """Numbers, texts, lists; a day plus a whole number of days."""
    if type(left) is dt.date and type(right) is int:
        return left + dt.timedelta(days=right)
    return _plain(left) + _plain(right)


def subtract(left: Any, right: Any) -> Any:
    """Numbers; the days between two days; a day minus a whole number of days."""
    if type(left) is dt.date and type(right) is int:
        return left - dt.timedelta(days=right)
    if type(left) is dt.date and type(right) is dt.date:
        return (left - right).days
    return number(left) - number(right)


def number(value: Any) -> Any:
    """The value, if it is a number of bearable size."""
    if isinstance(value, int):
        if value.bit_length() > MAX_INT_BITS:
            raise ValueError("this number is too large")
        return value
    if isinstance(value, (float, Decimal)):
        return value
    raise TypeError(f"{type(value).__name__} is not a number")


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, list)) else number(value)
