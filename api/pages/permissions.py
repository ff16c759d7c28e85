"""The pages of permissions by the hour: asking, one permission, withdrawing."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.context import House
from api.deps import Deed, Who
from api.pages.asking import Question, asking_of, send
from api.pages.posted import Sent
from api.pages.record_pages import About, page_of
from api.pages.record_view import DeedView
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer
from api.rendering import show
from kernel.act import Act
from kernel.errors import AppError
from kernel.render import N_
from people import structure
from workflows.areas import OfPerson, Said, Value
from workflows.permission import access, briefing, line, requests, rows, trace
from workflows.permission.errors import PermissionUnknown
from workflows.permission.models import PermissionRequest
from workflows.permission.states import KIND_LABELS, STATE_LABELS, PermissionState

router = APIRouter(prefix="/permissions", include_in_schema=False)
TONES = {PermissionState.SUBMITTED: "today", PermissionState.GRANTED: "ok"}
SAID = {
    "begun": N_("Sent. You are told as soon as it is decided."),
    "withdrawn": N_("Withdrawn. Nothing else is needed."),
}


def begin(act: Act, raw: Mapping[str, Any], key: str | None) -> str:
    """Ask for a permission; gives its page."""
    return rows.record_url(trace.record_of(requests.apply(act, raw, key=key).request_id))


QUESTION = Question(
    process=requests.PROCESS,
    form=requests.FORM,
    url="/permissions",
    title=N_("Ask for a permission"),
    about=N_("For hours of a day, or one day. It is not leave and does not touch your leave balance."),
    begin=begin,
)


@router.get("")
def to_the_form(_viewer: Seen) -> Response:
    """Who comes to the address to which the form is sent, by reload or by another language, gets the form."""
    return RedirectResponse("/permissions/new", HTTPStatus.SEE_OTHER)


@router.get("/new")
def show_asking(request: Request, viewer: Seen) -> Response:
    """The form, with the name of who will decide."""
    view = asking_of(viewer, QUESTION, note=decider_of(viewer))
    return show(request, "records/new.html", shell=shell_of(viewer, "services"), asking=view)


@router.post("")
def ask(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Ask for a permission, or show again what was typed and what is wrong with it."""
    return send(request, house, who, sent, QUESTION)


@router.get("/{request_id}")
def show_permission(
    request: Request, viewer: Seen, request_id: str, done: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """One permission. Raises PermissionUnknown."""
    row = access.find_readable(viewer.session, viewer.actor, request_id)
    if row is None:
        raise PermissionUnknown
    said = viewer.say(SAID[done]) if done in SAID else ""
    shell = shell_of(viewer, "services", said=said, sent="permission_request-apply" if done == "begun" else "")
    return show(request, "records/record.html", shell=shell, record=page_of(viewer, about_of(viewer, row)))


@router.post("/{request_id}/withdrawal")
def withdraw(act: Deed, request_id: str) -> Response:
    """Take the question back. Raises PermissionUnknown, NotYourPermission, PermissionMoved."""
    requests.withdraw(act, request_id)
    return RedirectResponse(f"/permissions/{request_id}?done=withdrawn", HTTPStatus.SEE_OTHER)


def about_of(viewer: Viewer, row: PermissionRequest) -> About:
    """What the page of a permission says."""
    state = PermissionState(row.state)
    notes: list[tuple[Value, Value]] = [(Said(N_("Reason of %(who)s"), {"who": OfPerson(row.person_id)}), row.reason)]
    if row.decided_by is not None:
        notes.append((Said(N_("Decided by %(who)s"), {"who": OfPerson(row.decided_by)}), row.note))
    may_withdraw = state is PermissionState.SUBMITTED and row.person_id == viewer.actor.id
    about = N_("The task of your superior goes away; you may ask again.")
    url = f"/permissions/{row.id}/withdrawal"
    deed = DeedView(viewer.say(N_("Withdraw the question")), viewer.say(about), url) if may_withdraw else None
    return About(
        record=trace.record_of(row.id),
        title=OfPerson(row.person_id),
        over=Said(KIND_LABELS[row.kind]),
        state=STATE_LABELS[row.state],
        tone=TONES.get(state, "done"),
        facts=(*briefing.facts_of(row), *_decided(row)),
        notes=tuple(notes),
        deed=deed,
    )


def decider_of(viewer: Viewer) -> str:
    """Who would decide now, in words; nothing when nobody can."""
    try:
        post = structure.post_of_person(viewer.session, viewer.actor.id, viewer.now)
        today = viewer.calendar.date_of(viewer.now)
        barred = line.barred_from(viewer.session, viewer.actor.id, today, viewer.now)
        code = line.first_decider(viewer.session, post, barred, viewer.now)
    except AppError as fault:
        return viewer.told(fault.sentence, fault.facts)
    holder = structure.holder_of(viewer.session, code, viewer.now)
    return viewer.say(N_("%(who)s decides."), who=f"{holder.name}, {holder.title_line}") if holder else ""


def _decided(row: PermissionRequest) -> tuple[tuple[str, Value], ...]:
    by = OfPerson(row.decided_by) if row.decided_by else None
    return ((N_("Decided"), (by, row.decided_at)),)
