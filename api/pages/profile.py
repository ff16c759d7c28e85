"""Profiles: one's own under /me, others' under /people; each field has its form on the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.answers import caught
from api.context import House, Installation
from api.deps import Who
from api.pages.posted import Posted, Sent
from api.pages.profiles import NOTHING, Tried, profile_of
from api.pages.shell import shell_of
from api.pages.viewer import Viewer, act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from engine import keys
from kernel.act import Act
from kernel.errors import AppError, Forbidden, NotFound
from kernel.render import N_
from workflows.dosir import editing, filing, opening
from workflows.dosir.declarations import Field
from workflows.dosir.editing import Change

router = APIRouter(include_in_schema=False)
DONE = {
    "saved": N_("Saved. The value before stays in the history."),
    "sent": N_("Sent to personnel. You hear when it is decided."),
    "removed": N_("Removed. It stays in the history."),
}


@dataclass(frozen=True, slots=True)
class Done:
    """What is remembered for the key of a form that arrived."""

    proposal: str


@router.get("/me/profile")
def show_own(request: Request, house: House, who: Who, done: str = "") -> Response:
    """One's own profile."""
    return page(request, house, who, who.actor.id, done=done)


@router.get("/people/{person_id}/profile")
def show_profile(request: Request, house: House, who: Who, person_id: str, done: str = "") -> Response:
    """Somebody's profile; that it was opened is written down."""
    return page(request, house, who, person_id, done=done)


@router.post("/me/numbers")
def show_own_numbers(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """One's own numbers whole, this once."""
    return numbers(request, house, who, who.actor.id, sent)


@router.post("/people/{person_id}/numbers")
def show_numbers(request: Request, house: House, who: Who, sent: Sent, person_id: str) -> Response:
    """Somebody's numbers whole, this once, with a reason that is kept."""
    return numbers(request, house, who, person_id, sent)


@router.post("/me/profile/{name}")
def change_own(request: Request, house: House, who: Who, sent: Sent, name: str) -> Response:
    """Save or propose a change of one's own profile."""
    return change(request, house, who, (who.actor.id, name), sent)


@router.post("/people/{person_id}/profile/{name}")
def change_profile(request: Request, house: House, who: Who, sent: Sent, person_id: str, name: str) -> Response:
    """Personnel enters something into a profile."""
    return change(request, house, who, (person_id, name), sent)


@router.post("/people/{person_id}/profile/{name}/removal")
def remove_entry(request: Request, house: House, who: Who, sent: Sent, person_id: str, name: str) -> Response:
    """Personnel takes an entry out of a list."""
    try:
        with house.database.write() as session:
            editing.remove_entry(act_of(session, who), person_id, name, sent.one("entry"), sent.one("reason"))
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        return page(request, house, who, person_id, Tried(fault=fault), status=caught(request, fault))
    return RedirectResponse(f"/people/{person_id}/profile?done=removed#line-{name}", HTTPStatus.SEE_OTHER)


def change(request: Request, house: Installation, who: Visitor, about: tuple[str, str], sent: Posted) -> Response:
    """Save or propose, or show the page again with what was typed and what is wrong with it."""
    person_id, name = about
    one = editing.get_field(name)
    values = {part.name: sent.one(f"{name}.{part.name}") for part in one.parts or (one.part,)}
    try:
        done = do(house, who, person_id, (one, values, sent))
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        tried = Tried(name, values, fault)
        return page(request, house, who, person_id, tried, status=caught(request, fault))
    base = "/me" if person_id == who.actor.id else f"/people/{person_id}"
    said = "sent" if done.proposal else "saved"
    return RedirectResponse(f"{base}/profile?done={said}#line-{name}", HTTPStatus.SEE_OTHER)


def do(house: Installation, who: Visitor, person_id: str, asked: tuple[Field, dict[str, str], Posted]) -> Done:
    """Check the file, then keep it and save or propose in one transaction; the same key does it once."""
    one, values, sent = asked
    with house.database.read() as session:
        editing.require_open(act_of(session, who), person_id, one)  # before anybody looks into the file
    parts = sent.files.get(f"{one.name}.document", [])
    checked = filing.check(house.blobs, parts) if parts else None
    wanted = Change(values, sent.one(f"{one.name}.note"), checked)
    asked_for = keys.digest("profile", person_id, one.name, values, checked.blob.sha256 if checked else None)
    with house.database.write() as session:
        act = act_of(session, who)
        kept = keys.reserve(act, sent.key, asked_for)
        if kept is not None:
            return Done(**kept)
        done = Done(editing.submit(act, person_id, one.name, wanted) or "")
        keys.keep(act, sent.key, done)
        return done


def numbers(request: Request, house: Installation, who: Visitor, person_id: str, sent: Posted) -> Response:
    """The page with the numbers whole; that they were shown is written down first."""
    reason = sent.one("reason")
    try:
        with house.database.write() as session:
            opening.show_numbers(act_of(session, who), person_id, reason)
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        return page(request, house, who, person_id, Tried(fault=fault), status=caught(request, fault))
    return page(request, house, who, person_id, Tried(numbers=True))


def page(
    request: Request,
    house: Installation,
    who: Visitor,
    person_id: str,
    tried: Tried = NOTHING,
    *,
    done: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The page of a profile."""
    with looking(request, house, who, person_id) as (viewer, act):
        opened = opening.open_profile(act, person_id)
        view = profile_of(viewer, act, opened, tried)
        shell = shell_of(viewer, "services", said=viewer.say(DONE[done]) if done in DONE else "")
    return show(request, "dosir/profile.html", status, shell=shell, page=view)


@contextmanager
def looking(request: Request, house: Installation, who: Visitor, person_id: str) -> Iterator[tuple[Viewer, Act]]:
    """A transaction to look in: it writes only where somebody else's file is looked at."""
    own = person_id == who.actor.id
    with house.database.read() if own else house.database.write() as session:
        yield viewer_of(request, house, session, who), act_of(session, who)
