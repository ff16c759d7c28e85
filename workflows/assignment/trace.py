"""The stream of an assignment and its rows: each change is one event of ids, codes, dates and commitments."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import archive
from kernel import history, ids
from kernel.act import Act
from workflows.assignment.errors import AssignmentUnknown
from workflows.assignment.models import Assignment, AssignmentDocument, AssignmentPerson, AssignmentRemark
from workflows.assignment.states import AssignmentState, require_move

KIND = "assignment"


def record_of(assignment_id: str) -> str:
    """The name of an assignment as a record and as a stream."""
    return f"{KIND}:{assignment_id}"


def assignment_of(record: str) -> str:
    """The id of the assignment that a record names."""
    return record.removeprefix(f"{KIND}:")


def get(session: Session, assignment_id: str) -> Assignment:
    """One assignment as it is now. Raises AssignmentUnknown."""
    found = session.get(Assignment, assignment_id, populate_existing=True)
    if found is None:
        raise AssignmentUnknown
    return found


def people_of(session: Session, assignment_id: str) -> list[AssignmentPerson]:
    """Who is assigned, the first-named first."""
    chosen = select(AssignmentPerson).where(AssignmentPerson.assignment_id == assignment_id)
    ordered = chosen.order_by(AssignmentPerson.place)
    return list(session.scalars(ordered, execution_options={"populate_existing": True}))


def remarks_of(session: Session, assignment_id: str) -> list[AssignmentRemark]:
    """What was written when it was sent back, refused or taken back, oldest first."""
    chosen = select(AssignmentRemark).where(AssignmentRemark.assignment_id == assignment_id)
    return list(session.scalars(chosen.order_by(AssignmentRemark.id)))


def documents_of(session: Session, assignment_id: str) -> list[AssignmentDocument]:
    """Its documents in their order."""
    chosen = select(AssignmentDocument).where(AssignmentDocument.assignment_id == assignment_id)
    return list(session.scalars(chosen.order_by(AssignmentDocument.place)))


def begin(act: Act, assignment_id: str) -> history.Head:
    """Lock the stream, before the rows: whoever changes them too waits here."""
    return history.take(act.session, record_of(assignment_id))


def end(act: Act, head: history.Head, kind: str, data: Mapping[str, Any], desk: str | None = None) -> None:
    """Write the event whose place was taken."""
    history.append_at(act, head, kind, data, history.Note(record=head.stream, desk=desk))


def move(act: Act, row: Assignment, to: AssignmentState) -> None:
    """Raises AssignmentMoved unless the map allows it."""
    require_move(row.state, to)
    row.state = to.value
    act.session.flush()


def remark(act: Act, row: Assignment, kind: str, text: str) -> dict[str, str]:
    """Keep what somebody wrote; gives what the event holds of it."""
    if not text:
        return {}
    kept = AssignmentRemark(
        id=ids.new_id(act.now),
        assignment_id=row.id,
        kind=kind,
        text=text,
        salt=history.new_salt(),
        person=act.actor.id,
        at=act.now,
    )
    act.session.add(kept)
    act.session.flush()
    return {"remark": kept.id, "text": history.commitment(text, kept.salt)}


def attach(act: Act, row: Assignment, kind: str, documents: Sequence[str]) -> list[str]:
    """Give own uploads to the assignment, in order. Raises DocumentNotFound, DocumentTaken."""
    first = len(documents_of(act.session, row.id))
    for place, document_id in enumerate(dict.fromkeys(documents), start=first):
        archive.attach(act, document_id, record_of(row.id))
        act.session.add(AssignmentDocument(assignment_id=row.id, document_id=document_id, kind=kind, place=place))
    act.session.flush()
    return list(dict.fromkeys(documents))


def sealed(salt: str, **texts: str) -> dict[str, str]:
    """Commitments to those texts that are not empty."""
    return {name: history.commitment(text, salt) for name, text in texts.items() if text}
