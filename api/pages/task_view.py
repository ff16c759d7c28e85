"""A task as its page shows it."""

from dataclasses import dataclass

from api.pages.form_view import FormView
from api.pages.words import Fact, Lamp, Tag


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a scan; sizes in px."""

    number: int
    url: str
    thumb: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ScanView:
    """The scan beside a task; `waiting` is said while it has no page images."""

    about: str
    original: str
    pages: tuple[PageView, ...]
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class NoteView:
    """What somebody wrote before: `by` says who, when, to whom."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task: its facts, its scan, its form (none when it can only be looked at; then `closed` says why)."""

    id: str
    ask: str
    title: str
    over: str
    lamp: Lamp
    limit: str
    facts: tuple[Fact, ...]
    back: str
    position: str
    record_url: str
    door: str
    form: FormView | None
    scan: ScanView | None = None
    notes: tuple[NoteView, ...] = ()
    tags: tuple[Tag, ...] = ()
    guide: str = ""
    closed: str = ""
    claim_url: str = ""
    release_url: str = ""
