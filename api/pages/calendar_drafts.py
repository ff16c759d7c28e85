"""Changing the office calendar, step by step, without a script: each form is one deed on the person's draft."""

from collections import defaultdict
from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.answers import caught
from api.context import House
from api.deps import Who
from api.pages import calendar_words as words
from api.pages.calendar import EDIT, Year, this_year
from api.pages.calendar_draft_pages import draft_of, preview_of
from api.pages.calendar_view import Tried
from api.pages.posted import Posted, Sent
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer, act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from kernel.act import Act
from kernel.calendar import WEEKDAYS
from kernel.errors import AppError
from workflows.office_calendar import drafts, editing, lists, publishing
from workflows.office_calendar.editing import Entry, RawPeriod, RawWeek, Written
from workflows.office_calendar.errors import CalendarUnsound, DraftMissing, ListUnreadable

router = APIRouter(prefix="/calendar", include_in_schema=False, dependencies=[EDIT])
DRAFT = "/calendar/draft"


@router.get("/draft")
def show_draft(request: Request, viewer: Seen, year: Year = None) -> Response:
    """The editor."""
    return page(request, viewer, year or this_year(viewer))


@router.post("/draft/days")
def put_day(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Add a day, or change the one that `replaces` names."""
    entry = Entry(*(sent.one(name) for name in ("on", "kind", "name", "basis")))
    return attempt(
        request, house, who, sent, lambda written: editing.put_day(written, entry, replaces=sent.one("replaces"))
    )


@router.post("/draft/days/removal")
def drop_day(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Take a day out of the list."""
    return attempt(request, house, who, sent, lambda written: editing.drop_day(written, sent.one("on")))


@router.post("/draft/list")
def paste(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Take over a pasted list."""
    return attempt(request, house, who, sent, lambda written: editing.put_days(written, lists.read(sent.one("list"))))


@router.post("/draft/hours")
def set_hours(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """The regular hours."""
    return attempt(request, house, who, sent, lambda written: editing.set_hours(written, week_of(sent)))


@router.post("/draft/periods")
def put_period(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Add a period with hours of its own, or change the one that `replaces` names."""
    raw = RawPeriod(sent.one("name"), sent.one("first"), sent.one("last"), week_of(sent))
    return attempt(
        request, house, who, sent, lambda written: editing.put_period(written, raw, replaces=sent.one("replaces"))
    )


@router.post("/draft/periods/removal")
def drop_period(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Take a period out."""
    return attempt(request, house, who, sent, lambda written: editing.drop_period(written, sent.one("first")))


@router.post("/draft/years")
def mark_year(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Say whether the list of a year is complete."""
    full = sent.one("full") == "1"
    return attempt(request, house, who, sent, lambda written: editing.mark_year(written, year_of(sent), full=full))


@router.post("/draft/carrying")
def carry_over(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Put the changes on top of the version that was published meanwhile."""
    return do(request, house, who, sent, drafts.carry_over)


@router.post("/draft/removal")
def discard(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Forget the draft."""
    return do(request, house, who, sent, drafts.discard)


@router.post("/publication")
def publish(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Publish the draft; running cases follow when that was chosen."""
    try:
        with house.database.write() as session:
            made = publishing.publish(act_of(session, who), sent.one("note"), moves=sent.one("moves") == "1")
    except AppError as fault:
        status = caught(request, fault)
        with house.database.read() as session:
            viewer = viewer_of(request, house, session, who)
            tried = tried_of(viewer, fault, sent)
            if isinstance(fault, DraftMissing):
                return page(request, viewer, this_year(viewer), tried, status)
            view, shell = preview_of(viewer, ""), shell_of(viewer, "calendar")
            return show(request, "calendar/preview.html", status, shell=shell, preview=view, tried=tried)
    return RedirectResponse(f"/calendar/versions/{made.version}", HTTPStatus.SEE_OTHER)


def attempt(
    request: Request, house: House, who: Visitor, sent: Posted, change: Callable[[Written], Written]
) -> Response:
    """Change the draft and show the editor again, or the sentence and what was typed."""
    return do(request, house, who, sent, lambda act: drafts.edit(act, change))


def do(request: Request, house: House, who: Visitor, sent: Posted, deed: Callable[[Act], None]) -> Response:
    """The same for any deed on the draft."""
    try:
        with house.database.write() as session:
            deed(act_of(session, who))
    except AppError as fault:
        status = caught(request, fault)
        with house.database.read() as session:
            viewer = viewer_of(request, house, session, who)
            return page(request, viewer, shown_year(viewer, sent), tried_of(viewer, fault, sent), status)
    return RedirectResponse(f"{DRAFT}?year={_year(sent)}" if _year(sent) else DRAFT, HTTPStatus.SEE_OTHER)


def page(
    request: Request, viewer: Viewer, year: int, tried: Tried | None = None, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    """The editor."""
    shell = shell_of(viewer, "calendar")
    return show(
        request, "calendar/draft.html", status, shell=shell, draft=draft_of(viewer, year), tried=tried or Tried()
    )


def tried_of(viewer: Viewer, fault: AppError, sent: Posted) -> Tried:
    """A refusal with what was typed."""
    remarks = fault.remarks if isinstance(fault, (ListUnreadable, CalendarUnsound)) else ()
    typed = defaultdict(str, {name: sent.one(name) for name in sent.values})
    lines = tuple(words.remark(viewer, one) for one in remarks)
    return Tried(words.refusal(viewer, fault), lines, sent.one("form"), typed)


def week_of(sent: Posted) -> RawWeek:
    """The hours of seven days as they were typed."""
    parts = ("opens", "break_from", "break_to", "closes")
    return {day: tuple(sent.one(f"{day}.{part}") for part in parts) for day in WEEKDAYS}  # type: ignore[misc]


def year_of(sent: Posted) -> int:
    """The year a form is about; 0 for what is none."""
    text = sent.one("year")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0


def shown_year(viewer: Viewer, sent: Posted) -> int:
    """The year the editor shows after a form was sent."""
    return _year(sent) or this_year(viewer)


def _year(sent: Posted) -> int:
    found = year_of(sent)
    return found if editing.FIRST_YEAR <= found <= editing.LAST_YEAR else 0
