"""The way in and out, and the choice of language."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from api import languages
from api.answers import shown
from api.context import House
from api.deps import SLOT, Deed, Who
from api.errors import NotSignedIn, status_of
from api.languages import language_of
from api.rendering import show
from api.visitors import cookie_name, recognise
from kernel import clock
from kernel.act import Act
from kernel.errors import AppError
from kernel.render import LANGUAGES, text
from people import preferences, sessions
from people.errors import SignInPaused, SignInRefused
from people.sessions import Place
from people.signin import Attempt, sign_in
from workflows.installation import Installation

router = APIRouter(include_in_schema=False)
YEAR = 365 * 24 * 3600


@router.get("/sign-in", dependencies=[SLOT])
def show_sign_in(request: Request, house: House, next: str = "/", ended: bool = False) -> Response:
    """The form; who is signed in already goes on."""
    try:
        recognise(request, house)
    except NotSignedIn:
        return form(request, next, ended=ended)
    return RedirectResponse(local(next), HTTPStatus.SEE_OTHER)


@router.post("/sign-in", dependencies=[SLOT])
def enter(
    request: Request,
    house: House,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Sign in and go on, or say why not."""
    address = request.client.host if request.client else ""
    request.app.state.signin_bucket.take(address)
    place = Place(address, request.headers.get("user-agent", ""))
    attempt = Attempt(name, password, place, request.cookies.get(cookie_name(house), ""))
    try:
        welcome = sign_in(house.database, attempt, clock.now())
    except (SignInRefused, SignInPaused) as refusal:
        return form(request, next, refusal, name)
    response = RedirectResponse(local(next), HTTPStatus.SEE_OTHER)
    give_cookie(response, house, welcome.cookie)
    if welcome.language:
        give_language(response, house, welcome.language)
    return response


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
    lang: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
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


def form(
    request: Request, onward: str, refusal: AppError | None = None, name: str = "", *, ended: bool = False
) -> Response:
    """The form, with the reason of a refusal above it, or with what became of a text that was sent too late."""
    said = text(language_of(request), refusal.sentence, shown(refusal.facts)) if refusal else ""
    status = status_of(refusal) if refusal else HTTPStatus.OK
    return show(request, "signin.html", status, next=local(onward), said=said, typed=name, ended=ended)


def local(address: str) -> str:
    """An address inside this product, whatever was asked for."""
    parts = urlsplit(address)
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if is_ours and "\\" not in address and address.isprintable() else "/"


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
