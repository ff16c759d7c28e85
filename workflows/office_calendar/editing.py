"""Changing a calendar that is written down (kernel.calendar_text): each deed gives a new one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from kernel.calendar import WEEKDAYS
from kernel.errors import N_
from workflows.office_calendar.errors import (
    BasisMissing,
    DateUnreadable,
    DayNotListed,
    DayTwice,
    HoursMissing,
    HoursOutOfOrder,
    HoursUnreadable,
    KindUnknown,
    NameMissing,
    PeriodBackwards,
    PeriodNotListed,
    PeriodOverlaps,
    TextTooLong,
    YearOutOfReach,
)

KINDS = {
    "libur_nasional": N_("National holiday"),
    "cuti_bersama": N_("Joint leave"),
    "libur_lokal": N_("Local holiday"),
    "kerja_khusus": N_("Working day by order"),
}
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST = 200
Written = Mapping[str, Any]
RawWeek = Mapping[str, tuple[str, str, str, str]]  # weekday: opens, break from, break to, closes, as typed


@dataclass(frozen=True, slots=True)
class Entry:
    """A day as somebody typed it."""

    on: str
    kind: str
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class RawPeriod:
    """A period with hours of its own, as somebody typed it."""

    name: str
    first: str
    last: str
    week: RawWeek


def day_of(text: str) -> date:
    """The date of a text: 2027-03-09, 09/03/2027 or 09-03-2027. Raises DateUnreadable, YearOutOfReach."""
    parts = text.strip().replace("/", "-").split("-")
    try:
        numbers = [int(part) for part in parts if part.isascii()]
        year, month, day = numbers if len(parts[0]) == 4 else reversed(numbers)
        found = date(year, month, day)
    except ValueError:
        raise DateUnreadable(text=text.strip()[:40]) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise YearOutOfReach(year=found.year, first=FIRST_YEAR, last=LAST_YEAR)
    return found


def entry_of(entry: Entry) -> dict[str, Any]:
    """A day as it is written down. Raises DateUnreadable, YearOutOfReach, KindUnknown, NameMissing, BasisMissing."""
    on = day_of(entry.on)
    kind = entry.kind.strip().lower().replace(" ", "_")
    if kind not in KINDS:
        raise KindUnknown(text=entry.kind.strip()[:40])
    name, basis = _text(entry.name), _text(entry.basis)
    if not name:
        raise NameMissing
    if not basis:
        raise BasisMissing(day=on)
    return {"on": on.isoformat(), "kind": kind, "name": name, "basis": basis}


def put_day(written: Written, entry: Entry, *, replaces: str = "") -> Written:
    """Add a day, or change the one on the date `replaces`. Raises what `entry_of` does, DayNotListed, DayTwice."""
    fresh, days = entry_of(entry), {day["on"]: day for day in written["days"]}
    if replaces and days.pop(replaces, None) is None:
        raise DayNotListed(day=day_of(replaces))
    if fresh["on"] in days:
        raise DayTwice(day=day_of(fresh["on"]), name=days[fresh["on"]]["name"])
    return _with_days(written, {**days, fresh["on"]: fresh})


def drop_day(written: Written, on: str) -> Written:
    """Take a day out of the list. Raises DateUnreadable, DayNotListed."""
    days = {day["on"]: day for day in written["days"]}
    if days.pop(day_of(on).isoformat(), None) is None:
        raise DayNotListed(day=day_of(on))
    return _with_days(written, days)


def put_days(written: Written, entries: list[dict[str, Any]]) -> Written:
    """Take over a list; days that are in the calendar already are replaced."""
    days = {day["on"]: day for day in written["days"]}
    return _with_days(written, {**days, **{entry["on"]: entry for entry in entries}})


def set_hours(written: Written, week: RawWeek) -> Written:
    """The regular hours. Raises HoursUnreadable, HoursOutOfOrder, HoursMissing."""
    return {**written, "hours": _week(week)}


def put_period(written: Written, raw: RawPeriod, *, replaces: str = "") -> Written:
    """Add a period, or change the one that begins on `replaces`.

    Raises NameMissing, DateUnreadable, PeriodBackwards, PeriodOverlaps, PeriodNotListed and what `set_hours` does.
    """
    name, first, last = _text(raw.name), day_of(raw.first), day_of(raw.last)
    if not name:
        raise NameMissing
    if last < first:
        raise PeriodBackwards(name=name)
    others = [one for one in written["periods"] if one["first"] != replaces]
    if replaces and len(others) == len(written["periods"]):
        raise PeriodNotListed(day=day_of(replaces))
    fresh = {"name": name, "first": first.isoformat(), "last": last.isoformat(), "hours": _week(raw.week)}
    for one in others:
        if one["first"] <= fresh["last"] and fresh["first"] <= one["last"]:
            raise PeriodOverlaps(name=name, other=one["name"])
    return {**written, "periods": sorted([*others, fresh], key=lambda one: one["first"])}


def drop_period(written: Written, first: str) -> Written:
    """Take a period out. Raises PeriodNotListed, DateUnreadable."""
    kept = [one for one in written["periods"] if one["first"] != first]
    if len(kept) == len(written["periods"]):
        raise PeriodNotListed(day=day_of(first))
    return {**written, "periods": kept}


def mark_year(written: Written, year: int, *, full: bool) -> Written:
    """Say that the complete list of a year is known, or not. Raises YearOutOfReach."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearOutOfReach(year=year, first=FIRST_YEAR, last=LAST_YEAR)
    years = set(written["full_years"]) - {year} | ({year} if full else set())
    return {**written, "full_years": sorted(years)}


def _with_days(written: Written, days: Mapping[str, Any]) -> Written:
    return {**written, "days": [days[on] for on in sorted(days)]}


def _week(raw: RawWeek) -> dict[str, Any]:
    week = {weekday: found for weekday in WEEKDAYS if (found := _hours(weekday, raw.get(weekday, ("",) * 4)))}
    if not week:
        raise HoursMissing
    return week


def _hours(weekday: str, typed: tuple[str, ...]) -> dict[str, Any] | None:
    if not any(part.strip() for part in typed):
        return None
    try:
        opens, break_from, break_to, closes = (_clock(part) for part in typed)
    except ValueError:
        raise HoursUnreadable(weekday=weekday) from None
    if not opens < break_from <= break_to < closes:
        raise HoursOutOfOrder(weekday=weekday)
    return {"opens": opens, "closes": closes, "break": [break_from, break_to]}


def _clock(text: str) -> str:
    hour, _, minute = text.strip().replace(".", ":").partition(":")
    return time(int(hour), int(minute)).strftime("%H:%M")


def _text(typed: str) -> str:
    said = " ".join(typed.split())
    if len(said) > LONGEST:
        raise TextTooLong(limit=LONGEST)
    return said
