"""The comments of a record as pages show them, and the form for the next one."""

from dataclasses import dataclass

from api.pages.form_view import FieldView
from api.pages.words import Link, Option


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment; `text` is empty when its author took it back; `withdraw` is where he may still do so."""

    id: str
    who: str
    at: str
    text: str
    gone: str = ""
    to: str = ""
    papers: tuple[Link, ...] = ()
    withdraw: str = ""


@dataclass(frozen=True, slots=True)
class SayView:
    """The form for a comment: where it goes, what was typed, what is wrong with it."""

    url: str
    key: str
    text: str
    limit: int
    papers: FieldView
    people: tuple[Option, ...]
    chosen: tuple[str, ...]
    trouble: str = ""
    text_fault: str = ""
    people_fault: str = ""


@dataclass(frozen=True, slots=True)
class CommentsView:
    """All that a page shows: comments oldest first, how many were left out, the form (None: who only reads)."""

    comments: tuple[CommentView, ...]
    count: int
    form: SayView | None
    all_url: str = ""
