"""The documents of a letter: its scan, the evidence of follow-ups. Secret ones get no page images."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from documents import archive, pages
from documents.models import DocumentState
from kernel import ids
from kernel.act import Act
from workflows.letters import access, trace
from workflows.letters.models import Letter, LetterDocument

SCAN, EVIDENCE = "scan", "evidence"


def attach_scan(act: Act, letter: Letter, document_id: str | None) -> str | None:
    """Give an upload of the actor to the letter as its scan; gives its id. Raises DocumentNotFound, DocumentTaken."""
    if document_id:
        _attach(act, letter, document_id)
    return document_id or None


def attach_evidence(act: Act, letter: Letter, recipient_id: str, documents: Iterable[str]) -> list[str]:
    """Give uploads of the actor to a follow-up; gives their ids. Raises DocumentNotFound, DocumentTaken."""
    kept = list(documents)
    for place, document_id in enumerate(kept):
        _attach(act, letter, document_id, role=EVIDENCE, recipient_id=recipient_id, place=place)
    return kept


def withhold_secret(act: Act, letter: Letter) -> None:
    """Take away the page images of a letter that has become secret."""
    if letter.security not in access.SECRET:
        return
    for row in list_of(act.session, letter.id):
        if archive.get(act.session, row.document_id).state != DocumentState.WITHHELD:
            pages.withdraw(act, row.document_id)


def list_of(session: Session, letter_id: str) -> list[LetterDocument]:
    """The documents of a letter, oldest first."""
    return list(
        session.scalars(
            select(LetterDocument)
            .where(LetterDocument.letter_id == letter_id)
            .order_by(LetterDocument.added_at, LetterDocument.place)
        )
    )


def scans_of(session: Session, letter_id: str) -> list[str]:
    """The ids of the scans of a letter, oldest first."""
    return [row.document_id for row in list_of(session, letter_id) if row.role == SCAN]


def _attach(act: Act, letter: Letter, document_id: str, **more: Any) -> None:
    document = archive.attach(act, document_id, trace.record_of(letter.id))
    chosen = select(LetterDocument.id).where(
        LetterDocument.letter_id == letter.id, LetterDocument.document_id == document_id
    )
    if act.session.scalar(chosen) is not None:
        return
    row = {
        "id": ids.new_id(act.now),
        "letter_id": letter.id,
        "document_id": document_id,
        "role": SCAN,
        "place": 0,
        "added_by": act.actor.id,
        "added_at": act.now,
        **more,
    }
    act.session.execute(insert(LetterDocument).values(row))
    if letter.security not in access.SECRET:
        pages.order(act, document_id)
    elif document.state != DocumentState.WITHHELD:
        pages.withdraw(act, document_id)
