"""The limits of a letter and of the duties it creates. Pure: office time comes from the calendar that is given."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from kernel.calendar import Calendar
from workflows.letters.settings import LetterSettings, letter_settings

CLOCK = frozenset({"segera", "sangat_segera"})


@dataclass(frozen=True, slots=True)
class Stages:
    """When a duty is reminded of, when it is late, when the giver's superior hears of it."""

    half_at: datetime
    due_at: datetime
    escalate_at: datetime


def letter_due(calendar: Calendar, limits: LetterSettings, urgency: str, received_at: datetime) -> datetime:
    """When a letter must be settled: clock hours for urgent ones (then shifted to opening), else working days."""
    if urgency in CLOCK:
        return calendar.add_clock_hours(received_at, limits.letter_limits[f"{urgency}_hours"])
    return calendar.close_of_nth_working_day_after(received_at, limits.letter_limits["biasa_working_days"])


def dispose_due(calendar: Calendar, limits: LetterSettings, urgency: str, at: datetime) -> datetime:
    """When the head must have disposed of a letter that reached him at `at`."""
    if urgency in CLOCK:
        return calendar.add_working_hours(at, limits.dispose_limits[f"{urgency}_working_hours"])
    return calendar.add_working_days(at, limits.dispose_limits["biasa_working_days"])


def accept_due(calendar: Calendar, limits: LetterSettings, at: datetime) -> datetime:
    """When a report is taken as accepted if nobody looked at it."""
    return calendar.add_working_days(at, limits.accept_working_days)


def file_due(calendar: Calendar, limits: LetterSettings, at: datetime) -> datetime:
    """When a finished letter must lie in its file."""
    return calendar.add_working_days(at, limits.file_working_days)


def first_due(calendar: Calendar, limits: LetterSettings, at: datetime, letter_due_at: datetime) -> datetime:
    """The limit of whom the head disposes to: the letter's own; a short grace when that has passed."""
    return letter_due_at if letter_due_at > at else _grace(calendar, limits, at)


def child_due(calendar: Calendar, limits: LetterSettings, at: datetime, own_due_at: datetime) -> datetime:
    """The limit of whom a recipient forwards to: half of the office time left; a short grace when none is left."""
    if own_due_at <= at or calendar.working_between(at, own_due_at) <= timedelta(0):
        return _grace(calendar, limits, at)
    return calendar.fraction(at, own_due_at, Fraction(limits.child_part))


def steps(process: str) -> dict[str, int]:
    """How many working days the steps of a process may take, by element; ordinary letters."""
    limits = letter_settings()
    if process != "letter_disposition":
        return {}
    return {
        "dispose": limits.dispose_limits["biasa_working_days"],
        "branches_closed": limits.letter_limits["biasa_working_days"],
        "file": limits.file_working_days,
    }


def stages(calendar: Calendar, limits: LetterSettings, start: datetime, due_at: datetime, *, clock: bool) -> Stages:
    """The three instants of a duty; the half is taken on the clock for limits in clock hours, else in office time."""
    part = Fraction(limits.remind_part)
    if clock:
        half = calendar.fraction_of_clock(start, Fraction((due_at - start) / timedelta(hours=1)), part)
        half = min(half, due_at)
    else:
        half = calendar.fraction(start, due_at, part)
    return Stages(half, due_at, calendar.add_working_days(due_at, limits.escalate_working_days))


def local(calendar: Calendar, text: str) -> datetime:
    """The instant of a local date and time (`2026-11-12T09:30`) in the office's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=calendar.timezone)


def _grace(calendar: Calendar, limits: LetterSettings, at: datetime) -> datetime:
    return calendar.add_working_hours(at, limits.overdue_grace_working_hours)
