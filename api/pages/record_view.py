"""A record whose case ends in papers, and the form it begins with, as their pages show them."""

from dataclasses import dataclass

from api.pages.comment_view import CommentsView
from api.pages.form_view import FormView
from api.pages.spine_view import SpineView
from api.pages.task_view import NoteView
from api.pages.words import Fact, Lamp, Link


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case of the record: where it is now."""

    name: str
    here: str
    state: str
    replay: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the record; `url` is its file when it was made."""

    number: str
    lamp: Lamp
    url: str
    check: str


@dataclass(frozen=True, slots=True)
class DeedView:
    """Something the reader may do with the record; `ask` is the label of a text that goes with it ('' for none)."""

    label: str
    about: str
    url: str
    ask: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record as a case."""

    over: str
    title: str
    turn: Lamp
    turn_note: str
    doors: tuple[Link, ...]
    facts: tuple[Fact, ...]
    notes: tuple[NoteView, ...]
    papers: tuple[PaperLine, ...]
    documents: tuple[Fact, ...]
    cases: tuple[CaseLine, ...]
    spine: SpineView | None
    deed: DeedView | None
    comments: CommentsView | None = None


@dataclass(frozen=True, slots=True)
class AskingView:
    """The form that begins a case; `name` keeps what is typed apart from other forms."""

    title: str
    about: str
    name: str
    form: FormView
