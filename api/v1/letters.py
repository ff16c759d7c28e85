"""Letters: list and search, one letter, its tree of dispositions, registration."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, status
from pydantic import BaseModel, ConfigDict

from api.deps import Deed, Look, Who, require_scope
from api.v1.keys import IdempotencyKey
from api.v1.paging import After, Limit, mark, moment, place
from kernel import clock
from kernel.db import instant
from people.tokens import Scope
from workflows.letters import listing, opening, queries, register
from workflows.letters.listing import Filters, Place

router = APIRouter(prefix="/api/v1/letters", tags=["letters"])
READ, WRITE = require_scope(Scope.LETTERS_READ), require_scope(Scope.LETTERS_WRITE)
FROM_ROWS = ConfigDict(from_attributes=True)


class LetterEntry(BaseModel):
    """The register entry of a letter, as far as this person may know it."""

    model_config = FROM_ROWS
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
    sender: str
    number: str
    dated_on: date | None
    subject: str
    classification: str


class LetterRow(LetterEntry):
    """A letter in a list. Of a masked one only number, dates, codes and state are told; `turn` holds post codes."""

    masked: bool
    turn: list[str]


class LetterPage(BaseModel):
    """Letters, the newest first."""

    items: list[LetterRow]
    next: str | None


class Said(BaseModel):
    """What recipient and giver wrote on a branch."""

    model_config = FROM_ROWS
    report: str
    question: str
    answer: str
    giver_note: str


class Node(BaseModel):
    """One recipient of a disposition."""

    model_config = FROM_ROWS
    recipient_id: str
    post: str
    part: str
    binding: bool
    automatic: bool
    state: str
    sent_at: datetime
    due_at: datetime | None
    read_at: datetime | None
    reported_at: datetime | None
    closed_at: datetime | None
    closed_how: str
    said: Said
    given: list["Given"]


class Given(BaseModel):
    """One disposition."""

    model_config = FROM_ROWS
    disposition_id: str
    post: str
    person: str
    title_line: str
    capacity: str
    basis: str
    instructions: list[str]
    other: str
    note: str
    due_at: datetime | None
    created_at: datetime
    nodes: list[Node]


class LetterDetail(BaseModel):
    """A letter with the ids of its documents and its tree."""

    letter: LetterEntry
    masked: bool
    documents: list[str]
    tree: list[Given]


class Registered(BaseModel):
    """What became of a registration."""

    model_config = FROM_ROWS
    letter_id: str
    instance_id: str
    agenda_no: str
    state: str


@router.get("", dependencies=[READ])
def list_letters(
    look: Look,
    who: Who,
    q: Annotated[str, Query(max_length=200, description="Words of number, sender, subject")] = "",
    state: Annotated[list[str] | None, Query()] = None,
    late: bool = False,
    after: After = None,
    limit: Limit = 25,
) -> LetterPage:
    """The letters I may know of; search with `q`."""
    behind = place(after, 2)
    filters = Filters(text=q, states=state or (), late_at=clock.now() if late else None)
    began = Place(moment(behind[0]), behind[1]) if behind else None
    page = listing.page(look, who.actor, filters, after=began, limit=limit)
    following = (instant(page.next.received_at), page.next.id) if page.next else None
    return LetterPage(items=[LetterRow.model_validate(row) for row in page.rows], next=mark(following))


@router.get("/{letter_id}", dependencies=[READ])
def get_letter(act: Deed, letter_id: str, reason: str = "") -> LetterDetail:
    """Open a letter; what is not open to everybody leaves an event."""
    return _detail(act, letter_id, reason)


@router.get("/{letter_id}/tree", dependencies=[READ])
def get_tree(act: Deed, letter_id: str, reason: str = "") -> list[Given]:
    """The dispositions of a letter as a tree."""
    return _detail(act, letter_id, reason).tree


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=[WRITE])
def register_letter(
    act: Deed, answers: Annotated[dict[str, Any], Body()], idempotency_key: IdempotencyKey = None
) -> Registered:
    """Register an incoming letter: the fields of the form `letter_disposition/register`."""
    return Registered.model_validate(register.register(act, answers, key=idempotency_key))


def _detail(act: Deed, letter_id: str, reason: str) -> LetterDetail:
    opened = opening.open_letter(act, letter_id, reason=reason)
    case = queries.case_of(act.session, opened)
    return LetterDetail(
        letter=LetterEntry.model_validate(case.letter),
        masked=case.masked,
        documents=[row.document_id for row in case.documents],
        tree=[Given.model_validate(given) for given in case.tree],
    )
