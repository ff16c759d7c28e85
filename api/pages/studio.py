"""The studio's pages to look at: processes, their versions, the files of a version; and a new process."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from api.answers import caught
from api.context import House
from api.deps import Who, flag, require_role
from api.pages import studio_pages
from api.pages.foretold import assignment_of
from api.pages.health import state_of
from api.pages.posted import Posted, Sent
from api.pages.replays import drawing_of
from api.pages.shell import shell_of
from api.pages.studio_pages import url_of
from api.pages.viewer import Seen, Viewer, act_of, viewer_of
from api.rendering import show
from engine import definitions, drawings, studio_drafts, uploads
from engine.errors import DiagramInvalid
from engine.spiff.reading import MAX_BYTES
from engine.studio_drafts import Upload
from engine.task_errors import DefinitionUnknown
from kernel.errors import AppError, Forbidden
from kernel.render import N_
from people.roles import Role

router = APIRouter(prefix="/studio", include_in_schema=False, dependencies=[require_role(Role.ADMIN_SISTEM)])
FRESH = {"Cache-Control": "private, no-store"}
SAID = {
    "published": N_("Published as version %(n)s. New cases take it; those under way stay on their version."),
    "unchanged": N_("Nothing differs from version %(n)s, so no new version was made."),
    "discarded": N_("The draft is gone."),
}
Number = Annotated[int, Path(ge=1, le=1_000_000)]
START = N_("Begin")
WORDS = re.compile(r"[^a-z0-9]+")
TYPES = {".bpmn": "application/xml", ".dmn": "application/xml", ".json": "application/json"}


@router.get("")
def show_studio(
    request: Request, house: House, viewer: Seen, done: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """All processes, and how many incidents and alarms wait."""
    shell = shell_of(viewer, "studio", said=viewer.say(SAID[done]) if done == "discarded" else "")
    alarms = len(state_of(viewer, house).wrong)
    return show(request, "studio/list.html", shell=shell, studio=studio_pages.studio_of(viewer, alarms))


@router.get("/new")
def show_new(request: Request, viewer: Seen) -> Response:
    """The form for a new process."""
    return show(request, "studio/new.html", shell=shell_of(viewer, "studio"), said="", values={"key": "", "name": ""})


@router.post("")
def begin_process(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Begin a process from nothing or from a file, or show again what was typed and what is wrong with it."""
    try:
        with house.database.write() as session:
            viewer = viewer_of(request, house, session, who)
            key, text = _begun(sent, viewer.say(START))
            studio_drafts.begin(act_of(session, who), key, text)
    except Forbidden:
        raise
    except AppError as fault:
        status = caught(request, fault)
        with house.database.read() as session:
            viewer = viewer_of(request, house, session, who)
            values = {name: sent.one(name) for name in ("key", "name")}
            words = {"shell": shell_of(viewer, "studio"), "said": trouble_of(viewer, fault), "values": values}
            return show(request, "studio/new.html", status, **words)
    return RedirectResponse(f"{url_of(key)}/editor", HTTPStatus.SEE_OTHER)


@router.get("/{key}")
def show_process(request: Request, viewer: Seen, key: str, done: Annotated[str, Query(max_length=20)] = "") -> Response:
    """One process with its versions."""
    page = studio_pages.process_of(viewer, key)
    newest = page.versions[0].number if page.versions else 0
    said = viewer.say(SAID[done], n=newest) if done in SAID else ""
    return show(request, "studio/process.html", shell=shell_of(viewer, "studio", said=said), process=page)


@router.get("/{key}/versions/{number}", dependencies=[flag("drawing")])
def show_version(
    request: Request, viewer: Seen, key: str, number: Number, requester: Annotated[str, Query(max_length=60)] = ""
) -> Response:
    """The drawing of one version, to look at, and who would get its tasks if `requester` began a case now."""
    page = studio_pages.version_of(viewer, key, number)
    people = assignment_of(viewer, definitions.get_version(viewer.session, key, number).id, requester)
    return show(request, "studio/version.html", shell=shell_of(viewer, "studio"), version=page, assignment=people)


@router.get("/{key}/versions/{number}/diagram.bpmn")
def give_diagram(viewer: Seen, key: str, number: Number) -> Response:
    """The drawing of one version in the reader's language."""
    one = definitions.get_version(viewer.session, key, number)
    text = one.files[studio_drafts.diagram_of(key, one.files)]
    return Response(drawing_of(viewer, text.encode()), media_type="application/xml", headers=FRESH)


@router.get("/{key}/versions/{number}/files/{name:path}")
def give_file(viewer: Seen, key: str, number: Number, name: str) -> Response:
    """One file of a version as it was published."""
    return download(definitions.get_version(viewer.session, key, number).files, key, name, f"v{number}")


def download(files: Mapping[str, str], key: str, name: str, mark: str) -> Response:
    """A file to keep: `letter_disposition-v3.bpmn`. Raises DefinitionUnknown."""
    text = files.get(name)
    if text is None:
        raise DefinitionUnknown(key=key)
    stem, _, end = name.replace("/", "-").rpartition(".")
    headers = {**FRESH, "Content-Disposition": f'attachment; filename="{stem}-{mark}.{end}"'}
    return Response(text, media_type=TYPES.get(f".{end}", "application/octet-stream"), headers=headers)


def trouble_of(viewer: Viewer, fault: AppError) -> str:
    """A refusal in one sentence; of a drawing its first finding."""
    if isinstance(fault, DiagramInvalid) and fault.findings:
        first = fault.findings[0]
        return viewer.told(first.sentence, first.facts)
    return studio_pages.said_of(viewer, fault)


def uploaded(sent: Posted) -> Upload | None:
    """The file that was posted, read as far as it may be large; None when none was chosen."""
    parts = sent.files.get("file", [])
    if not parts:
        return None
    return Upload(parts[0].name, parts[0].stream.read(MAX_BYTES + 1), sent.one("replaces"))


def _begun(sent: Posted, start: str) -> tuple[str, str]:
    key, name = sent.one("key").strip().lower(), " ".join(sent.one("name").split())
    file = uploaded(sent)
    if file is None:
        return key, drawings.empty(key, name, start)
    text = uploads.readable("file.bpmn", file.content)
    key = key or WORDS.sub("_", drawings.process_of(text).lower()).strip("_")
    drawings.require_key(key)
    return key, drawings.under(key, text, name)
