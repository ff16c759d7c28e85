"""Issued papers for those who may have them: one file, and for the archive all numbers of a series."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from api.context import House
from api.deps import Deed, require_role
from api.pages.issued_list import csv_of, papers_of
from api.pages.shell import shell_of
from api.pages.viewer import Seen
from api.rendering import show
from documents import archive
from people.roles import Role
from workflows import fetching

router = APIRouter(prefix="/papers", include_in_schema=False)
KEEPERS = require_role(Role.ARSIPARIS, Role.KASUBBAG_UMUM, Role.AUDITOR)
Series = Annotated[str, Query(max_length=100)]
Year = Annotated[int, Query(ge=0, le=9999)]
Before = Annotated[int, Query(ge=0, le=2**31 - 1)]


@router.get("", dependencies=[KEEPERS])
def show_papers(request: Request, viewer: Seen, series: Series = "", year: Year = 0, before: Before = 0) -> Response:
    """All numbers of a series in a year, the newest first."""
    view = papers_of(viewer, (series, year), before)
    return show(request, "papers/list.html", shell=shell_of(viewer, "services"), papers=view)


@router.get("/register.csv", dependencies=[KEEPERS])
def export_papers(viewer: Seen, series: Series = "", year: Year = 0) -> Response:
    """The same as a table for office programs, all of the year."""
    headers = {"Content-Disposition": 'attachment; filename="surat.csv"', "Cache-Control": "private, no-store"}
    written = csv_of(viewer, (series, year)).encode()
    return Response(written, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/{paper_id}.pdf")
def give_paper(house: House, act: Deed, paper_id: str) -> Response:
    """The file of a paper; noted unless it lies in the reader's own file. Raises PaperNotFound, PaperNotYours."""
    document = fetching.fetch(act, house.offices, paper_id)
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(document.name)}",
        "Content-Length": str(document.size),
        "Cache-Control": "private, no-store",
    }
    content = archive.content(house.blobs, document)
    return StreamingResponse(content, HTTPStatus.OK, media_type=document.media_type, headers=headers)
