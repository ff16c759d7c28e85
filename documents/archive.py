"""Questions to the archive, and whose a document is. Who may see it is decided by the area that owns the record."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from documents.blobs import Blobs
from documents.errors import DocumentNotFound, DocumentTaken
from documents.models import Document, PageImage
from kernel import history
from kernel.act import Act
from kernel.history import Note

ORPHANED_AFTER = timedelta(hours=24)


def get(session: Session, document_id: str) -> Document:
    """One document. Raises: DocumentNotFound."""
    found = session.get(Document, document_id)
    if found is None:
        raise DocumentNotFound(document_id=document_id)
    return found


def content(blobs: Blobs, document: Document, *, verify: bool = False) -> Iterator[bytes]:
    """The bytes as they were received, in pieces. Raises: BlobMissing, with `verify` BlobDamaged."""
    return blobs.get(document.sha256, verify=verify)


def list_for_record(session: Session, record: str) -> list[Document]:
    """The documents of a record in order of receipt, without the originals of joined ones."""
    chosen = select(Document).where(Document.record == record, Document.parent_id.is_(None)).order_by(Document.id)
    return list(session.scalars(chosen))


def list_originals(session: Session, document_id: str) -> list[Document]:
    """The pictures a document was joined from, in their order."""
    return list(session.scalars(select(Document).where(Document.parent_id == document_id).order_by(Document.place)))


def list_same(session: Session, document: Document) -> list[Document]:
    """Other documents with the very same bytes, oldest first."""
    chosen = select(Document).where(Document.sha256 == document.sha256, Document.id != document.id)
    return list(session.scalars(chosen.order_by(Document.id)))


def attach(act: Act, document_id: str, record: str) -> Document:
    """Give an own upload, which belongs to no record yet, to a record. Twice to the same one is no fault.

    Raises: DocumentNotFound (also for the upload of somebody else), DocumentTaken.
    """
    document = get(act.session, document_id)
    if document.created_by != act.actor.id or document.parent_id is not None:
        raise DocumentNotFound(document_id=document_id)
    free = (Document.id == document_id) & Document.record.is_(None)
    if _changed(act.session.execute(update(Document).where(free).values(record=record))):
        act.session.execute(update(Document).where(Document.parent_id == document_id).values(record=record))
        facts = {"record": record, "sha256": document.sha256}
        history.append(act, f"document:{document_id}", "document.attached", facts, Note(record=record))
        act.session.refresh(document)
        return document
    act.session.refresh(document)
    if document.record != record:
        raise DocumentTaken(document_id=document_id)
    return document


def detach(act: Act, document_id: str) -> None:
    """Take a document out of its record, whose area has decided so: only who sent it sees it from then on."""
    document = get(act.session, document_id)
    whole = or_(Document.id == document_id, Document.parent_id == document_id)
    act.session.execute(update(Document).where(whole).values(record=None))
    facts = {"record": document.record, "sha256": document.sha256}
    history.append(act, f"document:{document_id}", "document.detached", facts, Note(record=document.record))
    act.session.refresh(document)


def page_images(session: Session, document_id: str, width: int) -> list[PageImage]:
    """The page images of one nominal width in page order; empty until they are drawn."""
    chosen = select(PageImage).where(PageImage.document_id == document_id, PageImage.width == width)
    return list(session.scalars(chosen.order_by(PageImage.number)))


def page_image(session: Session, document_id: str, number: int, width: int) -> PageImage:
    """One page image. Raises: DocumentNotFound."""
    found = session.get(PageImage, (document_id, number, width))
    if found is None:
        raise DocumentNotFound(document_id=document_id, page=number)
    return found


def sweep(session: Session, blobs: Blobs, now: datetime) -> int:
    """Delete blobs older than 24 hours that no row refers to, and remains of uploads; gives their number.

    `now` is the real time (the store's own clock is compared with it).
    """
    return blobs.sweep(lambda hashes: referenced(session, hashes), before=now - ORPHANED_AFTER)


def referenced(session: Session, hashes: Sequence[str]) -> set[str]:
    """Those of up to 500 hashes that a document or a page image refers to."""
    rows = (
        session.scalars(select(Document.sha256).where(Document.sha256.in_(hashes))),
        session.scalars(select(PageImage.sha256).where(PageImage.sha256.in_(hashes))),
    )
    return {found for group in rows for found in group}


def _changed(result: object) -> bool:
    return isinstance(result, CursorResult) and result.rowcount == 1
