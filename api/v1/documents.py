"""Documents: upload, facts, content, page images."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from fastapi import APIRouter, UploadFile, status
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from api.context import House
from api.deps import SLOT, Deed, Who, flag, require_scope
from documents import archive, intake
from documents.intake import Part
from documents.models import Document
from documents.pages import READING
from kernel import clock
from kernel.act import Act
from people.tokens import Scope

router = APIRouter(prefix="/api/v1/documents", tags=["documents"])
READ, WRITE = require_scope(Scope.DOCUMENTS_READ), require_scope(Scope.DOCUMENTS_WRITE)


class DocumentFacts(BaseModel):
    """A kept file."""

    id: str
    name: str
    media_type: str
    size: int
    pages: int
    sha256: str
    state: str
    record: str | None
    created_at: datetime
    created_by: str


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=[WRITE, SLOT])
def upload_document(house: House, who: Who, files: list[UploadFile]) -> DocumentFacts:
    """Keep a file; several pictures become one document. It belongs to nobody's record yet."""
    checked = intake.check(house.blobs, [Part(file.filename or "", file.file) for file in files])
    with house.database.write() as session:
        act = Act(session, who.actor, clock.now(), who.source)
        return _facts(intake.keep(act, checked))


@router.get("/{document_id}", dependencies=[READ])
def get_document(act: Deed, house: House, document_id: str, reason: str = "") -> DocumentFacts:
    """The facts of a document that one may open."""
    return _facts(house.offices.open_document(act, document_id, "scan", reason=reason))


@router.get(
    "/{document_id}/content",
    dependencies=[READ, flag("framed")],
    response_class=StreamingResponse,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def get_content(act: Deed, house: House, document_id: str, reason: str = "") -> StreamingResponse:
    """The bytes as they were received."""
    document = house.offices.open_document(act, document_id, "scan", reason=reason)
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(document.name, safe='')}",
        "Content-Length": str(document.size),
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(archive.content(house.blobs, document), media_type=document.media_type, headers=headers)


@router.get(
    "/{document_id}/pages/{number}",
    dependencies=[READ],
    response_class=StreamingResponse,
    responses={200: {"content": {"image/*": {}}}},
)
def get_page(
    act: Deed, house: House, document_id: str, number: int, width: int = READING, reason: str = ""
) -> StreamingResponse:
    """One page as a picture; secret letters have none."""
    house.offices.open_document(act, document_id, "images", reason=reason)
    image = archive.page_image(act.session, document_id, number, width)
    pieces: Iterator[bytes] = house.blobs.get(image.sha256)
    headers = {"Content-Length": str(image.size), "Cache-Control": "private, max-age=3600"}
    return StreamingResponse(pieces, media_type=image.media_type, headers=headers)


def _facts(row: Document) -> DocumentFacts:
    return DocumentFacts(**{name: getattr(row, name) for name in DocumentFacts.model_fields})
