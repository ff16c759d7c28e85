"""Asking for leave: choose the kind, count the days, send; and reporting sick."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api import answers
from api.context import House, Installation
from api.deps import Who
from api.languages import language_of
from api.pages import files
from api.pages.leave_asking_pages import asking_of, balance_line, count_of, form_of, kinds_of
from api.pages.leave_asking_view import CountView, SickView
from api.pages.posted import Sent, raw_answers
from api.pages.registering import Tried
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer, act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from kernel import ids
from kernel.act import Act
from kernel.errors import AppError, Forbidden
from kernel.render import day_text, text
from workflows.leave import requests, words

router = APIRouter(prefix="/leave", include_in_schema=False)
PLACE, COUNT, DEED = "services", "count", "_do"


@router.get("/new")
def show_asking(request: Request, viewer: Seen, kind: Annotated[str, Query(max_length=8)] = "") -> Response:
    """The kinds one may ask for, or the form of one. Raises NotEmployee."""
    return _page(request, viewer, kind, Tried())


@router.post("/new")
def ask(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Count the days, or send the request; refused, the page again with what was typed."""
    values, kind = sent.values, sent.one("kind")
    counting = sent.one(DEED) == COUNT
    try:
        values = files.keep_posted(house, who, sent)
        if counting:
            return _counted(request, house, who, Tried(values, sent.key or ""))
        with house.database.write() as session:
            act = act_of(session, who)
            raw = raw_answers(form_of(viewer_of(request, house, session, who)), values)
            done = requests.submit(act, raw, key=sent.key)
    except Forbidden:
        raise
    except AppError as fault:
        status = answers.caught(request, fault)
        with house.database.read() as session:
            viewer = viewer_of(request, house, session, who)
            return _page(request, viewer, kind, Tried(values, sent.key or "", fault), status=status)
    return RedirectResponse(f"/leave/{done.request_id}?done=sent", HTTPStatus.SEE_OTHER)


@router.get("/sick")
def show_sick(request: Request, viewer: Seen) -> Response:
    """Reporting sick today. Raises NotEmployee."""
    requests.require_employee(Act(viewer.session, viewer.actor, viewer.now))
    return _sick(request, viewer)


@router.post("/sick")
def report_sick(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Tell the superior at once; the doctor's note may follow."""
    try:
        with house.database.write() as session:
            done = requests.report_sick(act_of(session, who), key=sent.key)
    except Forbidden:
        raise
    except AppError as fault:
        status = answers.caught(request, fault)
        said = text(language_of(request), fault.sentence, answers.shown(fault.facts))
        with house.database.read() as session:
            return _sick(request, viewer_of(request, house, session, who), said, status)
    return RedirectResponse(f"/leave/{done.request_id}?done=sick", HTTPStatus.SEE_OTHER)


def _counted(request: Request, house: Installation, who: Visitor, tried: Tried) -> Response:
    """The form again with what sending would do; nothing of it is kept."""
    with house.database.write() as session:
        viewer = viewer_of(request, house, session, who)
        found = requests.preview(act_of(session, who), raw_answers(form_of(viewer), dict(tried.values)))
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        count = count_of(viewer, found)
        return _page(request, viewer, found.kind, tried, count)


def _page(
    request: Request,
    viewer: Viewer,
    kind: str,
    tried: Tried,
    count: CountView | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    shell = shell_of(viewer, PLACE)
    act = Act(viewer.session, viewer.actor, viewer.now)
    kinds = kinds_of(viewer, act)
    if kind not in words.KINDS:
        return show(request, "leave/kinds.html", status, shell=shell, kinds=kinds, balance=balance_line(viewer))
    return show(request, "leave/new.html", status, shell=shell, asking=asking_of(viewer, kind, tried, count))


def _sick(request: Request, viewer: Viewer, trouble: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    today = day_text(viewer.lang, viewer.calendar.date_of(viewer.now))
    view = SickView(today, ids.new_id(viewer.now), trouble)
    return show(request, "leave/sick.html", status, shell=shell_of(viewer, PLACE), sick=view)
