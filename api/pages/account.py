"""My own sign-ins, tokens and password."""

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from api.answers import shown
from api.context import House
from api.deps import SLOT, Deed, Look, Who
from api.errors import status_of
from api.languages import language_of
from api.pages import devices
from api.pages.shell import shell_of
from api.pages.viewer import viewer_of
from api.pages.words import Option
from api.readable import Written
from api.rendering import show
from api.visitors import Visitor
from kernel import clock
from kernel.errors import AppError
from kernel.render import N_, text
from people import accounts, directory, sessions, tokens
from people.errors import PasswordTooWeak, SignInRefused, TokenInvalid
from people.tokens import Scope
from workflows import mails
from workflows.mails import Wish
from workflows.telling import telling

router = APIRouter(prefix="/account", include_in_schema=False)
BACK = "/account"
WISHES = {
    Wish.URGENT: N_("one digest a day, and what is urgent at once"),
    Wish.DIGEST: N_("one digest a day, nothing else"),
    Wish.NONE: N_("no mail; I look into Satu Pintu myself"),
}


@router.get("")
def show_account(request: Request, look: Look, who: Who) -> Response:
    """My sign-ins, my tokens, my password."""
    return page(request, look, who)


@router.post("/sessions/end")
def end_other_sessions(act: Deed, who: Who) -> Response:
    """Sign out everywhere else."""
    sessions.end_all(act, who.actor.id, but=who.session_id)
    return RedirectResponse(BACK, HTTPStatus.SEE_OTHER)


@router.post("/sessions/{session_id}/end")
def end_session(act: Deed, session_id: str) -> Response:
    """Sign one browser out."""
    sessions.end(act, session_id)
    return RedirectResponse(BACK, HTTPStatus.SEE_OTHER)


@router.post("/tokens")
def issue_token(
    request: Request,
    act: Deed,
    who: Who,
    label: Annotated[Written, Form()] = "",
    scopes: Annotated[list[Written] | None, Form()] = None,
    days: Annotated[int, Form(ge=1, le=366)] = 90,
) -> Response:
    """A new token; its text is shown this once."""
    try:
        _, secret = tokens.issue(act, label, scopes or [], act.now + timedelta(days=days))
    except TokenInvalid as refusal:
        return page(request, act.session, who, refusal=refusal)
    return page(request, act.session, who, secret=secret)


@router.post("/tokens/{token_id}/revocation")
def revoke_token(act: Deed, token_id: str) -> Response:
    """End a token."""
    tokens.revoke(act, token_id)
    return RedirectResponse(BACK, HTTPStatus.SEE_OTHER)


@router.post("/mail")
def choose_mail(act: Deed, wish: Annotated[Written, Form()] = "") -> Response:
    """What I want to get by mail. Raises WishUnknown."""
    mails.choose(act, wish)
    return RedirectResponse(f"{BACK}#mail", HTTPStatus.SEE_OTHER)


@router.post("/password", dependencies=[SLOT])
def change_password(
    request: Request,
    house: House,
    who: Who,
    old: Annotated[Written, Form()] = "",
    new: Annotated[Written, Form()] = "",
) -> Response:
    """A new password; all other sign-ins end."""
    try:
        accounts.change_password(house.database, (who.actor, who.session_id), (old, new), clock.now())
    except (SignInRefused, PasswordTooWeak) as refusal:
        with house.database.read() as session:
            return page(request, session, who, refusal=refusal)
    return RedirectResponse(BACK, HTTPStatus.SEE_OTHER)


def page(
    request: Request, session: Session, who: Visitor, *, secret: str = "", refusal: AppError | None = None
) -> Response:
    """The page with the finished words."""
    lang = language_of(request)
    words = {
        "person": directory.person(session, who.actor.id).name,
        "shell": shell_of(viewer_of(request, request.app.state.installation, session, who), "account"),
        "sessions": sessions.list_of(session, who.actor.id, clock.now()),
        "device": devices.name_of,
        "here": who.session_id,
        "tokens": tokens.list_of(session, who.actor.id),
        "scopes": [scope.value for scope in Scope],
        "secret": secret,
        "mail": mail_of(session, who.actor.id, lang),
        "said": text(lang, refusal.sentence, shown(refusal.facts)) if refusal else "",
    }
    return show(request, "account.html", status_of(refusal) if refusal else HTTPStatus.OK, **words)


def mail_of(session: Session, person_id: str, lang: str) -> dict[str, Any]:
    """What I get by mail, where to, when."""
    chosen = mails.wish_of(session, person_id)
    at = f"{telling().digest_at:%H.%M}" if lang == "id" else f"{telling().digest_at:%H:%M}"
    choices = [Option(wish.value, text(lang, words), chosen=wish is chosen) for wish, words in WISHES.items()]
    return {"choices": choices, "address": directory.person(session, person_id).email, "at": at}
