"""My requests: cases one started or that are about one, and where they are."""

from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from api.context import House
from api.deps import Look, Who, require_scope
from api.pages.speech import Speech
from api.pages.viewer import viewer_of
from api.v1.paging import After, Limit, mark, moment, place
from engine.inbox import TaskRow
from kernel import clock
from kernel.db import instant
from people import structure
from people.tokens import Scope
from workflows import requests
from workflows.requests import Place

router = APIRouter(prefix="/api/v1/requests", tags=["requests"])
READ = require_scope(Scope.PROCESSES_READ)
FROM_ROWS = ConfigDict(from_attributes=True)


class PresentStep(BaseModel):
    """An open task of the case: whose desk it lies on, and who serves that desk now (None: several, or nobody)."""

    element: str
    name: str
    desk: str
    person: str | None
    since: datetime
    due_at: datetime | None


class Forecast(BaseModel):
    """The likely end. `basis`: `past` (median of `count` ended cases) or `limits` (sum of the limits still ahead).

    `at` is null when the case takes longer already than half of the past ones; `whole` is false when a step ahead has
    no limit.
    """

    model_config = FROM_ROWS
    basis: str
    at: datetime | None
    count: int
    whole: bool


class RequestEntry(BaseModel):
    """A case. `state` is its own (`running` …); title and about are texts of its record."""

    record: str
    title: str
    about: str
    url: str
    begun_at: datetime
    instance_id: str | None
    process: str | None
    state: str | None
    steps: list[PresentStep]
    forecast: Forecast | None


class RequestPage(BaseModel):
    """Requests, the newest first."""

    items: list[RequestEntry]
    next: str | None


@router.get("", dependencies=[READ])
def list_requests(
    request: Request, look: Look, house: House, who: Who, after: After = None, limit: Limit = 20
) -> RequestPage:
    """The requests of whoever asks."""
    behind, now = place(after, 2), clock.now()
    begun = Place(moment(behind[0]), behind[1]) if behind else None
    found = requests.page(look, house.offices, who.actor, now, after=begun, limit=limit)
    speech, items = Speech(viewer_of(request, house, look, who)), []
    for one in found.rows:
        row, standing, case = one.row, one.standing, one.case
        tasks = standing.tasks if standing else ()
        likely = standing.forecast if standing else None
        items.append(
            RequestEntry(
                record=row.record,
                title=speech.say(row.title),
                about=speech.say(row.about),
                url=row.url,
                begun_at=row.begun_at,
                instance_id=row.instance_id,
                process=case.process if case else None,
                state=case.state if case else None,
                steps=[_step(task, _serves(look, task, now)) for task in tasks],
                forecast=Forecast.model_validate(likely) if likely else None,
            )
        )
    following = mark([instant(found.next.begun_at), found.next.mark]) if found.next else None
    return RequestPage(items=items, next=following)


def _step(task: TaskRow, person: str | None) -> PresentStep:
    return PresentStep(
        element=task.element, name=task.name, desk=task.desk, person=person, since=task.opened_at, due_at=task.due_at
    )


def _serves(look: Look, task: TaskRow, now: datetime) -> str | None:
    sort, _, key = task.desk.partition(":")
    if task.claimed_by or sort == "person":
        return task.claimed_by or key
    holder = structure.holder_of(look, key, now) if sort == "post" else None
    return holder.person_id if holder else None
