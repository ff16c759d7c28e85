"""The office calendar for everybody: the year, its versions, and the same to take away."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.deps import Deed, require_role
from api.pages.calendar_draft_pages import preview_of
from api.pages.calendar_pages import EDITORS, version_of, year_of
from api.pages.calendar_view import Tried
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer
from api.rendering import show
from workflows.office_calendar import lists, publishing
from workflows.office_calendar.editing import FIRST_YEAR, LAST_YEAR

router = APIRouter(prefix="/calendar", include_in_schema=False)
Year = Annotated[int | None, Query(ge=FIRST_YEAR, le=LAST_YEAR)]
EDIT = require_role(*EDITORS)
CSV, ICS = "text/csv; charset=utf-8", "text/calendar; charset=utf-8"


@router.get("")
def show_year(request: Request, viewer: Seen, year: Year = None) -> Response:
    """The year with its named days, hours and versions."""
    view = year_of(viewer, year or this_year(viewer))
    return show(request, "calendar/year.html", shell=shell_of(viewer, "calendar"), calendar=view)


@router.get("/days.csv")
def take_list(viewer: Seen, year: Year = None) -> Response:
    """The named days of a year as the list that the editor takes."""
    wanted = year or this_year(viewer)
    return given(f"kalender-{wanted}.csv", lists.written(viewer.calendar, wanted), CSV)


@router.get("/days.ics")
def take_ics(viewer: Seen, year: Year = None) -> Response:
    """The same for other calendars."""
    wanted = year or this_year(viewer)
    return given(f"kalender-{wanted}.ics", lists.ics(viewer.calendar, wanted), ICS)


@router.get("/versions/{version}")
def show_version(request: Request, viewer: Seen, version: str) -> Response:
    """One published version, with how far the running cases are."""
    view = version_of(viewer, version)
    return show(request, "calendar/version.html", shell=shell_of(viewer, "calendar"), version=view)


@router.post("/versions/{version}/moving", dependencies=[EDIT])
def move_running(act: Deed, version: str) -> Response:
    """Let the running cases follow the newest version after all."""
    publishing.move_running(act, version)
    return RedirectResponse(f"/calendar/versions/{version}", HTTPStatus.SEE_OTHER)


@router.get("/preview", dependencies=[EDIT])
def show_preview(request: Request, viewer: Seen, after: Annotated[str, Query(max_length=40)] = "") -> Response:
    """What publishing the draft would do."""
    view = preview_of(viewer, after)
    return show(request, "calendar/preview.html", shell=shell_of(viewer, "calendar"), preview=view, tried=Tried())


def this_year(viewer: Viewer) -> int:
    """The office's year now."""
    return viewer.calendar.date_of(viewer.now).year


def given(name: str, text: str, media_type: str) -> Response:
    """A list to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(text, media_type=media_type, headers=headers)
