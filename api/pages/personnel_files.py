"""Personnel files: one's own under /me/file, others' under /people; documents in and out."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from api.answers import caught
from api.context import House, Installation
from api.deps import Deed, Who
from api.pages.file_pages import file_of
from api.pages.posted import Posted, Sent
from api.pages.profile import looking
from api.pages.profiles import NOTHING, Tried
from api.pages.shell import shell_of
from api.pages.viewer import act_of
from api.rendering import show
from api.visitors import Visitor
from documents import archive
from documents.intake import Checked
from engine import keys
from kernel.act import Act
from kernel.errors import AppError, Forbidden, NotFound
from kernel.render import N_
from workflows.dosir import access, filing, opening, proposals
from workflows.dosir.access import Surface
from workflows.dosir.filing import Typed

router = APIRouter(include_in_schema=False)
DONE = {
    "filed": N_("The document lies in the file now. The employee is told."),
    "sent": N_("Sent to personnel. The document lies in your file once they accept it."),
    "removed": N_("Taken out of the file. The reason is kept; the employee is told."),
}
FILES = "document"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered for the key of a form that arrived."""

    entries: list[str]


@router.get("/me/file")
def show_own(request: Request, house: House, who: Who, done: str = "") -> Response:
    """One's own file."""
    return page(request, house, who, who.actor.id, done=done)


@router.get("/people/{person_id}/file")
def show_file(request: Request, house: House, who: Who, person_id: str, done: str = "") -> Response:
    """Somebody's file; that it was opened is written down."""
    return page(request, house, who, person_id, done=done)


@router.get("/me/file/{entry_id}")
def give_own(house: House, act: Deed, entry_id: str) -> Response:
    """A document of one's own file."""
    return given(house, act, act.actor.id, entry_id)


@router.get("/people/{person_id}/file/{entry_id}")
def give(house: House, act: Deed, person_id: str, entry_id: str) -> Response:
    """A document of somebody's file; that it was opened is written down."""
    return given(house, act, person_id, entry_id)


@router.post("/me/file")
def propose(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """A document for one's own file: personnel accepts it."""
    return bring(request, house, who, who.actor.id, sent)


@router.post("/people/{person_id}/file")
def add(request: Request, house: House, who: Who, sent: Sent, person_id: str) -> Response:
    """Documents for somebody's file."""
    return bring(request, house, who, person_id, sent)


@router.post("/people/{person_id}/file/{entry_id}/removal")
def remove(request: Request, house: House, who: Who, sent: Sent, person_id: str, entry_id: str) -> Response:
    """Take a document out of a file, with the reason."""
    try:
        with house.database.write() as session:
            filing.remove(act_of(session, who), person_id, entry_id, sent.one("reason"))
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        return page(request, house, who, person_id, Tried(fault=fault), status=caught(request, fault))
    return RedirectResponse(f"/people/{person_id}/file?done=removed", HTTPStatus.SEE_OTHER)


def bring(request: Request, house: Installation, who: Visitor, person_id: str, sent: Posted) -> Response:
    """Take documents in, or show the page again with what was typed and what is wrong with it."""
    try:
        take(house, who, person_id, sent)
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        typed = {name: sent.one(name) for name in sent.values}
        return page(request, house, who, person_id, Tried(values=typed, fault=fault), status=caught(request, fault))
    own = person_id == who.actor.id
    return RedirectResponse("/me/file?done=sent" if own else f"/people/{person_id}/file?done=filed", 303)


def take(house: Installation, who: Visitor, person_id: str, sent: Posted) -> None:
    """Check the files, then keep them in one transaction; the same key does it once."""
    own = person_id == who.actor.id
    typed = Typed(*(sent.one(name) for name in ("kind", "number", "dated_on", "valid_until", "replaces")))
    with house.database.read() as session:
        act = act_of(session, who)
        access.require(act, person_id, Surface.CHANGE)
        filing.described(act, typed, owner=own)  # before anybody looks into the files
    files = checked_files(house, sent, apart=bool(sent.one("apart")) and not own)
    asked = keys.digest("file", person_id, typed.kind, [one.blob.sha256 for one in files])
    with house.database.write() as session:
        act = act_of(session, who)
        if keys.reserve(act, sent.key, asked) is not None:
            return
        if own:
            made = [proposals.send_document(act, person_id, typed, files[0] if files else None, sent.one("note"))]
        else:
            made = filing.add(act, person_id, typed, files)
        keys.keep(act, sent.key, Kept(made))


def checked_files(house: Installation, sent: Posted, *, apart: bool) -> list[Checked]:
    """The files that were sent: each a document of its own, or the photographs of one."""
    parts = sent.files.get(FILES, [])
    if not parts:
        return []
    groups = [[part] for part in parts] if apart else [parts]
    return [filing.check(house.blobs, group) for group in groups]


def given(house: Installation, act: Act, person_id: str, entry_id: str) -> Response:
    """The bytes of a document as they were received."""
    document = opening.open_content(act, person_id, entry_id)
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(document.name)}",
        "Content-Length": str(document.size),
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(archive.content(house.blobs, document), media_type=document.media_type, headers=headers)


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
    """The page of a file."""
    with looking(request, house, who, person_id) as (viewer, act):
        opened = opening.open_file(act, person_id)
        view = file_of(viewer, act, opened, tried.values, tried.fault)
        shell = shell_of(viewer, "services", said=viewer.say(DONE[done]) if done in DONE else "")
    return show(request, "dosir/file.html", status, shell=shell, page=view)
