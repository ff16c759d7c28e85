"""ISO 8601 times as a diagram writes them: instants, durations, repetitions. All arithmetic is in UTC."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

DURATION = re.compile(
    r"P(?=\d|T\d)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
CYCLE = re.compile(r"R(?P<times>\d*)/(?:(?P<start>\d{4}-[^/]+)/)?(?P<duration>P[^/]+)")
MAX_MONTHS = 12_000


@dataclass(frozen=True, slots=True)
class Duration:
    """Calendar months, then exact seconds."""

    months: int
    seconds: int

    def after(self, at: dt.datetime) -> dt.datetime:
        """The instant this long after `at`; a day that the month lacks becomes its last."""
        index = at.year * 12 + at.month - 1 + self.months
        year, month = divmod(index, 12)
        day = min(at.day, monthrange(year, month + 1)[1])
        return at.replace(year=year, month=month + 1, day=day) + dt.timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repetition: `times` is None when it has no end; `start` is the first occurrence, if it is fixed."""

    times: int | None
    start: dt.datetime | None
    every: Duration


def instant(text: str) -> dt.datetime:
    """The instant of an ISO text with a zone, in UTC. Raises ValueError."""
    if not INSTANT.fullmatch(text):
        raise ValueError(f"'{text}' is not an instant like 2026-11-12T08:00:00+07:00")
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"the instant '{text}' has no time zone")
    return found.astimezone(dt.UTC)


def duration(text: str) -> Duration:
    """The duration of an ISO text like P1D or PT30M. Raises ValueError."""
    match = DURATION.fullmatch(text)
    if match is None or len(text) > 40:
        raise ValueError(f"'{text}' is not a duration like P1D or PT30M")
    part = {name: int(value or 0) for name, value in match.groupdict().items()}
    days = part["weeks"] * 7 + part["days"]
    months = part["years"] * 12 + part["months"]
    if months > MAX_MONTHS or days > MAX_MONTHS * 30:
        raise ValueError(f"the duration '{text}' is too long")
    return Duration(months, ((days * 24 + part["hours"]) * 60 + part["minutes"]) * 60 + part["seconds"])


def cycle(text: str) -> Cycle:
    """The repetition of an ISO text like R3/PT10M or R/2026-11-12T08:00:00Z/P1D. Raises ValueError."""
    match = CYCLE.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not a repetition like R3/PT10M")
    every = duration(match["duration"])
    if not every.months and not every.seconds:
        raise ValueError(f"the repetition '{text}' has no length")
    if match["times"] and int(match["times"]) < 1:
        raise ValueError(f"the repetition '{text}' never happens")
    start = instant(match["start"]) if match["start"] else None
    return Cycle(int(match["times"]) if match["times"] else None, start, every)


def is_literal(text: str) -> bool:
    """Whether a timer's text is a time itself and not an expression for one."""
    return bool(re.match(r"(-?P[\dT]|R-?\d*/|\d{4}-\d{2}-\d{2})", text))
