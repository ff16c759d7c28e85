"""Issued papers: public facts by the code, as anybody may check them; the file for those who may have it."""

from datetime import date, datetime
from urllib.parse import quote

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from api.context import House
from api.deps import SLOT, Deed, require_scope
from api.pages.verifying import LONGEST_CODE, take_turn
from documents import archive
from people.tokens import Scope
from workflows import fetching, issuing
from workflows.issued import PaperNotFound

router = APIRouter(prefix="/api/v1/papers", tags=["papers"])


class PublicPaper(BaseModel):
    """What stands on the check page: nothing of whom the paper is about."""

    title: str
    number: str
    dated_on: date
    signer: str
    title_line: str
    state: str
    sha256: str
    issued_at: datetime | None
    revoked_at: datetime | None
    reason: str


@router.get("/{code}", dependencies=[SLOT, Depends(take_turn)])
def get_paper(house: House, code: str) -> PublicPaper:
    """The public facts of a paper; no sign-in. `sha256` is that of its PDF, empty until it was drawn."""
    with house.database.read() as session:
        paper = issuing.find_by_code(session, code[:LONGEST_CODE])
    if paper is None:
        raise PaperNotFound
    return PublicPaper(
        title=paper.title,
        number=paper.number,
        dated_on=paper.dated_on,
        signer=paper.signer.name,
        title_line=paper.signer.title_line,
        state=paper.state,
        sha256=paper.sha256,
        issued_at=paper.issued_at,
        revoked_at=paper.revoked_at,
        reason=paper.reason,
    )


@router.get(
    "/{paper_id}/content",
    dependencies=[require_scope(Scope.DOCUMENTS_READ)],
    response_class=StreamingResponse,
    responses={200: {"content": {"application/pdf": {}}}},
)
def get_content(act: Deed, house: House, paper_id: str) -> StreamingResponse:
    """The PDF of a paper; noted unless it lies in my own file."""
    document = fetching.fetch(act, house.offices, paper_id)
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(document.name, safe='')}",
        "Content-Length": str(document.size),
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(archive.content(house.blobs, document), media_type=document.media_type, headers=headers)
