"""The office for its administrators: posts, persons, acting officials, roles, accounts."""

import secrets
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.answers import caught
from api.context import House
from api.deps import SLOT, Deed, Who, require_role
from api.pages.asked import WhichList
from api.pages.boxes import box_of
from api.pages.office_view import Tried
from api.pages.offices import office_of, person_of, post_of, refusal_words
from api.pages.posted import Posted, Sent
from api.pages.register_pages import day
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer, act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from kernel.act import Act
from kernel.errors import AppError
from people import accounts, acting, passwords, registry, seeing, staffing
from people.acting import Appointment
from people.errors import DayUnreadable
from people.registry import NewPerson, NewPost
from people.roles import Role

router = APIRouter(prefix="/office", include_in_schema=False, dependencies=[require_role(Role.ADMIN_SISTEM)])
Do = Callable[[Act], str | None]


@router.get("")
def show_office(request: Request, viewer: Seen) -> Response:
    """The tree of posts and everybody."""
    return page(request, viewer, "/office")


@router.get("/posts/{code}")
def show_post(request: Request, viewer: Seen, code: str) -> Response:
    """One post."""
    return page(request, viewer, f"/office/posts/{code}")


@router.get("/people/{person_id}")
def show_person(request: Request, viewer: Seen, person_id: str) -> Response:
    """One person."""
    return page(request, viewer, f"/office/people/{person_id}")


@router.get("/people/{person_id}/screen")
def see_as(request: Request, act: Deed, house: House, who: Who, person_id: str, asked: WhichList) -> Response:
    """The inbox as this person sees it; to be looked at only, and written down."""
    seen = seeing.see_as(act, person_id)
    viewer = viewer_of(request, house, act.session, Visitor(seen, who.source))
    name = person_of(viewer, person_id).name
    box = box_of(viewer, asked)
    own = shell_of(viewer_of(request, house, act.session, who), "office")
    return show(request, "office/screen.html", shell=own, box=box, person=name, person_id=person_id)


@router.post("/posts")
def make_post(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """A new post."""
    wanted = NewPost(*(sent.one(name) for name in ("code", "title", "level", "unit", "parent", "short")))
    return attempt(request, house, who, ("/office", sent), lambda act: registry.found(act, wanted))


@router.post("/people")
def take_person(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """A new person."""
    wanted = NewPerson(*(sent.one(name) for name in ("name", "nip", "email", "grade", "rank")))
    return attempt(
        request, house, who, ("/office", sent), lambda act: f"/office/people/{registry.register(act, wanted)}"
    )


@router.post("/posts/{code}/holding")
def assign(request: Request, house: House, who: Who, sent: Sent, code: str) -> Response:
    """Give the post to a person from a day on."""

    def do(act: Act) -> None:
        staffing.assign(act, sent.one("person"), code, _day(sent, "starts_on"))

    return attempt(request, house, who, (f"/office/posts/{code}", sent), do)


@router.post("/posts/{code}/vacancy")
def vacate(request: Request, house: House, who: Who, sent: Sent, code: str) -> Response:
    """The post stands empty from a day on."""
    return attempt(
        request,
        house,
        who,
        (f"/office/posts/{code}", sent),
        lambda act: staffing.vacate(act, code, _day(sent, "ends_on")),
    )


@router.post("/posts/{code}/acting")
def appoint(request: Request, house: House, who: Who, sent: Sent, code: str) -> Response:
    """Appoint an acting official."""

    def do(act: Act) -> None:
        days = _day(sent, "starts_on"), _day(sent, "last_on")
        acting.appoint(act, Appointment(sent.one("kind"), code, sent.one("person"), *days, sent.one("basis")))

    return attempt(request, house, who, (f"/office/posts/{code}", sent), do)


@router.post("/posts/{code}/acting/{acting_id}/revocation")
def revoke(request: Request, house: House, who: Who, sent: Sent, code: str, acting_id: str) -> Response:
    """End an appointment now."""
    where = (f"/office/posts/{code}", sent)
    return attempt(request, house, who, where, lambda act: acting.revoke(act, acting_id))


@router.post("/people/{person_id}/roles")
def grant(request: Request, house: House, who: Who, sent: Sent, person_id: str) -> Response:
    """Give a role."""
    where = (f"/office/people/{person_id}", sent)
    return attempt(request, house, who, where, lambda act: staffing.grant(act, person_id, sent.one("role")))


@router.post("/people/{person_id}/roles/removal")
def withdraw(request: Request, house: House, who: Who, sent: Sent, person_id: str) -> Response:
    """Take a role away."""
    where = (f"/office/people/{person_id}", sent)
    return attempt(request, house, who, where, lambda act: staffing.withdraw(act, person_id, sent.one("role")))


@router.post("/people/{person_id}/account", dependencies=[SLOT])
def open_account(request: Request, house: House, who: Who, sent: Sent, person_id: str) -> Response:
    """A way in, or a new password for it; the password is shown this once."""
    secret = secrets.token_urlsafe(9)
    hashed = passwords.hashed(secret)

    def do(act: Act) -> None:
        if accounts.find(act.session, person_id) is None:
            accounts.open_account(act, person_id, sent.one("sign_in"), hashed)
        else:
            accounts.set_password(act, person_id, hashed)

    return attempt(request, house, who, (f"/office/people/{person_id}", sent), do, secret)


@router.post("/people/{person_id}/account/closing")
def close_account(request: Request, house: House, who: Who, sent: Sent, person_id: str) -> Response:
    """Take the way in away."""
    where = (f"/office/people/{person_id}", sent)
    return attempt(request, house, who, where, lambda act: accounts.close_account(act, person_id))


def attempt(
    request: Request, house: House, who: Visitor, where: tuple[str, Posted], do: Do, secret: str = ""
) -> Response:
    """Do it and go on, or show the page again with the sentence and what was typed."""
    url, sent = where
    tried, status = Tried(secret=secret), HTTPStatus.OK
    try:
        with house.database.write() as session:
            url = do(act_of(session, who)) or url
        if not secret:
            return RedirectResponse(url, HTTPStatus.SEE_OTHER)
    except AppError as fault:
        with house.database.read() as session:
            said = refusal_words(viewer_of(request, house, session, who), fault)
        typed = defaultdict(str, {name: sent.one(name) for name in sent.values})
        tried, status = Tried(said, typed), caught(request, fault)
    with house.database.read() as session:
        return page(request, viewer_of(request, house, session, who), url, tried, status)


def page(
    request: Request, viewer: Viewer, url: str, tried: Tried | None = None, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    """The page of an address of the office."""
    _, _, kind, *rest = (*url.split("/"), "")
    shell = shell_of(viewer, "office")
    tried = tried or Tried()
    if kind == "posts":
        return show(request, "office/post.html", status, shell=shell, post=post_of(viewer, rest[0]), tried=tried)
    if kind == "people":
        return show(request, "office/person.html", status, shell=shell, person=person_of(viewer, rest[0]), tried=tried)
    return show(request, "office/office.html", status, shell=shell, office=office_of(viewer), tried=tried)


def _day(sent: Posted, name: str) -> date:
    found = day(sent.one(name))
    if found is None:
        raise DayUnreadable
    return found
