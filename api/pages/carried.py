"""A form sent after the sign-in has ended: its texts travel through the sign-in and come back afterwards.

Nothing is kept for somebody who is not signed in: the texts stand in the page of the sign-in until it is sent.
"""

import re
from collections.abc import Mapping

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from api import answers
from api.context import Installation
from api.errors import NotSignedIn
from api.pages.posted import Posted, read_posted
from api.pages.registering import Tried, registering_of
from api.pages.shell import shell_of
from api.pages.signin_page import form
from api.pages.viewer import act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from engine import drafts, tasks
from engine.task_errors import TaskUnknown
from kernel import canonical
from kernel.act import Act
from workflows.letters import register

TASK = re.compile(r"/tasks/([^/]+)/(completion|draft)")
NEW = "/letters/new"
KEY = "_key"


async def refuse(request: Request, fault: Exception) -> Response:
    """The answer to whoever is not signed in: a posted form comes back inside the sign-in."""
    onward = onward_of(request)
    if not onward:
        return await answers.refuse(request, fault)
    async for sent in read_posted(request):
        if sent.values or sent.files:
            assert isinstance(fault, NotSignedIn)  # noqa: S101 - registered for it only
            return form(request, onward, fault, carried=written(sent))
    return await answers.refuse(request, fault)


def onward_of(request: Request) -> str:
    """The page on which a posted form stood, or '' when its texts are not carried."""
    by_script = "application/json" in request.headers.get("accept", "") or answers.is_for_program(request)
    if request.method != "POST" or by_script:
        return ""
    task = TASK.fullmatch(request.url.path)
    return f"/tasks/{task[1]}" if task else NEW if request.url.path == "/letters" else ""


def written(sent: Posted) -> str:
    """What was posted as one text."""
    return canonical.text({**sent.values, KEY: [sent.key or ""]})


def read(text: str) -> dict[str, list[str]]:
    """What was posted; nothing when the text is not ours."""
    try:
        told = canonical.parse(text)
    except ValueError:
        return {}
    sound = isinstance(told, dict) and all(
        isinstance(several, list) and all(isinstance(one, str) for one in several) for several in told.values()
    )
    return told if sound else {}


def bring_back(request: Request, house: Installation, who: Visitor, came: tuple[str, str]) -> Response | None:
    """Give back what was carried: a task's texts as its draft, a new letter's in its form (then that page)."""
    onward, text = came
    values = read(text)
    key = "".join(values.pop(KEY, []))
    if not values:
        return None
    if onward == NEW and who.actor.can_work_for(register.DESK):
        with house.database.read() as session:
            return _registering(request, house, session, (who, Tried(values, key)))
    task_id = onward.removeprefix("/tasks/")
    with house.database.write() as session:
        keep(act_of(session, who), task_id, values)
    return None


def keep(act: Act, task_id: str, values: Mapping[str, list[str]]) -> None:
    """Keep a draft for a task of one's own, whatever has become of it; another's task keeps nothing."""
    try:
        tasks.get_task(act.session, act.actor, task_id)
    except TaskUnknown:
        return
    drafts.keep(act, task_id, dict(values))


def _registering(request: Request, house: Installation, session: Session, about: tuple[Visitor, Tried]) -> Response:
    who, tried = about
    viewer = viewer_of(request, house, session, who)
    form_view, same = registering_of(viewer, tried)
    return show(request, "letters/new.html", shell=shell_of(viewer, "letters"), form=form_view, same=same)
