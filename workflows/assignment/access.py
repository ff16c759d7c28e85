"""Who may see an assignment: who prepared it, who is assigned, who signs, the desks that keep such papers."""

from sqlalchemy.orm import Session

from documents import archive
from documents.errors import DocumentNotFound
from documents.models import Document
from kernel.act import Act, Actor
from workflows.assignment import trace
from workflows.assignment.models import Assignment, AssignmentPerson
from workflows.assignment.settings import assignment_settings
from workflows.issuing import Paper


def may_read(session: Session, actor: Actor, row: Assignment) -> bool:
    """Whether the actor may open the assignment."""
    limits = assignment_settings()
    if actor.id in (row.prepared_by, row.signed_by) or actor.has_role(*limits.reader_roles):
        return True
    return actor.can_see(f"post:{limits.head_post}") or is_assigned(session, actor.id, row.id)


def is_assigned(session: Session, person: str, assignment_id: str) -> bool:
    """Whether the person is one of those assigned."""
    return session.get(AssignmentPerson, (assignment_id, person)) is not None


def may_see_log(session: Session, actor: Actor, record: str) -> bool:
    """Whether somebody may see what happened to an assignment."""
    row = session.get(Assignment, trace.assignment_of(record))
    return actor.has_role("auditor", "admin_sistem") or (row is not None and may_read(session, actor, row))


def may_open(session: Session, actor: Actor, record: str) -> bool:
    """Whether somebody may see the page of an assignment, and add a comment to it."""
    return find_readable(session, actor, trace.assignment_of(record)) is not None


def may_see_paper(session: Session, actor: Actor, paper: Paper) -> bool:
    """Whether somebody may fetch the paper; the archivist keeps it."""
    if actor.has_role("arsiparis"):
        return True
    row = session.get(Assignment, trace.assignment_of(paper.record))
    return row is not None and may_read(session, actor, row)


def open_document(act: Act, document_id: str, _surface: str, _reason: str) -> Document:
    """A document of an assignment for who may read it. Raises DocumentNotFound."""
    document = archive.get(act.session, document_id)
    row = act.session.get(Assignment, trace.assignment_of(document.record or ""))
    if row is None or not may_read(act.session, act.actor, row):
        raise DocumentNotFound(document_id=document_id)
    return document


def find_readable(session: Session, actor: Actor, assignment_id: str) -> Assignment | None:
    """One assignment if the actor may read it."""
    row = session.get(Assignment, assignment_id)
    return row if row is not None and may_read(session, actor, row) else None
