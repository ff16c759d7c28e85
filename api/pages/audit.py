"""The auditor's place: find cases, see refusals, verify a record."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import require_role
from api.pages.anchors import anchors_of
from api.pages.audits import refusals_of, search_of, verdict_of
from api.pages.register_pages import day
from api.pages.shell import shell_of
from api.pages.viewer import Seen
from api.rendering import show

router = APIRouter(prefix="/audit", include_in_schema=False, dependencies=[require_role("auditor")])


@router.get("")
def show_audit(
    request: Request,
    viewer: Seen,
    q: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """Cases by number."""
    view = search_of(viewer, q.strip(), after)
    return show(request, "audit/audit.html", shell=shell_of(viewer, "audit"), audit=view)


@router.get("/refusals")
def show_refusals(
    request: Request, viewer: Seen, on: Annotated[str, Query(alias="day", max_length=10)] = ""
) -> Response:
    """What was refused on a day (UTC, as the log counts days)."""
    view = refusals_of(viewer, day(on) or viewer.calendar.date_of(viewer.now))
    return show(request, "audit/refusals.html", shell=shell_of(viewer, "audit"), refusals=view)


@router.get("/anchors")
def show_anchors(request: Request, viewer: Seen) -> Response:
    """The anchors of the history, to be printed and kept."""
    return show(request, "audit/anchors.html", shell=shell_of(viewer, "audit"), anchors=anchors_of(viewer))


@router.post("/records/{record}/verification")
def verify(request: Request, viewer: Seen, record: str) -> Response:
    """Check the chains of a record and execute its cases again."""
    view = verdict_of(viewer, record)
    return show(request, "audit/verdict.html", shell=shell_of(viewer, "audit"), verdict=view)
