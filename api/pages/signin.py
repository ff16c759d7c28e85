"""The way in and out, and the choice of language."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from api import languages
from api.context import House
from api.deps import SLOT, Deed, Who
from api.errors import NotSignedIn
from api.pages.carried import bring_back
from api.pages.signin_page import form, local
from api.readable import Written
from api.visitors import Visitor, cookie_name, recognise
from kernel import clock
from kernel.act import Act
from kernel.render import LANGUAGES
from people import preferences, sessions
from people.desks import actor_of
from people.errors import SignInPaused, SignInRefused
from people.sessions import Place
from people.signin import Attempt, Welcome, sign_in
from workflows.installation import Installation

router = APIRouter(include_in_schema=False)
YEAR = 365 * 24 * 3600


@router.get("/sign-in", dependencies=[SLOT])
def show_sign_in(request: Request, house: House, next: str = "/") -> Response:
    """The form; who is signed in already goes on."""
    try:
        recognise(request, house)
    except NotSignedIn:
        return form(request, next)
    return RedirectResponse(local(next), HTTPStatus.SEE_OTHER)


@router.post("/sign-in", dependencies=[SLOT])
def enter(
    request: Request,
    house: House,
    name: Annotated[Written, Form()] = "",
    password: Annotated[Written, Form()] = "",
    next: Annotated[Written, Form()] = "/",
    carried: Annotated[Written, Form()] = "",
) -> Response:
    """Sign in and go on, or say why not."""
    address = request.client.host if request.client else ""
    request.app.state.signin_bucket.take(address)
    place = Place(address, request.headers.get("user-agent", ""))
    attempt = Attempt(name, password, place, request.cookies.get(cookie_name(house), ""))
    try:
        welcome = sign_in(house.database, attempt, clock.now())
    except (SignInRefused, SignInPaused) as refusal:
        return form(request, next, refusal, name, carried=carried)
    response = onward(request, house, welcome, (local(next), carried))
    give_cookie(response, house, welcome.cookie)
    if welcome.language:
        give_language(response, house, welcome.language)
    return response


def onward(request: Request, house: Installation, welcome: Welcome, came: tuple[str, str]) -> Response:
    """The page that was asked for; with what had been typed when a form came too late."""
    with house.database.read() as session:
        who = Visitor(actor_of(session, welcome.person_id, clock.now()), f"s:{welcome.session_id}")
    brought = bring_back(request, house, who, came) if came[1] else None
    return brought or RedirectResponse(came[0], HTTPStatus.SEE_OTHER)


@router.post("/sign-out")
def leave(house: House, act: Deed, who: Who) -> Response:
    """End this session."""
    sessions.end(act, who.session_id)
    response = RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    response.delete_cookie(cookie_name(house), secure=house.settings.secure_cookies, httponly=True, samesite="lax")
    return response


@router.post("/language", dependencies=[SLOT])
def choose_language(
    request: Request,
    house: House,
    lang: Annotated[Written, Form()] = "",
    next: Annotated[Written, Form()] = "/",
) -> Response:
    """Read on in another language; kept for the person who is signed in, else in the browser."""
    response = RedirectResponse(local(next), HTTPStatus.SEE_OTHER)
    if lang not in LANGUAGES:
        return response
    give_language(response, house, lang)
    try:
        visitor = recognise(request, house)
    except NotSignedIn:
        return response
    with house.database.write() as session:
        preferences.choose_language(Act(session, visitor.actor, clock.now(), visitor.source), lang)
    return response


def give_cookie(response: Response, house: Installation, cookie: str) -> None:
    """The session's cookie: unreadable for scripts, not sent along from other sites' forms."""
    response.set_cookie(
        cookie_name(house),
        cookie,
        max_age=int(sessions.LIFE.total_seconds()),
        path="/",
        secure=house.settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def give_language(response: Response, house: Installation, lang: str) -> None:
    """The language's cookie."""
    response.set_cookie(languages.COOKIE, lang, max_age=YEAR, secure=house.settings.secure_cookies, samesite="lax")
