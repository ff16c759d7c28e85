"""Opening a leave request and its attachments: who may; opening an attachment of somebody else is recorded."""

from sqlalchemy.orm import Session

from documents import archive
from documents.errors import DocumentNotFound
from documents.models import Document
from kernel.act import Act, Actor
from workflows.leave import access, records, trace
from workflows.leave.access import Relation, Surface


def open_document(act: Act, document_id: str, surface: str, _reason: str) -> Document:
    """An attachment or paper of a request; who is not its owner leaves an event. Raises DocumentNotFound."""
    document = archive.get(act.session, document_id)
    request = records.find(act.session, trace.request_of(document.record or ""))
    if request is None:
        raise DocumentNotFound(document_id=document_id)
    attached = {one.document_id for one in records.documents_of(act.session, request.id)}
    wanted = Surface.DOCUMENTS if document_id in attached else Surface.PAPERS
    relations = access.relations_to(act.session, act.actor, request)
    if not access.sees(relations, wanted):
        raise DocumentNotFound(document_id=document_id)
    if surface == "scan" and Relation.OWNER not in relations:
        trace.append(act, request.id, "leave.document_opened", {"document": document_id})
    return document


def may_open(session: Session, actor: Actor, record: str) -> bool:
    """Whether an actor sees the page of a request with what is said on it."""
    return _sees(session, actor, record, Surface.OPINIONS)


def may_comment(session: Session, actor: Actor, record: str) -> bool:
    """Whether an actor may add to a request: those who read its reason."""
    return _sees(session, actor, record, Surface.REASON)


def _sees(session: Session, actor: Actor, record: str, surface: Surface) -> bool:
    request = records.find(session, trace.request_of(record))
    return request is not None and access.sees(access.relations_to(session, actor, request), surface)
