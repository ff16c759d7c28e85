"""Tasks: lists, one task with its form, claim, draft, completion."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, status
from pydantic import AfterValidator, BaseModel
from starlette.responses import JSONResponse, Response

from api.context import House
from api.deps import ByHand, Deed, Look, Who, require_scope
from api.v1.instances import Step
from api.v1.keys import IdempotencyKey
from api.v1.paging import After, Limit, mark, place
from engine import definitions, drafts, inbox, tasks
from engine.inbox import Box, Place
from kernel import canonical
from people.tokens import Scope
from workflows import answering
from workflows.areas import RowText

router = APIRouter(prefix="/api/v1/tasks", tags=["tasks"])
UNTOLD = RowText("", "", "")
READ, WRITE = require_scope(Scope.TASKS_READ), require_scope(Scope.TASKS_WRITE)


class Task(BaseModel):
    """A task as in a list."""

    id: str
    instance_id: str
    process: str
    element: str
    name: str
    form: str | None
    desk: str
    state: str
    record: str | None
    opened_at: datetime
    due_at: datetime | None
    claimed_by: str | None
    read_at: datetime | None
    done_by: str | None
    done_at: datetime | None


class TaskLine(Task):
    """A task of a list with what its record is about, as far as this person may know."""

    title: str
    about: str
    origin: str
    secret: bool


class TaskPage(BaseModel):
    """Tasks by due time."""

    items: list[TaskLine]
    next: str | None


class TaskDetail(Task):
    """A task with its pinned form and what was typed before."""

    json_schema: dict[str, Any] | None
    ui: dict[str, Any] | None
    draft: dict[str, Any] | None


def storable(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers that a draft can keep. Raises ValueError for numbers and half characters that no text can hold."""
    canonical.text(answers).encode()
    return answers


class Typed(BaseModel):
    """Values of a form by field."""

    answers: Annotated[dict[str, Any], AfterValidator(storable)]


@router.get("", dependencies=[READ])
def list_tasks(
    look: Look, who: Who, house: House, box: Box = Box.MINE, after: After = None, limit: Limit = 25
) -> TaskPage:
    """A page of one of my boxes."""
    behind = place(after, 2)
    page = inbox.page(look, who.actor, box, after=Place(*behind) if behind else None, limit=limit)
    told = house.offices.describe(look, who.actor, {row.record for row in page.rows if row.record})
    items = []
    for row in page.rows:
        said = told.get(row.record or "", UNTOLD)
        words: dict[str, Any] = {"title": said.title, "about": said.about, "origin": said.origin, "secret": said.secret}
        items.append(TaskLine(**_facts(row), **words))
    return TaskPage(items=items, next=mark(page.next))


@router.get("/{task_id}", dependencies=[READ])
def get_task(look: Look, who: Who, task_id: str) -> TaskDetail:
    """One task of mine, with its form as it was when the case began."""
    task = tasks.get_task(look, who.actor, task_id)
    form = definitions.form_of(look, task.definition_id, task.form) if task.form else None
    draft = drafts.find(look, who.actor.id, task_id)
    return TaskDetail(
        **_facts(task),
        json_schema=dict(form.schema) if form else None,
        ui=dict(form.ui) if form else None,
        draft=draft.data if draft else None,
    )


@router.put("/{task_id}/claim", status_code=status.HTTP_204_NO_CONTENT, dependencies=[WRITE])
def claim_task(act: Deed, task_id: str) -> None:
    """Take a task of a group."""
    tasks.claim(act, task_id)


@router.delete("/{task_id}/claim", status_code=status.HTTP_204_NO_CONTENT, dependencies=[WRITE])
def release_task(act: Deed, task_id: str) -> None:
    """Give it back to the group."""
    tasks.release(act, task_id)


@router.put("/{task_id}/draft", status_code=status.HTTP_204_NO_CONTENT, dependencies=[WRITE])
def save_draft(act: Deed, task_id: str, typed: Typed) -> None:
    """Keep what was typed so far."""
    drafts.save(act, task_id, typed.answers)


@router.post("/{task_id}/completion", dependencies=[WRITE], response_model=Step)
def complete_task(hand: ByHand, task_id: str, typed: Typed, idempotency_key: IdempotencyKey = None) -> Response:
    """Complete a task with the answers to its form."""
    with hand.act() as act:
        done = answering.answer(act, task_id, typed.answers, key=idempotency_key)
    return JSONResponse(asdict(done))


def _facts(row: object) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Task.model_fields}
