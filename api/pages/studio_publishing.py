"""Publishing in the studio: a draft as a new version, an old version again."""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from api.answers import caught, is_for_program
from api.context import House, Installation
from api.deps import SLOT, Who, flag, require_role
from api.pages import studio_checks, studio_pages
from api.pages.foretold import assignment_of
from api.pages.posted import Posted, Sent
from api.pages.shell import shell_of
from api.pages.studio import Number, trouble_of
from api.pages.studio_pages import url_of
from api.pages.viewer import act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from engine import definitions, studio_drafts
from engine.errors import DiagramInvalid
from kernel.errors import AppError, Forbidden, NotFound
from people.roles import Role

router = APIRouter(prefix="/studio/{key}", include_in_schema=False, dependencies=[require_role(Role.ADMIN_SISTEM)])


@dataclass(frozen=True, slots=True)
class Wish:
    """What was to be published: the draft, or (`number`) an old version; and the note that was typed."""

    key: str
    note: str
    number: int = 0


@router.post("/publication", dependencies=[SLOT])
def publish_draft(request: Request, house: House, who: Who, key: str, sent: Sent) -> Response:
    """Publish the draft, or say what stands in the way; the draft stays until it is published."""
    wish = Wish(key, sent.one("note"))
    names = house.offices.handlers.names
    with house.database.read() as session:
        files = studio_drafts.get(session, who.actor.id, key).files
    definitions.findings_of(files, key, names)
    with house.database.read() as session:
        draft = studio_drafts.get(session, who.actor.id, key)
    definitions.findings_of(draft.files, key, names)  # slow: before the transaction, which finds it remembered
    try:
        with house.database.write() as session:
            act = act_of(session, who)
            done = studio_drafts.publish(act, key, note=wish.note, handlers=names)
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        return refused(request, house, who, wish, fault)
    how = "unchanged" if done.version == draft.based_on else "published"
    return _done(request, key, how)


@router.post("/versions/{number}/publication", dependencies=[SLOT, flag("drawing")])
def publish_again(request: Request, house: House, who: Who, key: str, number: Number, sent: Sent) -> Response:
    """Deploy an old version as a new number, or say what stands in the way."""
    wish, names = Wish(key, sent.one("note"), number), house.offices.handlers.names
    seen = _number(sent, "based_on")
    with house.database.read() as session:
        old = definitions.get_version(session, key, number)
    definitions.findings_of(old.files, key, names)  # slow: before the transaction, which finds it remembered
    try:
        with house.database.write() as session:
            note = studio_drafts.require_note(wish.note)
            done = definitions.republish(
                act_of(session, who), key, number, note=note, handlers=names, based_on=seen or None
            )
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        return refused(request, house, who, wish, fault)
    return _done(request, key, "unchanged" if done.version == seen else "published")


def refused(request: Request, house: Installation, who: Visitor, wish: Wish, fault: AppError) -> Response:
    """The page again, or the same for the editor: what stands in the way, and that nothing is lost."""
    status = caught(request, fault)
    findings = fault.findings if isinstance(fault, DiagramInvalid) else None
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        if wish.number:
            page = studio_pages.version_of(viewer, wish.key, wish.number, trouble_of(viewer, fault), wish.note)
            people = assignment_of(viewer, definitions.get_version(session, wish.key, wish.number).id, "")
            shell = shell_of(viewer, "studio")
            return show(request, "studio/version.html", status, shell=shell, version=page, assignment=people)
        said = studio_pages.said_of(viewer, fault)
        if is_for_program(request):
            draft = studio_drafts.get(session, who.actor.id, wish.key)
            rows = studio_checks.rows_of(viewer, findings or (), studio_checks.names_of(draft.files))
            told = {"said": said, "outdated": status == HTTPStatus.CONFLICT, "findings": studio_checks.told_of(rows)}
            return JSONResponse(told, status)
        check = studio_checks.check_of(viewer, wish.key, findings, said, wish.note)
        return show(request, "studio/check.html", status, shell=shell_of(viewer, "studio"), check=check)


def _done(request: Request, key: str, how: str) -> Response:
    there = f"{url_of(key)}?done={how}"
    if is_for_program(request):
        return JSONResponse({"url": there})
    return RedirectResponse(there, HTTPStatus.SEE_OTHER)


def _number(sent: Posted, name: str) -> int:
    typed = sent.one(name)
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
