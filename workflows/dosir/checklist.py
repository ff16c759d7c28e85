"""What a file should hold, what it holds, what ends: the check-list of a person by his employment. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflows.dosir.declarations import Kind, declared
from workflows.dosir.settings import dosir_settings
from workflows.dosir.states import EntryState


class Mark(StrEnum):
    """How a document, or a kind in a file, stands on a day."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Held:
    """A document in force: its kind and last day."""

    kind: str
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One kind that is needed, and how it stands."""

    kind: Kind
    mark: Mark
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    """The check-list of a file: `percent` of what is needed is there and has not ended, rounded down."""

    lines: tuple[Line, ...]
    expiring: tuple[Line, ...]

    @property
    def needed(self) -> int:
        return len(self.lines)

    @property
    def there(self) -> int:
        return sum(line.mark in (Mark.VALID, Mark.EXPIRING) for line in self.lines)

    @property
    def percent(self) -> int:
        return 100 if not self.lines else self.there * 100 // self.needed

    @property
    def missing(self) -> tuple[Line, ...]:
        """What is needed and not there, or has ended."""
        return tuple(line for line in self.lines if line.mark in (Mark.MISSING, Mark.EXPIRED))


def mark_of(until: date | None, today: date) -> Mark:
    """How a document with this last day stands."""
    if until is None:
        return Mark.VALID
    if until < today:
        return Mark.EXPIRED
    soon = today + timedelta(days=dosir_settings().expiring_days)
    return Mark.EXPIRING if until <= soon else Mark.VALID


def needed_of(employment: str, profile: Mapping[str, str]) -> tuple[Kind, ...]:
    """The kinds that a file needs, by employment and by the values of the profile that bring more."""
    return tuple(
        kind
        for kind in declared().kinds.values()
        if employment in kind.needed and all(profile.get(name) in wanted for name, wanted in kind.needed_when.items())
    )


def completeness(needed: Iterable[Kind], held: Sequence[Held], today: date) -> Completeness:
    """Compare what is needed with what is held on a day; of several of a kind the one that lasts longest counts."""
    by_kind: dict[str, list[date | None]] = {}
    for one in held:
        by_kind.setdefault(one.kind, []).append(one.valid_until)
    lines = tuple(_line(kind, by_kind.get(kind.code), today) for kind in needed)
    known = declared().kinds
    ends = [
        Line(known[one.kind], mark_of(one.valid_until, today), one.valid_until) for one in held if one.kind in known
    ]
    expiring = sorted((line for line in ends if line.mark in (Mark.EXPIRING, Mark.EXPIRED)), key=_last_day)
    return Completeness(lines, tuple(expiring))


def is_held(state: str) -> bool:
    """Whether a document of this state counts."""
    return state == EntryState.IN_FORCE


def _line(kind: Kind, ends: list[date | None] | None, today: date) -> Line:
    if not ends:
        return Line(kind, Mark.MISSING)
    longest = None if None in ends else max(end for end in ends if end is not None)
    return Line(kind, mark_of(longest, today), longest)


def _last_day(line: Line) -> date:
    return line.until or date.max
