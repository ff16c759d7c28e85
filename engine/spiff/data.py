"""Process data: checked when it enters, merged without being changed in place, compared against where it came from.

Nested values are shared between tasks and never mutated; a change makes a new value. That replaces deep copies.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.errors import DataKeyReserved, DataNotJson

RESERVED = frozenset({"typename", "data_objects"})
DEEPEST = 100  # levels that every writer and reader of JSON still takes
Data = dict[str, Any]


def checked(data: Mapping[str, Any]) -> Data:
    """A copy of data that JSON can hold. Raises DataKeyReserved, DataNotJson."""
    return _mapping(data, "")


def jsonable(value: Any, where: str, levels: int = DEEPEST) -> Any:
    """A copy of a value that JSON can hold; days and instants become ISO text, exact numbers text.

    Raises DataKeyReserved, DataNotJson: also for what is nested deeper than `levels`.
    """
    if isinstance(value, str):
        return writable(value, where)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise DataNotJson(key=where, kind=str(value))
        return value
    if isinstance(value, (Mapping, list, tuple)):
        if not levels:
            raise DataNotJson(key=where, kind="a value nested so deeply")
        if isinstance(value, Mapping):
            return _mapping(value, where, levels - 1)
        return [jsonable(item, where, levels - 1) for item in value]
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise DataNotJson(key=where, kind=type(value).__name__)


def _mapping(value: Mapping[str, Any], where: str, levels: int = DEEPEST) -> Data:
    copy = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise DataNotJson(key=f"{where}{key!r}", kind="a key that is not text")
        if key in RESERVED or key.startswith("__"):
            raise DataKeyReserved(key=f"{where}{key}")
        copy[writable(key, where)] = jsonable(item, f"{where}{key}.", levels)
    return copy


def writable(text: str, where: str) -> str:
    """The same text. Raises DataNotJson for one that no database keeps."""
    if "\x00" in text:
        raise DataNotJson(key=where, kind="a null character")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise DataNotJson(key=where, kind="half a character") from None
    return text


def merged(into: Data, new: Mapping[str, Any]) -> Data:
    """`into` with everything of `new`; mappings are merged, everything else is replaced."""
    result = dict(into)
    for key, value in new.items():
        old = result.get(key)
        result[key] = merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON: 1, 1.0 and true are not, though Python calls them equal."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) and (one != 0 or str(one) == str(other))  # 0.0 and -0.0 are written differently


def rebased(into: Data, base: Mapping[str, Any], changed: Mapping[str, Any]) -> Data:
    """`into` with what `changed` did to `base`, and with nothing that it left alone."""
    result = dict(into)
    for key, value in changed.items():
        before = base.get(key)
        if key in base and same(before, value):
            continue
        old = result.get(key)
        if isinstance(old, dict) and isinstance(value, dict) and isinstance(before, dict):
            result[key] = rebased(old, before, value)
        else:
            result[key] = value
    return result


def delta(base: Mapping[str, Any], data: Mapping[str, Any]) -> list[Any]:
    """`[set, deleted]` that makes `data` of `base`; `[]` when nothing differs."""
    changed = {key: value for key, value in data.items() if key not in base or not same(base[key], value)}
    gone = sorted(key for key in base if key not in data)
    return [changed, gone] if changed or gone else []


def applied(base: Mapping[str, Any], difference: list[Any]) -> Data:
    """The reverse of `delta`."""
    data = dict(base)
    if difference:
        data.update(difference[0])
        for key in difference[1]:
            del data[key]
    return data
