"""Lists of letters: filters, search, keyset pages, whose turn it is. What may not be shown never leaves here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from kernel.act import Actor
from kernel.db import instant
from workflows.letters import access, duplicates
from workflows.letters.access import Relation, Surface, Verdict
from workflows.letters.models import Disposition, DispositionRecipient, Letter
from workflows.letters.states import BranchState, LetterState

WITH_GIVER = frozenset({BranchState.REPORTED, BranchState.ASKED})
WITH_RECIPIENT = frozenset({BranchState.SENT, BranchState.READ})
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty fields narrow nothing. `late_at`: open letters whose limit lies before it."""

    text: str = ""
    states: Collection[str] = ()
    securities: Collection[str] = ()
    urgencies: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    late_at: datetime | None = None


class Place(NamedTuple):
    """The last row of a page: the next page begins behind it."""

    received_at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter in a list. `masked`: only number, dates, codes and state stand in it. `turn`: post codes."""

    id: str
    agenda_no: str
    agenda_year: int | None
    state: str
    security: str
    urgency: str
    kind: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    masked: bool
    sender: str = ""
    number: str = ""
    dated_on: date | None = None
    subject: str = ""
    classification: str = ""
    turn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Rows in order, and the place behind which the next page begins (None at the end)."""

    rows: list[LetterLine]
    next: Place | None


def page(
    session: Session, actor: Actor, filters: Filters, *, after: Place | None = None, limit: int = 25
) -> LetterPage:
    """A page of the letters that the actor may know of, newest first."""
    chosen = select(Letter).where(access.listed(actor), *_conditions(filters))
    if after is not None:
        behind = (instant(after.received_at), after.id)
        chosen = chosen.where(tuple_(Letter.received_at, Letter.id) < tuple_(*behind))
    rows = list(session.scalars(chosen.order_by(Letter.received_at.desc(), Letter.id.desc()).limit(limit + 1)))
    shown = rows[:limit]
    last = Place(shown[-1].received_at, shown[-1].id) if len(rows) > limit else None
    surface = Surface.SEARCH if filters.text.strip() else Surface.LIST
    return LetterPage(lines(session, actor, shown, surface), last)


def lines(session: Session, actor: Actor, letters: Sequence[Letter], surface: Surface) -> list[LetterLine]:
    """Letters as lines of a list or search for this actor; hidden ones are left out."""
    ids = [letter.id for letter in letters]
    mine = set(session.scalars(select(Letter.id).where(Letter.id.in_(ids), access.in_chain(actor)))) if ids else set()
    turn = turns(session, letters)
    found = []
    for letter in letters:
        relations = access.by_role(actor) | ({Relation.CHAIN} if letter.id in mine else set())
        verdict = access.best(relations, letter.security, surface)
        if verdict is not Verdict.HIDDEN:
            whose = () if verdict is Verdict.MASKED and letter.id not in mine else turn.get(letter.id, ())
            found.append(replace(line(letter, verdict), turn=whose))
    return found


def line(letter: Letter, verdict: Verdict) -> LetterLine:
    """One letter with as much of it as the verdict lets through."""
    bare = LetterLine(
        id=letter.id,
        agenda_no=letter.agenda_no,
        agenda_year=letter.agenda_year,
        state=letter.state,
        security=letter.security,
        urgency=letter.urgency,
        kind=letter.kind,
        received_at=letter.received_at,
        due_at=letter.due_at,
        finished_at=letter.finished_at,
        masked=verdict is not Verdict.ALLOWED,
    )
    if bare.masked:
        return bare
    return replace(
        bare,
        sender=letter.sender,
        number=letter.number,
        dated_on=letter.dated_on,
        subject=letter.subject,
        classification=letter.classification,
    )


def turns(session: Session, letters: Sequence[Letter]) -> dict[str, tuple[str, ...]]:
    """For each letter the posts whose turn it is, by code; none when nobody has a duty on it."""
    found: dict[str, list[str]] = {}
    for letter in letters:
        if letter.state == LetterState.AWAITING_DISPOSITION:
            found[letter.id] = [letter.addressee]
    chosen = (
        select(DispositionRecipient.letter_id, DispositionRecipient.state, DispositionRecipient.post)
        .add_columns(Disposition.giver_post)
        .join(Disposition, Disposition.id == DispositionRecipient.disposition_id)
        .where(
            DispositionRecipient.letter_id.in_([letter.id for letter in letters]),
            DispositionRecipient.binding == 1,
            DispositionRecipient.state.in_(sorted(WITH_GIVER | WITH_RECIPIENT)),
        )
        .order_by(DispositionRecipient.created_at, DispositionRecipient.place)
    )
    for letter_id, state, post, giver in session.execute(chosen):
        found.setdefault(letter_id, []).append(giver if state in WITH_GIVER else post)
    return {letter_id: tuple(dict.fromkeys(posts)) for letter_id, posts in found.items()}


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_has_word(word) for word in filters.text.split()[:MOST_WORDS]]
    for column, wanted in (
        (Letter.state, filters.states),
        (Letter.security, filters.securities),
        (Letter.urgency, filters.urgencies),
    ):
        if wanted:
            found.append(column.in_(sorted(wanted)))
    if filters.since is not None:
        found.append(Letter.received_at >= filters.since)
    if filters.until is not None:
        found.append(Letter.received_at <= filters.until)
    if filters.late_at is not None:
        found.append(
            and_(Letter.due_at < filters.late_at, Letter.finished_at.is_(None), Letter.agenda_serial.is_not(None))
        )
    return found


def _has_word(word: str) -> ColumnElement[bool]:
    """The agenda number of any letter; sender, subject and number only of letters that are not secret."""
    by_agenda = Letter.agenda_no == word
    plain = duplicates.folded(word)
    if not plain:
        return by_agenda
    texts = or_(
        Letter.sender_key.contains(plain, autoescape=True),
        Letter.subject_key.contains(plain, autoescape=True),
        Letter.number_key.contains(duplicates.folded_number(word), autoescape=True),
    )
    return or_(by_agenda, and_(Letter.security.not_in(sorted(access.SECRET)), texts))
