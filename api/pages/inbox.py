"""The start page: the inbox, and what people do to tasks in lists."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from api.deps import Deed
from api.pages.asked import WhichList
from api.pages.boxes import box_of
from api.pages.done import sentence_of
from api.pages.shell import shell_of
from api.pages.signin_page import local
from api.pages.viewer import Seen
from api.rendering import show
from engine import tasks

router = APIRouter(include_in_schema=False)


@router.get("/")
def show_inbox(request: Request, viewer: Seen, asked: WhichList, done: str = "") -> Response:
    """A box of tasks; `done` names the task that was completed just now."""
    box = box_of(viewer, asked)
    said = sentence_of(viewer, done)
    return show(
        request, "inbox/inbox.html", shell=shell_of(viewer, "inbox", said=said, sent=done if said else ""), box=box
    )


@router.post("/tasks/{task_id}/claim")
def claim(act: Deed, task_id: str) -> Response:
    """Take a task of a group, and open it."""
    tasks.claim(act, task_id)
    return RedirectResponse(f"/tasks/{task_id}", HTTPStatus.SEE_OTHER)


@router.post("/tasks/{task_id}/release")
def release(act: Deed, task_id: str, back: Annotated[str, Form()] = "/?box=group") -> Response:
    """Give a task back to its group."""
    tasks.release(act, task_id)
    return RedirectResponse(local(back), HTTPStatus.SEE_OTHER)
