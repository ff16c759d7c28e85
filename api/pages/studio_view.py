"""The studio as its pages show it."""

from dataclasses import dataclass

from api.pages.words import Link


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process of the list; `running` says how many cases run on which version."""

    key: str
    name: str
    url: str
    newest: str
    published: str
    note: str
    running: str
    draft: str


@dataclass(frozen=True, slots=True)
class StudioView:
    """All processes."""

    summary: str
    rows: tuple[ProcessRow, ...]
    incidents: int = 0
    alarms: int = 0


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a process."""

    number: int
    url: str
    author: str
    when: str
    note: str
    running: int
    newest: bool


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that can be downloaded."""

    name: str
    size: str
    url: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding: where, what, and what to do; tone `late` stands in the way of publishing, `today` is advice."""

    element: str
    name: str
    sentence: str
    remedy: str
    rule: str
    tone: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft of the visitor. `outdated` is the sentence that a newer version came out meanwhile, or ''."""

    based_on: str
    saved: str
    files: tuple[FileRow, ...]
    newest: int
    outdated: str


@dataclass(frozen=True, slots=True)
class ProcessView:
    """One process with its versions."""

    key: str
    name: str
    over: str
    versions: tuple[VersionRow, ...]
    draft: DraftView | None
    names: tuple[str, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: its drawing, its files, the doors."""

    key: str
    name: str
    number: int
    facts: tuple[tuple[str, str], ...]
    note: str
    files: tuple[FileRow, ...]
    diagram: str
    newest: int
    trouble: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class CheckView:
    """The check of a draft, and the form that publishes it."""

    key: str
    name: str
    draft: DraftView
    findings: tuple[FindingRow, ...]
    refused: bool
    trouble: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One element that differs."""

    how: str
    element: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A draft held against the newest version."""

    key: str
    name: str
    based_on: int
    newest: int
    rows: tuple[DifferenceRow, ...]
    files: tuple[str, ...]
    doors: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class EditorView:
    """The editor around the drawing."""

    key: str
    name: str
    over: str
    told: str
    newest: int
    css: str
    js: str
