"""One leave request, the personnel desk and the team calendar as their pages show them."""

from dataclasses import dataclass

from api.pages.comment_view import CommentsView
from api.pages.leave_view import Strip
from api.pages.spine_view import SpineView
from api.pages.task_view import NoteView
from api.pages.words import Empty, Fact, Lamp, Link, Option, Tag


@dataclass(frozen=True, slots=True)
class RecallView:
    """The form that calls somebody back; dates as an input reads them."""

    first: str
    last: str
    key: str


@dataclass(frozen=True, slots=True)
class LeavePage:
    """A request as a case; what may not be shown is empty."""

    id: str
    over: str
    title: str
    dates: str
    tags: tuple[Tag, ...]
    turn: Lamp
    where: str
    forecast: str
    doors: tuple[Link, ...]
    facts: tuple[Fact, ...]
    notes: tuple[NoteView, ...]
    waiting: tuple[Fact, ...]
    documents: tuple[Fact, ...]
    papers: tuple[Fact, ...]
    strip: Strip
    spine: SpineView | None
    comments: CommentsView | None
    may_withdraw: bool
    recall: RecallView | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One request at the personnel desk."""

    name: str
    about: str
    url: str
    lamp: Lamp


@dataclass(frozen=True, slots=True)
class DeskList:
    """One list of the desk."""

    key: str
    title: str
    rows: tuple[DeskRow, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class DeskView:
    """The personnel desk of leave."""

    summary: str
    lists: tuple[DeskList, ...]


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of one person; `kind` is its class, `said` tells it in words, `mark` is its letter."""

    kind: str
    mark: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One person of the unit: a cell for each day, and the absences in words for phones."""

    name: str
    cells: tuple[DayCell, ...]
    away: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TeamView:
    """Who of a unit is away in a month."""

    title: str
    units: tuple[Option, ...]
    month: str
    before: str
    after: str
    days: tuple[DayCell, ...]
    rows: tuple[MemberRow, ...]
    empty: Empty
