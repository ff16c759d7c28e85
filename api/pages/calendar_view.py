"""The office calendar in finished words: the year, the draft, the preview, a version."""

from collections import defaultdict
from dataclasses import dataclass, field

from api.pages.words import Option


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month; tone '' (work), off, holiday, joint, local, extra or short; `title` says why."""

    number: str
    tone: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month as rows of seven days; None lies in another month."""

    name: str
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A day that a decree names; `on` and `code` are what forms send back."""

    on: str
    day: str
    kind: str
    code: str
    tone: str
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class HoursField:
    """The hours of a weekday: in words, and the four times a form shows ('' on a day without work)."""

    code: str
    weekday: str
    said: str
    opens: str = ""
    break_from: str = ""
    break_to: str = ""
    closes: str = ""


@dataclass(frozen=True, slots=True)
class PeriodView:
    """Days with hours of their own."""

    name: str
    days: str
    first: str
    last: str
    hours: tuple[HoursField, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A published version, or the one that ships (no address)."""

    version: str
    url: str
    about: str
    note: str
    current: bool


@dataclass(frozen=True, slots=True)
class YearView:
    """The year for everybody."""

    year: int
    summary: str
    complete: str
    before: str
    after: str
    weekdays: tuple[tuple[str, str], ...]
    months: tuple[Month, ...]
    named: tuple[NamedLine, ...]
    hours: tuple[HoursField, ...]
    periods: tuple[PeriodView, ...]
    versions: tuple[VersionLine, ...]
    may_edit: bool
    drafted: bool


@dataclass(frozen=True, slots=True)
class DraftView:
    """What the editor shows of a draft, or of the calendar in force before the first change."""

    summary: str
    exists: bool
    overtaken: bool
    stops: tuple[str, ...]
    hints: tuple[str, ...]
    changes: tuple[str, ...]
    year: int
    complete: bool
    years: tuple[Option, ...]
    named: tuple[NamedLine, ...]
    kinds: tuple[Option, ...]
    hours: tuple[HoursField, ...]
    periods: tuple[PeriodView, ...]
    blank: PeriodView


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A deadline that moves: of which record or case, which one, from when to when."""

    title: str
    url: str
    process: str
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What publishing would do."""

    base: str
    counts: tuple[str, ...]
    changes: tuple[str, ...]
    stops: tuple[str, ...]
    hints: tuple[str, ...]
    moves: tuple[MoveLine, ...]
    effects: tuple[MoveLine, ...]
    more: str
    first: bool
    overtaken: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    """One published version and how far the running cases are with it."""

    version: str
    about: str
    note: str
    changes: tuple[str, ...]
    progress: str
    moved: int
    total: int
    details: tuple[str, ...]
    running: bool
    may_move: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A deed that was refused: why, line by line, and what was typed; `form` names the form."""

    said: str = ""
    lines: tuple[str, ...] = ()
    form: str = ""
    typed: dict[str, str] = field(default_factory=lambda: defaultdict(str))
