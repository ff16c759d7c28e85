"""The page of a task: looking, saving a draft, sending."""

from dataclasses import replace
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from api import answers
from api.context import House, Installation
from api.deps import Deed, Who
from api.languages import language_of
from api.pages import files
from api.pages.asked import Asked, WhichList, box_named
from api.pages.boxes import box_of
from api.pages.comment_pages import last_of
from api.pages.done import sentence_of
from api.pages.naming import named
from api.pages.posted import Posted, Sent, raw_answers
from api.pages.shell import shell_of
from api.pages.task_pages import FIRST, Attempt, page_of
from api.pages.viewer import act_of, viewer_of
from api.pages.walks import find
from api.rendering import show
from api.visitors import Visitor
from engine import drafts, tasks
from kernel.act import Act
from kernel.errors import AppError, Forbidden, FormInvalid, NotFound
from kernel.render import clock_time, text
from workflows import answering
from workflows.areas import Offices

router = APIRouter(prefix="/tasks", include_in_schema=False)


@router.get("/{task_id}")
def show_task(request: Request, house: House, who: Who, task_id: str, asked: WhichList, done: str = "") -> Response:
    """A task in its list; opening it is noted for those who gave it."""
    with house.database.write() as session:
        note_reading(house.offices, act_of(session, who), task_id)
    return page(request, house, who, (task_id, asked, done))


@router.post("/{task_id}/draft")
def save_draft(request: Request, act: Deed, task_id: str, sent: Sent) -> Response:
    """Keep what was typed so far."""
    drafts.save(act, task_id, {name: list(several) for name, several in sent.values.items()})
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"saved": clock_time(language_of(request), act.now)})
    return RedirectResponse(f"/tasks/{task_id}", HTTPStatus.SEE_OTHER)


@router.post("/{task_id}/completion")
def complete(request: Request, house: House, who: Who, task_id: str, sent: Sent) -> Response:
    """Send the answers, and go on to the next task of the list."""
    asked = Asked(box_named(sent.box))
    values = sent.values
    try:
        values = files.keep_posted(house, who, sent)
        with house.database.write() as session:
            act = act_of(session, who)
            task = tasks.get_task(session, who.actor, task_id)
            raw = raw_answers(answering.form_of(act, task), values)
            answering.answer(act, task_id, raw, key=sent.key)
    except NotFound:
        raise
    except AppError as fault:
        tried = replace(sent, values=values)
        return refused(request, house, who, (task_id, asked, tried), fault)
    with house.database.read() as session:
        following = find(viewer_of(request, house, session, who), asked, 1).rows
    path = f"/tasks/{following[0][0].id}" if following else "/"
    address = asked.url(path)
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}done={task_id}", HTTPStatus.SEE_OTHER)


def refused(
    request: Request, house: Installation, who: Visitor, about: tuple[str, Asked, Posted], fault: AppError
) -> Response:
    """The page again with what was typed and what is wrong with it; what was typed is kept as a draft."""
    task_id, asked, sent = about
    status = answers.caught(request, fault)
    if not isinstance(fault, Forbidden):
        with house.database.write() as session:
            drafts.keep(act_of(session, who), task_id, {name: list(several) for name, several in sent.values.items()})
    with house.database.read() as session:
        facts = named(session, fault)
    sentence = FormInvalid.sentence if isinstance(fault, FormInvalid) else fault.sentence
    trouble = text(language_of(request), sentence, facts)
    faults = fault.fields if isinstance(fault, FormInvalid) else ()
    attempt = Attempt(sent.values, sent.key or "", trouble, faults)
    return page(request, house, who, (task_id, asked, ""), attempt, status)


def page(
    request: Request,
    house: Installation,
    who: Visitor,
    about: tuple[str, Asked, str],
    attempt: Attempt = FIRST,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The three columns with one task."""
    task_id, asked, done = about
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        task = tasks.get_task(session, who.actor, task_id)
        box = box_of(viewer, asked)
        said = sentence_of(viewer, done)
        shell = shell_of(viewer, "inbox", said=said, sent=done if said else "")
        view = page_of(viewer, task, box, asked, attempt)
        comments = last_of(viewer, task.record)
    return show(request, "tasks/task.html", status, shell=shell, box=box, task=view, comments=comments)


def note_reading(offices: Offices, act: Act, task_id: str) -> None:
    """Note the first reading of a task and of the record it is about. Raises TaskUnknown."""
    tasks.mark_read(act, task_id)
    task = tasks.get_task(act.session, act.actor, task_id)
    if task.is_open:
        offices.opened(act, task.record)
