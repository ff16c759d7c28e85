"""The door to files: taking them in, giving them out, pictures of pages. Who may is decided by their areas."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from api.context import House
from api.deps import Deed, Who
from api.languages import language_of
from api.pages import files
from api.pages.posted import Sent
from api.pages.viewer import viewer_of
from documents import archive
from documents.pages import READING, WIDTHS
from kernel.errors import AppError
from kernel.render import text

router = APIRouter(prefix="/documents", include_in_schema=False)
PRIVATE = "private, max-age=3600"
SHOWN = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


@router.post("")
def receive(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Keep what was chosen as one document; gives its id and words, or the sentence that says why not."""
    parts = [part for several in sent.files.values() for part in several]
    try:
        document_id = files.keep(house, who, parts)
    except AppError as fault:
        said = text(language_of(request), fault.sentence, fault.facts)
        return JSONResponse({"code": fault.code, "sentence": said}, HTTPStatus.UNPROCESSABLE_ENTITY)
    with house.database.read() as session:
        view = files.shown_files(viewer_of(request, house, session, who), [document_id])[0]
    return JSONResponse({"id": view.id, "name": view.name, "url": view.url, "about": view.about}, HTTPStatus.CREATED)


@router.get("/{document_id}")
def give(house: House, act: Deed, document_id: str, reason: Annotated[str, Query(max_length=500)] = "") -> Response:
    """The bytes as they were received."""
    document = house.offices.open_document(act, document_id, "scan", reason=reason)
    how = "inline" if document.media_type in SHOWN else "attachment"
    headers = {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(document.name)}",
        "Content-Length": str(document.size),
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(archive.content(house.blobs, document), media_type=document.media_type, headers=headers)


@router.get("/{document_id}/pages/{number}")
def give_page(
    house: House, act: Deed, document_id: str, number: int, width: Annotated[int, Query()] = READING
) -> Response:
    """The picture of one page."""
    document = house.offices.open_document(act, document_id, "images")
    image = archive.page_image(act.session, document.id, number, width if width in WIDTHS else READING)
    headers = {"Cache-Control": PRIVATE, "Content-Length": str(image.size), "ETag": f'"{image.sha256}"'}
    return StreamingResponse(house.blobs.get(image.sha256), media_type=image.media_type, headers=headers)
