"""Raw answers to JSON values by the type that a field's schema names. Knows Indonesian numbers and dates."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from kernel.errors import N_

ABSENT = object()
TRUE = frozenset({"true", "1", "on", "yes", "ya"})
FALSE = frozenset({"false", "0", "off", "no", "tidak"})
INTEGER = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)")
DECIMAL = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?")
PLAIN_DECIMAL = re.compile(r"[+-]?\d+\.\d+")
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
JOINERS = "\u200c\u200d"
EARLIEST, LATEST = 1900, 2199
MOST = 1_000_000  # characters that are looked at at all


class Unreadable(Exception):
    """A value that can't be read as what the field wants; carries the sentence for the field."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def value(schema: Mapping[str, Any], raw: Any, *, lines: bool) -> Any:
    """The JSON value of a raw answer, or ABSENT for an empty one. `lines`: the text may have several.

    Raises Unreadable.
    """
    match schema["type"]:
        case "array":
            return _array(schema["items"], raw)
        case "boolean":
            return _boolean(_one(raw))
        case "integer":
            return _integer(_one(raw))
        case "number":
            return _number(_one(raw))
        case _:
            return _string(schema, _one(raw), lines)


def tidy(text: str, *, lines: bool) -> str:
    """Text in NFC without control, direction or invisible characters, ends trimmed; one line unless `lines`."""
    whole = unicodedata.normalize("NFC", text[:MOST].replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c for c in whole if c in "\n\t" or c in JOINERS or unicodedata.category(c) not in INVISIBLE)
    return kept.strip() if lines else " ".join(kept.split())


def _one(raw: Any) -> Any:
    if isinstance(raw, list):
        if len(raw) > 1:
            raise Unreadable(N_("Only one value is possible here."))
        return raw[0] if raw else None
    return raw


def _array(items: Mapping[str, Any], raw: Any) -> Any:
    several = raw if isinstance(raw, list) else [raw]
    values = [value(items, one, lines=False) for one in several if one is not None]
    kept = [one for one in values if one is not ABSENT]
    return kept or ABSENT


def _boolean(raw: Any) -> Any:
    if isinstance(raw, bool):
        return raw
    text = _text(raw).lower()
    if text in TRUE | FALSE:
        return text in TRUE
    if text:
        raise Unreadable(N_("Choose yes or no."))
    return ABSENT


def _integer(raw: Any) -> Any:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    text = _text(raw).replace(" ", "")
    if not text:
        return ABSENT
    if len(text) > 20 or not INTEGER.fullmatch(text):
        raise Unreadable(N_("Write a whole number, for example 1.250."))
    return int(text.replace(".", ""))


def _number(raw: Any) -> Any:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and isfinite(raw):
        return raw
    text = _text(raw).replace(" ", "")
    if not text:
        return ABSENT
    if len(text) > 30 or not DECIMAL.fullmatch(text):
        if len(text) <= 30 and PLAIN_DECIMAL.fullmatch(text):
            return float(text)
        raise Unreadable(N_("Write a number, for example 1.250,50."))
    plain = text.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _string(schema: Mapping[str, Any], raw: Any, lines: bool) -> Any:
    text = tidy(_text(raw), lines=lines)
    if not text:
        return ABSENT
    match schema.get("format"):
        case "date":
            return _date(text).isoformat()
        case "local-date-time":
            return _local(text)
        case _:
            return text


def _text(raw: Any) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise Unreadable(N_("This can't be read here. Please write it as text."))
    return raw.strip()


def _date(text: str) -> date:
    turned = DAY_FIRST.fullmatch(text)
    try:
        if turned:
            day, month, year = (int(part) for part in turned.groups())
            return _plausible(date(year, month, day))
        if len(text) != 10:
            raise ValueError(text)
        return _plausible(date.fromisoformat(text))
    except ValueError as fault:
        raise Unreadable(N_("Write a date, for example 12/11/2026.")) from fault


def is_plausible(year: int) -> bool:
    """Whether anything in an office can have happened or can be due in a year; others are slips of the pen."""
    return EARLIEST <= year <= LATEST


def _plausible(on: date) -> date:
    if not is_plausible(on.year):
        raise ValueError(on)
    return on


def _local(text: str) -> str:
    day, _, clock = text.replace("T", " ").partition(" ")
    try:
        at = datetime.fromisoformat(f"{_date(day).isoformat()}T{clock.strip().replace('.', ':')}")
    except (ValueError, Unreadable) as fault:
        raise Unreadable(N_("Write a date and a time, for example 12/11/2026 09.30.")) from fault
    if at.tzinfo is not None:
        raise Unreadable(N_("Write the time of the office's clock, without a zone."))
    return at.strftime("%Y-%m-%dT%H:%M")
