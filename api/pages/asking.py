"""The form that begins a case of an area: shown, sent, shown again with what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api import answers
from api.context import Installation
from api.pages import files
from api.pages.fields import Filled
from api.pages.posted import Posted, raw_answers
from api.pages.record_view import AskingView
from api.pages.registering import Tried, attempt_of
from api.pages.shell import shell_of
from api.pages.task_pages import form_view
from api.pages.viewer import Viewer, act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from engine import definitions
from kernel.act import Act
from kernel.errors import AppError, Forbidden

Begin = Callable[[Act, Mapping[str, Any], str | None], str]


@dataclass(frozen=True, slots=True)
class Question:
    """A form by its process and step; `title` and `about` are msgids, `begin` starts the case and gives its page."""

    process: str
    form: str
    url: str
    title: str
    about: str
    begin: Begin
    first: Mapping[str, list[str]] = field(default_factory=dict)


def asking_of(viewer: Viewer, question: Question, tried: Tried | None = None, note: str = "") -> AskingView:
    """The form, first or after an attempt; `note` is said beside what it is about."""
    tried = tried or Tried(question.first)
    form = definitions.pinned_form(definitions.latest(viewer.session, question.process), question.form)
    attempt = attempt_of(viewer, tried)
    view = form_view(viewer, Filled(form, tried.values, attempt.faults), question.url, attempt)
    about = " ".join(part for part in (viewer.say(question.about), note) if part)
    return AskingView(viewer.say(question.title), about, question.form.replace("/", "-"), view)


def send(request: Request, house: Installation, who: Visitor, sent: Posted, question: Question) -> Response:
    """Begin the case, or show again what was typed and what is wrong with it. Raises Forbidden."""
    values = sent.values
    try:
        values = files.keep_posted(house, who, sent)
        with house.database.write() as session:
            form = definitions.pinned_form(definitions.latest(session, question.process), question.form)
            url = question.begin(act_of(session, who), raw_answers(form, values), sent.key)
    except Forbidden:
        raise
    except AppError as fault:
        return _again(request, house, who, question, Tried(values, sent.key or "", fault))
    return RedirectResponse(f"{url}?done=begun", HTTPStatus.SEE_OTHER)


def _again(request: Request, house: Installation, who: Visitor, question: Question, tried: Tried) -> Response:
    assert tried.fault is not None  # noqa: S101 - called with one
    status = answers.caught(request, tried.fault)
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        view, shell = asking_of(viewer, question, tried), shell_of(viewer, "services")
    return show(request, "records/new.html", status, shell=shell, asking=view)
