"""The editor and the draft behind it: kept as it is drawn, uploaded, checked, compared, thrown away."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, RedirectResponse, Response

from api.answers import caught, is_for_program
from api.context import House
from api.deps import Deed, Who, flag, require_role
from api.errors import RequestUnreadable
from api.pages import studio_checks, studio_pages
from api.pages.posted import Sent
from api.pages.shell import shell_of
from api.pages.studio import FRESH, download, trouble_of, uploaded
from api.pages.studio_editor import editor_data
from api.pages.studio_pages import url_of
from api.pages.viewer import Seen, act_of, viewer_of
from api.readable import Written
from api.rendering import show
from engine import definitions, studio_drafts, uploads
from kernel.errors import AppError, Forbidden, NotFound
from people.roles import Role

router = APIRouter(prefix="/studio/{key}", include_in_schema=False, dependencies=[require_role(Role.ADMIN_SISTEM)])


class Drawn(BaseModel):
    """The drawing as the editor has it; `based_on` is the version it was begun from."""

    xml: Written
    based_on: int = Field(default=0, ge=0, le=1_000_000)


@router.get("/editor", dependencies=[flag("drawing")])
def show_editor(request: Request, viewer: Seen, key: str) -> Response:
    """The editor."""
    page = studio_pages.editor_of(viewer, key)
    return show(request, "studio/editor.html", shell=shell_of(viewer, "studio"), editor=page)


@router.get("/editor.json")
def give_editor(viewer: Seen, key: str) -> Response:
    """What the editor works with: the drawing, what may be chosen, the words of the screen."""
    return JSONResponse(editor_data(viewer, key), headers=FRESH)


@router.post("/draft")
def keep_draft(request: Request, house: House, who: Who, key: str, drawn: Drawn) -> Response:
    """Keep the drawing. Raises DiagramInvalid when it can't be read, DefinitionUnknown."""
    with house.database.write() as session:
        viewer, act = viewer_of(request, house, session, who), act_of(session, who)
        page = studio_pages.process_of(viewer, key)
        place = studio_drafts.diagram_of(key, studio_drafts.files_of(session, who.actor.id, key))
        text = uploads.readable(place, drawn.xml.encode())
        newest = page.versions[0].number if page.versions else 0
        studio_drafts.keep(act, key, {place: text}, based_on=min(drawn.based_on, newest) or newest)
        return JSONResponse({"saved": studio_pages.clock_now(viewer)}, headers=FRESH)


@router.post("/findings")
def find(request: Request, viewer: Seen, key: str, drawn: Drawn) -> Response:
    """Check a drawing together with the other files of the draft; keeps nothing. Raises DefinitionUnknown."""
    files = studio_drafts.files_of(viewer.session, viewer.actor.id, key)
    place = studio_drafts.diagram_of(key, files)
    findings = definitions.findings_of({**files, place: drawn.xml}, key, viewer.offices.handlers.names)
    names = studio_checks.names_of({place: drawn.xml})
    return JSONResponse({"findings": studio_checks.told_of(studio_checks.rows_of(viewer, findings, names))})


@router.post("/draft/files")
def upload_file(request: Request, house: House, who: Who, key: str, sent: Sent) -> Response:
    """Put an uploaded file into the draft and show its check, or say why it can't be taken."""
    try:
        file = uploaded(sent)
        if file is None:
            raise RequestUnreadable
        with house.database.write() as session:
            studio_drafts.upload(act_of(session, who), key, file)
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        if is_for_program(request):
            raise
        status = caught(request, fault)
        with house.database.read() as session:
            viewer = viewer_of(request, house, session, who)
            page = studio_pages.process_of(viewer, key, trouble_of(viewer, fault))
            words = {"shell": shell_of(viewer, "studio"), "process": page}
            return show(request, "studio/process.html", status, **words)
    return RedirectResponse(f"{url_of(key)}/{sent.one('then') or 'check'}", HTTPStatus.SEE_OTHER)


@router.get("/draft/files/{name:path}")
def give_draft_file(viewer: Seen, key: str, name: str) -> Response:
    """One file of the draft. Raises DraftUnknown."""
    draft = studio_drafts.get(viewer.session, viewer.actor.id, key)
    return download(draft.files, key, name, "draft")


@router.get("/check")
def show_check(request: Request, viewer: Seen, key: str) -> Response:
    """What the checks say of the draft, and the form that publishes it. Raises DraftUnknown."""
    page = studio_checks.check_of(viewer, key)
    return show(request, "studio/check.html", shell=shell_of(viewer, "studio"), check=page)


@router.get("/comparison")
def show_comparison(request: Request, viewer: Seen, key: str) -> Response:
    """The draft held against the newest version. Raises DraftUnknown."""
    page = studio_checks.comparison_of(viewer, key)
    return show(request, "studio/comparison.html", shell=shell_of(viewer, "studio"), comparison=page)


@router.post("/draft/base")
def put_on_top(act: Deed, key: str, sent: Sent) -> Response:
    """Base the draft on the version that was compared. Raises DraftUnknown, DefinitionUnknown."""
    version = sent.one("version")
    studio_drafts.put_on_top(act, key, int(version) if version.isdecimal() and len(version) < 10 else 0)
    return RedirectResponse(f"{url_of(key)}/check", HTTPStatus.SEE_OTHER)


@router.post("/draft/removal")
def discard(act: Deed, key: str) -> Response:
    """Throw the draft away."""
    studio_drafts.discard(act, key)
    there = url_of(key) if definitions.find_latest(act.session, key) else "/studio"
    return RedirectResponse(f"{there}?done=discarded", HTTPStatus.SEE_OTHER)
