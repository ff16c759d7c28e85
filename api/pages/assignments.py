"""The pages of assignment letters: preparing, one assignment, taking it back."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from api import answers
from api.context import House, Installation
from api.deps import Who
from api.pages.asking import Question, asking_of, send
from api.pages.posted import Sent
from api.pages.record_pages import About, page_of
from api.pages.record_view import DeedView
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer, act_of, viewer_of
from api.readable import Written
from api.rendering import show
from api.visitors import Visitor
from kernel.act import Act
from kernel.errors import AppError, Invalid
from kernel.render import N_
from workflows.areas import Said
from workflows.assignment import access, briefing, ending, preparing, rows, sheet, trace
from workflows.assignment.errors import AssignmentUnknown
from workflows.assignment.models import Assignment
from workflows.assignment.states import OPEN, STATE_LABELS, AssignmentState

router = APIRouter(prefix="/assignments", include_in_schema=False)
TONES = {
    AssignmentState.ISSUED: "ok",
    AssignmentState.REPORTED: "done",
    AssignmentState.RETURNED: "late",
    **dict.fromkeys((AssignmentState.REFUSED, AssignmentState.CANCELLED, AssignmentState.RECALLED), "done"),
}
SAID = {
    "begun": N_("Sent. The days of everybody are held from now on."),
    "taken_back": N_("Taken back. Everybody is told and free again."),
}


def begin(act: Act, raw: Mapping[str, Any], key: str | None) -> str:
    """Prepare an assignment; gives its page."""
    return rows.record_url(trace.record_of(preparing.prepare(act, raw, key=key).assignment_id))


QUESTION = Question(
    process=preparing.PROCESS,
    form=preparing.FORM,
    url="/assignments",
    title=N_("Prepare an assignment letter"),
    about=N_("One letter and one number for all. Kasubbag Umum checks it, the head or who acts for the head signs."),
    begin=begin,
    first={"must_report": ["true"]},
)


@router.get("")
def to_the_form(_viewer: Seen) -> Response:
    """Who comes to the address to which the form is sent, by reload or by another language, gets the form."""
    return RedirectResponse("/assignments/new", HTTPStatus.SEE_OTHER)


@router.get("/new")
def show_preparing(request: Request, viewer: Seen) -> Response:
    """The form. Raises NotPreparer."""
    preparing.require_preparer(viewer.actor)
    view = asking_of(viewer, QUESTION)
    return show(request, "records/new.html", shell=shell_of(viewer, "services"), asking=view)


@router.post("")
def prepare(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Prepare an assignment, or show again what was typed and what is wrong with it."""
    return send(request, house, who, sent, QUESTION)


@router.get("/{assignment_id}")
def show_assignment(
    request: Request, house: House, who: Who, assignment_id: str, done: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """One assignment. Raises AssignmentUnknown."""
    return shown(request, house, who, (assignment_id, done))


@router.post("/{assignment_id}/recall")
def take_back(
    request: Request,
    house: House,
    who: Who,
    assignment_id: str,
    reason: Annotated[Written, Form(max_length=1000)] = "",
) -> Response:
    """Cancel or recall it, or show again why it can't be. Raises what `ending.take_back` forbids."""
    try:
        with house.database.write() as session:
            ending.take_back(act_of(session, who), assignment_id, reason)
    except Invalid as fault:
        return shown(request, house, who, (assignment_id, ""), fault)
    return RedirectResponse(f"/assignments/{assignment_id}?done=taken_back", HTTPStatus.SEE_OTHER)


def shown(
    request: Request, house: Installation, who: Visitor, about: tuple[str, str], fault: AppError | None = None
) -> Response:
    """The page of an assignment; after an attempt to take it back with what was wrong."""
    assignment_id, done = about
    status = answers.caught(request, fault) if fault else HTTPStatus.OK
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        row = access.find_readable(session, viewer.actor, assignment_id)
        if row is None:
            raise AssignmentUnknown
        said = viewer.say(SAID[done]) if done in SAID else ""
        shell = shell_of(viewer, "services", said=said, sent="assignment-prepare" if done == "begun" else "")
        page = page_of(viewer, about_of(viewer, row, fault))
    return show(request, "records/record.html", status, shell=shell, record=page)


def about_of(viewer: Viewer, row: Assignment, fault: AppError | None = None) -> About:
    """What the page of an assignment says."""
    documents = tuple(one.document_id for one in trace.documents_of(viewer.session, row.id))
    return About(
        record=trace.record_of(row.id),
        title=row.task,
        over=Said(N_("Assignment")),
        state=STATE_LABELS[row.state],
        tone=TONES.get(AssignmentState(row.state), "today"),
        facts=briefing.facts_of(viewer.session, row),
        notes=briefing.notes_of(viewer.session, row),
        documents=documents,
        deed=deed_of(viewer, row, fault),
    )


def deed_of(viewer: Viewer, row: Assignment, fault: AppError | None) -> DeedView | None:
    """The door to cancel or recall, for who may."""
    state = AssignmentState(row.state)
    if not sheet.may_take_back(Act(viewer.session, viewer.actor, viewer.now), row):
        return None
    is_open = state in OPEN
    label = N_("Cancel the assignment") if is_open else N_("Recall the assignment")
    about = N_("Everybody's calendar is free again and all are told; a paper that was made is revoked.")
    told = viewer.told(fault.sentence, fault.facts) if fault else ""
    return DeedView(viewer.say(label), viewer.say(about), f"/assignments/{row.id}/recall", viewer.say(N_("Why?")), told)
