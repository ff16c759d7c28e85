"""Office working time: which days count, when the office opens and closes, how long something takes.

Pure: instants come in and go out as aware UTC datetimes; dates are dates of the office's own time zone.
Holidays are data (a decree), never computed. Knows no letters, no leave, no database.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADDED_WORKING_DAY = "kerja_khusus"
BUNDLED = Path(__file__).with_name("calendar_2026.json")

_DAY = timedelta(days=1)
_NOTHING = timedelta(0)
_HOUR = 3_600_000_000  # microseconds


@dataclass(frozen=True)
class Hours:
    """Opening, closing and break of one weekday, in local clock times."""

    opens: time
    closes: time
    break_from: time
    break_to: time

    def __post_init__(self) -> None:
        if not self.opens < self.break_from <= self.break_to < self.closes:
            raise ValueError(f"hours out of order: {self}")


Week = Mapping[int, Hours]


@dataclass(frozen=True)
class Period:
    """Days with hours of their own (Ramadan), `first` and `last` both included."""

    name: str
    first: date
    last: date
    hours: Week


@dataclass(frozen=True)
class NamedDay:
    """A day that a decree names: kind libur_nasional, cuti_bersama, libur_lokal or kerja_khusus (a working day)."""

    on: date
    kind: str
    name: str
    basis: str


@dataclass(frozen=True)
class DayCount:
    """One line of a deadline's arithmetic: `number` counts the working days, None on a skipped day.

    `reason` is 'working', 'weekend' or the kind of the named day; `name` the holiday or the period of hours.
    """

    on: date
    number: int | None
    reason: str
    name: str


@dataclass(frozen=True)
class Calendar:
    """The working time of one office in one recorded version."""

    version: str
    days: Mapping[date, NamedDay]
    hours: Week
    periods: tuple[Period, ...]
    timezone: ZoneInfo
    full_years: frozenset[int]

    def __post_init__(self) -> None:
        if not self.hours:
            raise ValueError("a calendar needs at least one weekday with hours")

    def has_full_year(self, year: int) -> bool:
        """Whether the complete list of holidays of that year is known."""
        return year in self.full_years

    def date_of(self, at: datetime) -> date:
        """The office's own date at an instant."""
        return self._local(at).date()

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on that date."""
        return self._hours_on(day) is not None

    def kind_of(self, day: date) -> str:
        """'working', 'weekend', or the kind of the named day on which the office is closed."""
        if self.is_working_day(day):
            return "working"
        named = self.days.get(day)
        return "weekend" if named is None else named.kind

    def opens_at(self, day: date) -> datetime:
        """The instant the office opens on a working day. Raises: ValueError on any other day."""
        return self._instant(day, self._require_hours(day).opens)

    def closes_at(self, day: date) -> datetime:
        """The instant the office closes on a working day. Raises: ValueError on any other day."""
        return self._instant(day, self._require_hours(day).closes)

    def shift_to_open(self, at: datetime) -> datetime:
        """The instant itself inside working time (breaks and the closing instant included), else the next opening."""
        day = self.date_of(at)
        if self.is_working_day(day) and at <= self.closes_at(day):
            return max(at, self.opens_at(day)).astimezone(UTC)
        return self.opens_at(self._working_day_after(day, 1))

    def add_clock_hours(self, at: datetime, hours: float | Fraction) -> datetime:
        """Clock hours later, nights and holidays counted, then shifted to the next opening."""
        return self.shift_to_open(at + _duration(hours))

    def add_working_days(self, at: datetime, count: int) -> datetime:
        """The same clock time on the count-th next working day, clipped to that day's hours; 0 only shifts."""
        if count == 0:
            return self.shift_to_open(at)
        local = self._local(at)
        day = self._working_day_after(local.date(), count)
        same_clock = self._instant(day, local.time())
        return min(max(same_clock, self.opens_at(day)), self.closes_at(day))

    def close_of_nth_working_day_after(self, at: datetime, count: int) -> datetime:
        """Closing time of the count-th working day after the date of `at` (count >= 1)."""
        return self.closes_at(self._working_day_after(self.date_of(at), count))

    def add_working_hours(self, at: datetime, hours: float | Fraction) -> datetime:
        """The first instant by which so many office hours, without breaks, have passed since `at`."""
        return self._add_working(at, _duration(hours))

    def working_between(self, start: datetime, end: datetime) -> timedelta:
        """Office time without breaks from start to end; negative when end lies before start."""
        if end < start:
            return -self.working_between(end, start)
        total, day, last = _NOTHING, self.date_of(start), self.date_of(end)
        while day <= last:
            for opens, closes in self._stretches(day):
                total += max(min(closes, end) - max(opens, start), _NOTHING)
            day += _DAY
        return total

    def fraction(self, start: datetime, due: datetime, part: float | Fraction) -> datetime:
        """When that part (0..1) of a deadline in working days or office hours has passed, in office time."""
        _require_part(part)
        if due <= start:
            return due.astimezone(UTC)
        return min(self._add_working(start, _times(self.working_between(start, due), part)), due.astimezone(UTC))

    def fraction_of_clock(self, start: datetime, hours: float | Fraction, part: float | Fraction) -> datetime:
        """When that part (0..1) of a deadline in clock hours has passed: taken on the clock, then shifted."""
        _require_part(part)
        return self.shift_to_open(start + _times(_duration(hours), part))

    def arithmetic(self, start: datetime, due: datetime) -> tuple[DayCount, ...]:
        """The days after the date of `start` up to the date of `due`, each counted or skipped with its reason."""
        lines: list[DayCount] = []
        number, day, last = 0, self.date_of(start) + _DAY, self.date_of(due)
        while day <= last:
            named = self.days.get(day)
            if self.is_working_day(day):
                number += 1
                period = self._period_on(day)
                lines.append(DayCount(day, number, "working", period.name if period else ""))
            elif named is not None:
                lines.append(DayCount(day, None, named.kind, named.name))
            else:
                lines.append(DayCount(day, None, "weekend", ""))
            day += _DAY
        return tuple(lines)

    def _add_working(self, at: datetime, wanted: timedelta) -> datetime:
        if wanted < _NOTHING:
            raise ValueError("working time is added, never taken away")
        if wanted == _NOTHING:
            return self.shift_to_open(at)
        for opens, closes in self._stretches_from(at):
            begins = max(opens, at)
            if closes - begins >= wanted:
                return (begins + wanted).astimezone(UTC)
            wanted -= max(closes - begins, _NOTHING)
        raise AssertionError("working time never ends")

    def _stretches_from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = self.date_of(at)
        while True:
            yield from self._stretches(day)
            day += _DAY

    def _stretches(self, day: date) -> list[tuple[datetime, datetime]]:
        hours = self._hours_on(day)
        if hours is None:
            return []
        edges = ((hours.opens, hours.break_from), (hours.break_to, hours.closes))
        return [(self._instant(day, begins), self._instant(day, ends)) for begins, ends in edges]

    def _working_day_after(self, day: date, count: int) -> date:
        if count < 1:
            raise ValueError("working days are counted forward, from 1")
        while count:
            day += _DAY
            count -= self.is_working_day(day)
        return day

    def _hours_on(self, day: date) -> Hours | None:
        named, period = self.days.get(day), self._period_on(day)
        week = period.hours if period else self.hours
        if named is None:
            return week.get(day.weekday())
        if named.kind == ADDED_WORKING_DAY:
            return week.get(day.weekday(), week[min(week)])
        return None

    def _period_on(self, day: date) -> Period | None:
        return next((period for period in self.periods if period.first <= day <= period.last), None)

    def _require_hours(self, day: date) -> Hours:
        hours = self._hours_on(day)
        if hours is None:
            raise ValueError(f"{day} is not a working day")
        return hours

    def _instant(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.timezone).astimezone(UTC)

    def _local(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return at.astimezone(self.timezone)


def from_json(raw: bytes | str) -> Calendar:
    """A calendar from its JSON text. Raises: ValueError or KeyError when the text is not such a calendar."""
    told = json.loads(raw)
    days = [NamedDay(date.fromisoformat(d["on"]), d["kind"], d["name"], d["basis"]) for d in told["days"]]
    periods = (
        Period(p["name"], date.fromisoformat(p["first"]), date.fromisoformat(p["last"]), _week(p["hours"]))
        for p in told["periods"]
    )
    return Calendar(
        version=told["version"],
        days={day.on: day for day in days},
        hours=_week(told["hours"]),
        periods=tuple(periods),
        timezone=ZoneInfo(told["timezone"]),
        full_years=frozenset(told["full_years"]),
    )


@lru_cache(maxsize=1)
def bundled() -> Calendar:
    """The calendar that ships with the product."""
    return from_json(BUNDLED.read_bytes())


def _week(told: Mapping[str, Any]) -> Week:
    return {WEEKDAYS.index(name): _hours(day) for name, day in told.items()}


def _hours(told: Mapping[str, Any]) -> Hours:
    break_from, break_to = told["break"]
    return Hours(*(time.fromisoformat(text) for text in (told["opens"], told["closes"], break_from, break_to)))


def _duration(hours: float | Fraction) -> timedelta:
    return timedelta(microseconds=round(Fraction(hours) * _HOUR))


def _times(length: timedelta, part: float | Fraction) -> timedelta:
    return timedelta(microseconds=round(Fraction(part) * (length // timedelta(microseconds=1))))


def _require_part(part: float | Fraction) -> None:
    if not 0 <= part <= 1:
        raise ValueError("a fraction lies between 0 and 1")
