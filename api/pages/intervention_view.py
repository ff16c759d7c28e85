"""The administrator's places as their pages show them: cases, one case, what an order would lead to, versions."""

from dataclasses import dataclass

from api.pages.words import Link


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of the list; `about` is what its record is called, as far as the reader may know it."""

    id: str
    about: str
    process: str
    version: str
    state: str
    began: str
    url: str


@dataclass(frozen=True, slots=True)
class CasesView:
    """The newest cases."""

    rows: tuple[CaseLine, ...]
    older: str


@dataclass(frozen=True, slots=True)
class Foresight:
    """What an order would lead to, in words."""

    deed: str
    before: str
    after: str
    opened: str
    ran: str
    state: str


@dataclass(frozen=True, slots=True)
class InterventionView:
    """One case before an administrator; `kept` are the fields of the order that waits to be confirmed."""

    id: str
    over: str
    title: str
    state: str
    standing: tuple[str, ...]
    data: tuple[tuple[str, str], ...]
    deeds: tuple[Choice, ...]
    tokens: tuple[Choice, ...]
    elements: tuple[Choice, ...]
    reasons: tuple[Choice, ...]
    typed: dict[str, str]
    past: tuple[tuple[str, str], ...]
    doors: tuple[Link, ...]
    trouble: str = ""
    foresight: Foresight | None = None
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One case that could be moved to another version, or why not."""

    id: str
    url: str
    why: str
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class MigrationView:
    """A rehearsal; `moved` are the cases that were moved just now and can be taken back."""

    processes: tuple[Choice, ...]
    versions: tuple[Choice, ...]
    goals: tuple[Choice, ...]
    reasons: tuple[Choice, ...]
    process: str = ""
    start: str = ""
    goal: str = ""
    rows: tuple[MoveLine, ...] = ()
    summary: str = ""
    moved: tuple[str, ...] = ()
    said: str = ""
    trouble: str = ""
    words: str = ""
