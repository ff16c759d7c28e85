"""Who stands in for whom: mine, those I arrange; appoint, shorten, end."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.answers import caught
from api.context import House
from api.deps import Who
from api.pages.office_view import Tried
from api.pages.offices import refusal_words
from api.pages.posted import Posted, Sent
from api.pages.register_pages import day
from api.pages.shell import shell_of
from api.pages.substituting import substitutions_of
from api.pages.viewer import Seen, Viewer, act_of, viewer_of
from api.readable import Written
from api.rendering import show
from api.visitors import Visitor
from kernel.act import Act
from kernel.errors import AppError
from people import standins
from people.errors import DayUnreadable
from people.substitution import Scope, Standin
from workflows import handover

router = APIRouter(prefix="/substitutions", include_in_schema=False)
URL = "/substitutions"
LONGEST = 120
Do = Callable[[Act], object]


@router.get("")
def show_substitutions(request: Request, viewer: Seen, q: Written = Query("", max_length=100)) -> Response:
    """Who stands in for me, for whom I do, and what else I arrange."""
    return page(request, viewer, q)


@router.post("")
def appoint(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Let somebody stand in."""

    def do(act: Act) -> None:
        scope = sent.one("scope")
        wanted = Standin(
            absent=sent.one("absent") or who.actor.id,
            substitute=sent.one("substitute"),
            starts_on=_day(sent, "starts_on"),
            last_on=_day(sent, "last_on"),
            processes=frozenset(sent.values.get("processes", ())),
            basis=sent.one("basis")[:LONGEST],
            scope=scope if scope in set(Scope) else Scope.ALL,
        )
        handover.appoint(act, wanted)

    return attempt(request, house, who, sent, do)


@router.post("/{substitution_id}/revocation")
def revoke(request: Request, house: House, who: Who, sent: Sent, substitution_id: str) -> Response:
    """End it now."""
    return attempt(request, house, who, sent, lambda act: standins.revoke(act, substitution_id))


@router.post("/{substitution_id}/shortening")
def shorten(request: Request, house: House, who: Who, sent: Sent, substitution_id: str) -> Response:
    """Let it end with an earlier day."""
    return attempt(request, house, who, sent, lambda act: standins.shorten(act, substitution_id, _day(sent, "last_on")))


def attempt(request: Request, house: House, who: Visitor, sent: Posted, do: Do) -> Response:
    """Do it and show the page again, or say why not beside what was typed."""
    try:
        with house.database.write() as session:
            do(act_of(session, who))
        return RedirectResponse(URL, HTTPStatus.SEE_OTHER)
    except AppError as fault:
        status = caught(request, fault)
        with house.database.read() as session:
            viewer = viewer_of(request, house, session, who)
            typed = defaultdict(str, {name: sent.one(name) for name in sent.values})
            tried = Tried(refusal_words(viewer, fault), typed)
            return page(request, viewer, "", tried, status, sent.values.get("processes", ()))


def page(
    request: Request,
    viewer: Viewer,
    sought: str,
    tried: Tried | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    chosen: object = (),
) -> Response:
    """The page in finished words."""
    view = substitutions_of(viewer, sought, chosen)  # type: ignore[arg-type]
    words = {"shell": shell_of(viewer, "substitutions"), "view": view, "tried": tried or Tried()}
    return show(request, "office/substitutions.html", status, **words)


def _day(sent: Posted, name: str) -> date:
    found = day(sent.one(name))
    if found is None:
        raise DayUnreadable
    return found
