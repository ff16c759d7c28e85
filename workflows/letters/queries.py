"""Questions about one letter and about periods: its page, the agenda book, the times of units."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.act import Actor
from kernel.calendar import Calendar
from people import structure
from workflows.letters import access, attachments, facts, listing, tree
from workflows.letters.access import Relation, Surface, Verdict
from workflows.letters.facts import LetterFacts
from workflows.letters.listing import LetterLine
from workflows.letters.models import Disposition, DispositionRecipient, Letter, LetterDocument
from workflows.letters.opening import Opened
from workflows.letters.tree import Given


@dataclass(frozen=True, slots=True)
class LetterCase:
    """A letter for its page: facts, tree and documents as far as they may be shown; `linked`: letters it belongs to.

    `missing`: what of `document` and `subject` a secret letter lacks, for whom may add it.
    """

    letter: LetterFacts
    masked: bool
    tree: tuple[Given, ...]
    documents: tuple[LetterDocument, ...]
    shows_log: bool
    shows_images: bool
    linked: tuple[LetterLine, ...] = ()
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One line of the agenda book; `masked` ones hold number, dates and codes only."""

    letter: LetterFacts
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
        return _middle(self.reading)

    @property
    def to_dispose(self) -> timedelta | None:
        return _middle(self.disposing)

    @property
    def to_finish(self) -> timedelta | None:
        return _middle(self.finishing)


def case_of(session: Session, opened: Opened) -> LetterCase:
    """The page of a letter that was opened."""
    letter, masked = opened.letter, opened.verdict is not Verdict.ALLOWED
    whole = tree_of(session, letter.id)
    documents = tuple(attachments.list_of(session, letter.id)) if opened.may(Surface.SCAN) is Verdict.ALLOWED else ()
    related = [other for other in (letter.duplicate_of, letter.follows) if other]
    others = select(Letter).where(Letter.id.in_(related)).order_by(Letter.id)
    return LetterCase(
        letter=facts.on_page(letter, masked=masked),
        masked=masked,
        tree=tree.without_texts(whole) if masked else whole,
        documents=documents,
        shows_log=opened.may(Surface.LOG) is Verdict.ALLOWED,
        shows_images=opened.may(Surface.IMAGES) is Verdict.ALLOWED,
        linked=tuple(listing.line(one, Verdict.MASKED) for one in session.scalars(others)),
        missing=missing_of(letter, opened.relations, scanned=any(row.role == attachments.SCAN for row in documents)),
    )


def missing_of(letter: Letter, relations: Iterable[Relation], *, scanned: bool) -> frozenset[str]:
    """What of `document` and `subject` a secret letter lacks; nothing for those who may not add it."""
    if letter.security not in access.SECRET or not access.may_attach(relations, letter.security):
        return frozenset()
    there = {"document": scanned, "subject": bool(letter.subject)}
    return frozenset(name for name, given in there.items() if not given)


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
    found = []
    for letter in shown:
        masked = verdicts[letter.security] is not Verdict.ALLOWED
        below = trees.get(letter.id, ())
        shown_tree = tree.without_texts(below) if masked else below
        found.append(BookEntry(facts.in_book(letter, masked=masked), masked, shown_tree))
    return found


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


def _middle(times: list[timedelta]) -> timedelta | None:
    """The median."""
    ordered, half = sorted(times), len(times) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
