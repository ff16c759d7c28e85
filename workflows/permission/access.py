"""Who may see a permission: who asked, whoever it waits or waited at, the personnel desk; the log also auditors."""

from sqlalchemy.orm import Session

from documents import archive
from documents.errors import DocumentNotFound
from documents.models import Document
from kernel.act import Act, Actor
from workflows.issuing import Paper
from workflows.permission import trace
from workflows.permission.models import PermissionRequest
from workflows.permission.settings import permission_settings


def may_read(actor: Actor, row: PermissionRequest) -> bool:
    """Whether the actor may open the permission with its reason."""
    own = actor.id in (row.person_id, row.decided_by)
    asked = any(actor.can_see(f"post:{post}", "permission_request") for post in row.asked_posts)
    return own or asked or is_reader(actor)


def is_reader(actor: Actor) -> bool:
    """Whether the actor's duty is with the permissions of everybody."""
    return actor.has_role(*permission_settings().reader_roles)


def may_see_log(session: Session, actor: Actor, record: str) -> bool:
    """Whether somebody may see what happened to a permission."""
    row = session.get(PermissionRequest, trace.request_of(record))
    return actor.has_role("auditor", "admin_sistem") or (row is not None and may_read(actor, row))


def may_open(session: Session, actor: Actor, record: str) -> bool:
    """Whether somebody may see the page of a permission, and add a comment to it."""
    return find_readable(session, actor, trace.request_of(record)) is not None


def open_document(act: Act, document_id: str, _surface: str, _reason: str) -> Document:
    """What somebody attached to a permission, for who may read it. Raises DocumentNotFound."""
    document = archive.get(act.session, document_id)
    if not may_open(act.session, act.actor, document.record or ""):
        raise DocumentNotFound(document_id=document_id)
    return document


def may_see_paper(session: Session, actor: Actor, paper: Paper) -> bool:
    """Whether somebody may fetch the paper; the archivist keeps it."""
    if is_reader(actor) or actor.has_role("arsiparis"):
        return True
    row = session.get(PermissionRequest, trace.request_of(paper.record))
    return row is not None and may_read(actor, row)


def find_readable(session: Session, actor: Actor, request_id: str) -> PermissionRequest | None:
    """One permission if the actor may read it."""
    row = session.get(PermissionRequest, request_id)
    return row if row is not None and may_read(actor, row) else None
