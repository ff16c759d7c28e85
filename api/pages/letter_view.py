"""A letter, the register of letters and the agenda book as their pages show them."""

from dataclasses import dataclass
from datetime import date

from api.pages.comment_view import CommentsView
from api.pages.form_view import FormView
from api.pages.spine_view import SpineView
from api.pages.task_view import ScanView
from api.pages.words import Empty, Fact, Lamp, Link, Option, Tag


@dataclass(frozen=True, slots=True)
class NodeView:
    """One recipient in the tree of dispositions, with what he gave on."""

    post: str
    who: str
    lamp: Lamp
    lines: tuple[str, ...] = ()
    said: str = ""
    tags: tuple[Tag, ...] = ()
    papers: tuple[Link, ...] = ()
    children: tuple["NodeView", ...] = ()


@dataclass(frozen=True, slots=True)
class ProcessView:
    """An instance that concerns the letter."""

    name: str
    state: str
    here: str
    replay: str


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter as a case."""

    id: str
    over: str
    title: str
    from_line: str
    tags: tuple[Tag, ...]
    turn: Lamp
    turn_note: str
    doors: tuple[Link, ...]
    facts: tuple[Fact, ...]
    tree: tuple[NodeView, ...]
    no_tree: str
    scan: ScanView | None
    papers: tuple[Fact, ...]
    processes: tuple[ProcessView, ...]
    spine: SpineView | None
    envelope: FormView | None = None
    comments: CommentsView | None = None


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One line of the register."""

    url: str
    agenda: str
    received: str
    number: str
    sender: str
    subject: str
    lamp: Lamp
    whose: str
    tags: tuple[Tag, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The register with its filters."""

    title: str
    summary: str
    text: str
    since: str
    until: str
    states: tuple[Option, ...]
    securities: tuple[Option, ...]
    rows: tuple[LetterRow, ...]
    older: str
    empty: Empty
    may_register: bool
    agenda_url: str


@dataclass(frozen=True, slots=True)
class BookRow:
    """One line of the agenda book: finished words in the order of its columns."""

    url: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimingRow:
    """Times of one unit in words of working time."""

    unit: str
    letters: str
    to_read: str
    to_dispose: str
    to_finish: str
    late: str


@dataclass(frozen=True, slots=True)
class BookView:
    """The agenda book of a period, and the times of the units."""

    title: str
    since: date
    until: date
    columns: tuple[str, ...]
    rows: tuple[BookRow, ...]
    timing: tuple[TimingRow, ...]
    pdf: str
    csv: str
    empty: Empty
