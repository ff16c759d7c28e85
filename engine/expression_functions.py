"""The functions an expression may call. All are pure: no clock, no zone of the machine, no order of a hash."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import reduce
from itertools import pairwise
from typing import Any

from engine.expression_dates import (
    day,
    days_between,
    later,
    month,
    seconds_between,
    to_date,
    to_instant,
    weekday,
    year,
)
from engine.expression_values import MAX_SIZE, add, comparable, kind, number, require_text


def to_int(value: Any) -> int:
    """A whole number of a number or a short text; what follows the point is cut off."""
    if isinstance(value, str):
        if len(value) > 80:
            raise ValueError("this text is too long for a number")
        return int(value)
    if isinstance(value, Decimal) and abs(value) >= 10**77:
        raise ValueError("this number is too large")
    whole: int = number(int(number(value)))
    return whole


def to_float(value: Any) -> float:
    """A number with a floating point of a number or a short text."""
    return float(number(float(value if isinstance(value, (int, float, Decimal)) else require_text(value)[:80])))


def to_decimal(value: Any) -> Decimal:
    """An exact number of a text or a number."""
    try:
        found = Decimal(value if isinstance(value, (int, Decimal)) else str(value)[:80])
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None
    exact: Decimal = number(found)
    return exact


def to_text(value: Any) -> str:
    """The text of a number, a day, an instant, a truth value; a list or mapping has none."""
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, (list, Mapping)):
        raise TypeError(f"{kind(value)} has no text; use join")
    return str(value)


def read(mapping: Any, key: Any, default: Any = None) -> Any:
    """The value of a key, or the default when the mapping is missing or has no such key."""
    return mapping.get(key, default) if isinstance(mapping, Mapping) else default


def rounded(value: Any, digits: int = 0) -> Any:
    """A number rounded to 0 to 12 decimals, halves to the even neighbour."""
    if not 0 <= digits <= 12:
        raise ValueError("a number is rounded to 0 to 12 decimals")
    return round(number(value), digits) if digits else _whole(number(value), round)


def floor(value: Any) -> int:
    """The next whole number below."""
    return _whole(number(value), math.floor)


def ceil(value: Any) -> int:
    """The next whole number above."""
    return _whole(number(value), math.ceil)


def total(values: Any) -> Any:
    """The sum of a list of numbers; 0 of an empty one."""
    return reduce(add, map(number, require_list(values)), 0)


def smallest(*values: Any) -> Any:
    """The smallest of several values or of a list. Raises ValueError for none at all."""
    return reduce(lambda one, other: one if _first(one, other) else other, _several(values))


def largest(*values: Any) -> Any:
    """The largest of several values or of a list. Raises ValueError for none at all."""
    return reduce(lambda one, other: other if _first(one, other) else one, _several(values))


def in_order(values: Any) -> list[Any]:
    """A list from the smallest to the largest; all of one kind."""
    items = require_list(values)
    for one, other in pairwise(items):
        comparable(one, other)
    return sorted(items)


def lower(value: str) -> str:
    """The text in small letters."""
    return str.lower(value)


def upper(value: str) -> str:
    """The text in capitals."""
    return str.upper(value)


def trim(value: str) -> str:
    """The text without blanks at its ends."""
    return str.strip(value)


def starts_with(value: str, piece: str) -> bool:
    """Whether a text begins with another."""
    return require_text(value).startswith(require_text(piece))


def ends_with(value: str, piece: str) -> bool:
    """Whether a text ends with another."""
    return require_text(value).endswith(require_text(piece))


def replace(value: str, old: str, new: str) -> str:
    """A text in which one piece is replaced by another, wherever it stands."""
    if not require_text(old):
        raise ValueError("an empty text can't be replaced")
    if require_text(value).count(old) * max(len(require_text(new)), 1) > MAX_SIZE:
        raise ValueError("the text would grow too long")
    return value.replace(old, new)


def split(value: str, at: str) -> list[str]:
    """The pieces of a text between a separator."""
    return require_text(value).split(require_text(at))


def join(values: Any, between: str) -> str:
    """The texts of a list as one text, with a separator between them."""
    pieces = [to_text(value) for value in require_list(values)]
    if sum(map(len, pieces)) + len(pieces) * len(require_text(between)) > MAX_SIZE:
        raise ValueError("the text would grow too long")
    return between.join(pieces)


def keys(mapping: Any) -> list[Any]:
    """The keys of a mapping in the order of the alphabet."""
    return sorted(_mapping(mapping))


def values(mapping: Any) -> list[Any]:
    """The values of a mapping, in the order of its keys."""
    return [mapping[key] for key in keys(mapping)]


def counted_to(count: Any) -> list[int]:
    """The whole numbers from 1 to a count of at most 5,000."""
    if not 0 <= to_int(count) <= 5_000:
        raise ValueError("a count lies between 0 and 5,000")
    return list(range(1, to_int(count) + 1))


def any_of(found: Any) -> bool:
    """Whether one of a list is true."""
    return any(require_list(found))


def all_of(found: Any) -> bool:
    """Whether all of a list are true."""
    return all(require_list(found))


def require_list(value: Any) -> list[Any]:
    """The value, if it is a list."""
    if not isinstance(value, list):
        raise TypeError(f"{kind(value)} is not a list")
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(f"{kind(value)} is not a mapping")
    return value


def _several(given: tuple[Any, ...]) -> list[Any]:
    found = require_list(given[0]) if len(given) == 1 else list(given)
    if not found:
        raise ValueError("an empty list has no smallest and no largest")
    return found


def _first(one: Any, other: Any) -> bool:
    left, right = comparable(one, other)
    return bool(left <= right)


def _whole(value: Any, way: Callable[[Any], Any]) -> int:
    if isinstance(value, Decimal) and abs(value) >= 10**77:
        raise ValueError("this number is too large")
    return to_int(way(value))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "len": len, "min": smallest, "max": largest, "sum": total, "abs": lambda value: abs(number(value)),
    "round": rounded, "floor": floor, "ceil": ceil, "str": to_text, "int": to_int, "float": to_float, "bool": bool,
    "decimal": to_decimal, "any": any_of, "all": all_of, "sorted": in_order, "get": read, "keys": keys,
    "values": values, "range": counted_to, "lower": lower, "upper": upper, "trim": trim, "starts_with": starts_with,
    "ends_with": ends_with, "replace": replace, "split": split, "join": join, "date": to_date,
    "datetime": to_instant, "year": year, "month": month, "day": day, "weekday": weekday,
    "days_between": days_between, "seconds_between": seconds_between, "later": later,
}  # fmt: skip
