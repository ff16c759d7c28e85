"""Questions about one letter and about periods: its page, the agenda book, the times of units."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.act import Actor
from kernel.calendar import Calendar
from people import structure
from workflows.letters import access, attachments, tree
from workflows.letters.access import Surface, Verdict
from workflows.letters.models import Disposition, DispositionRecipient, Letter, LetterDocument
from workflows.letters.opening import Opened
from workflows.letters.tree import Given


@dataclass(frozen=True, slots=True)
class LetterCase:
    """A letter for its page: the row is complete only when `masked` is false; tree and documents as allowed."""

    letter: Letter
    masked: bool
    tree: tuple[Given, ...]
    documents: tuple[LetterDocument, ...]
    shows_log: bool
    shows_images: bool
    linked: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One line of the agenda book; `masked` ones show number, dates and codes only."""

    letter: Letter
    masked: bool
    tree: tuple[Given, ...]


@dataclass(slots=True)
class UnitTimes:
    """Office time in one unit over a period: medians, and how many duties were late."""

    unit: str
    reading: list[timedelta] = field(default_factory=list)
    disposing: list[timedelta] = field(default_factory=list)
    finishing: list[timedelta] = field(default_factory=list)
    duties: int = 0
    late: int = 0

    @property
    def to_read(self) -> timedelta | None:
        return median(self.reading) if self.reading else None

    @property
    def to_dispose(self) -> timedelta | None:
        return median(self.disposing) if self.disposing else None

    @property
    def to_finish(self) -> timedelta | None:
        return median(self.finishing) if self.finishing else None


def case_of(session: Session, opened: Opened) -> LetterCase:
    """The page of a letter that was opened."""
    letter, masked = opened.letter, opened.verdict is not Verdict.ALLOWED
    whole = tree_of(session, letter.id)
    documents = tuple(attachments.list_of(session, letter.id)) if opened.may(Surface.SCAN) is Verdict.ALLOWED else ()
    related = [other for other in (letter.duplicate_of, letter.follows) if other]
    return LetterCase(
        letter=letter,
        masked=masked,
        tree=tree.without_texts(whole) if masked else whole,
        documents=documents,
        shows_log=opened.may(Surface.LOG) is Verdict.ALLOWED,
        shows_images=opened.may(Surface.IMAGES) is Verdict.ALLOWED,
        linked=tuple(session.scalars(select(Letter).where(Letter.id.in_(related)).order_by(Letter.id))),
    )


def tree_of(session: Session, letter_id: str) -> tuple[Given, ...]:
    """The tree of dispositions of one letter, with its texts."""
    given = session.scalars(select(Disposition).where(Disposition.letter_id == letter_id))
    received = session.scalars(select(DispositionRecipient).where(DispositionRecipient.letter_id == letter_id))
    return tree.build(list(given), list(received))


def agenda_book(session: Session, actor: Actor, since: date, until: date, calendar: Calendar) -> list[BookEntry]:
    """The letters received in a period (both days included) in the order of their agenda numbers."""
    begins, ends = _bounds(calendar, since, until)
    chosen = select(Letter).where(
        Letter.agenda_serial.is_not(None), Letter.received_at >= begins, Letter.received_at < ends
    )
    letters = list(session.scalars(chosen.order_by(Letter.agenda_year, Letter.agenda_serial)))
    verdicts = {one: access.best(access.by_role(actor), one, Surface.EXPORT) for one in access.SECURITIES}
    shown = [letter for letter in letters if verdicts[letter.security] is not Verdict.HIDDEN]
    trees = _trees(session, [letter.id for letter in shown])
    return [
        BookEntry(letter, verdicts[letter.security] is not Verdict.ALLOWED, trees.get(letter.id, ()))
        for letter in shown
    ]


def unit_times(session: Session, since: date, until: date, calendar: Calendar, now: datetime) -> list[UnitTimes]:
    """For each unit that was given something in a period: office time to read, to dispose or forward, to finish."""
    begins, ends = _bounds(calendar, since, until)
    units = {post.code: post.unit for post in structure.list_posts(session)}
    found: dict[str, UnitTimes] = {}
    letters = select(Letter).where(Letter.routed_at >= begins, Letter.routed_at < ends)
    for letter in session.scalars(letters.order_by(Letter.id)):
        times = found.setdefault(units[letter.addressee], UnitTimes(units[letter.addressee]))
        assert letter.routed_at is not None  # noqa: S101 - chosen so
        _add(times.reading, calendar, letter.routed_at, letter.read_at)
        _add(times.disposing, calendar, letter.routed_at, letter.disposed_at)
        times.duties, times.late = times.duties + 1, times.late + (letter.late_at is not None)
    received = select(DispositionRecipient).where(
        DispositionRecipient.created_at >= begins, DispositionRecipient.created_at < ends
    )
    for row in session.scalars(received.order_by(DispositionRecipient.id)):
        times = found.setdefault(units[row.post], UnitTimes(units[row.post]))
        _add(times.reading, calendar, row.created_at, row.read_at)
        if row.binding:
            _add(times.disposing, calendar, row.created_at, row.forwarded_at)
            _add(times.finishing, calendar, row.created_at, row.closed_at)
            late = row.due_at is not None and (row.closed_at or now) > row.due_at
            times.duties, times.late = times.duties + 1, times.late + late
    return [found[unit] for unit in sorted(found)]


def _trees(session: Session, letter_ids: list[str]) -> dict[str, tuple[Given, ...]]:
    given: dict[str, list[Disposition]] = {}
    received: dict[str, list[DispositionRecipient]] = {}
    for some in _portions(letter_ids):
        for row in session.scalars(select(Disposition).where(Disposition.letter_id.in_(some))):
            given.setdefault(row.letter_id, []).append(row)
        for one in session.scalars(select(DispositionRecipient).where(DispositionRecipient.letter_id.in_(some))):
            received.setdefault(one.letter_id, []).append(one)
    return {letter_id: tree.build(rows, received.get(letter_id, [])) for letter_id, rows in given.items()}


def _portions(items: list[str], size: int = 500) -> Iterable[list[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _bounds(calendar: Calendar, since: date, until: date) -> tuple[datetime, datetime]:
    midnight = datetime.min.time()
    begins = datetime.combine(since, midnight, calendar.timezone)
    return begins, datetime.combine(until + timedelta(days=1), midnight, calendar.timezone)


def _add(times: list[timedelta], calendar: Calendar, start: datetime, end: datetime | None) -> None:
    if end is not None:
        times.append(calendar.working_between(start, end))
