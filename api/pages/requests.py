"""My requests: where each is now, who has it, when it is likely to end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.pages import standings
from api.pages.replays import may_see
from api.pages.shell import shell_of
from api.pages.speech import Speech
from api.pages.standings import StepLine
from api.pages.states import STATES
from api.pages.viewer import Seen, Viewer
from api.pages.words import Lamp
from api.rendering import show
from engine.states import ALIVE
from forms.coerce import is_plausible
from kernel.db import instant as written
from kernel.render import N_, instant
from workflows import requests
from workflows.requests import Place

router = APIRouter(prefix="/requests", include_in_schema=False)
APART = "~"


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in words."""

    title: str
    about: str
    url: str
    begun: str
    state: Lamp
    steps: tuple[StepLine, ...]
    waits: str
    forecast: str
    replay: str


@dataclass(frozen=True, slots=True)
class RequestsView:
    """A page of them."""

    summary: str
    rows: tuple[RequestLine, ...]
    older: str


@router.get("")
def show_requests(request: Request, viewer: Seen, after: Annotated[str, Query(max_length=120)] = "") -> Response:
    """The newest first."""
    view = view_of(viewer, _place(after))
    return show(request, "services/requests.html", shell=shell_of(viewer, "services"), requests=view)


def view_of(viewer: Viewer, after: Place | None) -> RequestsView:
    """A page of a person's requests."""
    found = requests.page(viewer.session, viewer.offices, viewer.actor, viewer.now, after=after)
    rows = tuple(_line(viewer, one) for one in found.rows)
    open_ones = sum(1 for one in found.rows if one.case is not None and one.case.state in ALIVE)
    older = f"/requests?after={written(found.next.begun_at)}{APART}{found.next.mark}" if found.next else ""
    summary = viewer.say(N_("%(open)s of those shown are under way"), open=open_ones)
    return RequestsView(summary, rows, older)


def _line(viewer: Viewer, one: requests.Request) -> RequestLine:
    speech = Speech(viewer)
    process, title, about = viewer.say(one.process), speech.say(one.row.title), speech.say(one.row.about)
    standing = one.standing
    return RequestLine(
        title=title or process,
        about=" · ".join(part for part in (process if title and title != process else "", about) if part),
        url=one.row.url,
        begun=instant(viewer.lang, one.row.begun_at),
        state=_state(viewer, one),
        steps=standings.steps_of(viewer, standing) if standing else (),
        waits=standings.sentence(viewer, standing) if standing and not standing.tasks else "",
        forecast=standings.forecast(viewer, standing.forecast) if standing else "",
        replay=f"/instances/{one.case.id}/replay" if one.case and may_see(viewer, one.case) else "",
    )


def _state(viewer: Viewer, one: requests.Request) -> Lamp:
    label = viewer.say(one.row.state or (STATES[one.case.state] if one.case else ""))
    alive = one.case is not None and one.case.state in ALIVE
    return Lamp("ok" if alive else "done", label)


def _place(after: str) -> Place | None:
    at, apart, mark = after.partition(APART)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Place(moment, mark) if apart and moment.tzinfo and is_plausible(moment.year) else None
