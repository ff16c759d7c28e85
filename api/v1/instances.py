"""Running and ended cases."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from api.context import House
from api.deps import Deed, Look, Who, require_role, require_scope
from api.errors import RoleMissing, StartedByItsArea
from api.readable import NoNulls
from api.v1.keys import IdempotencyKey
from api.v1.paging import After, Limit, mark, place
from engine import instances, involvement, present
from engine.instances import Wanted
from engine.models import Instance as Row
from kernel.act import Actor
from people.roles import Role
from people.tokens import Scope

router = APIRouter(prefix="/api/v1/instances", tags=["instances"])
READ, START = require_scope(Scope.PROCESSES_READ), require_scope(Scope.PROCESSES_START)
OVERSEERS = (Role.AUDITOR, Role.ADMIN_SISTEM)


class Instance(BaseModel):
    """A case: pinned to a version, in a state."""

    id: str
    process: str
    definition_id: str
    record: str | None
    business_key: str | None
    state: str
    started_by: str
    started_at: datetime
    ended_at: datetime | None


class InstancePage(BaseModel):
    """Cases, the newest first."""

    items: list[Instance]
    next: str | None


class OpenTask(BaseModel):
    """A task that somebody can do now."""

    id: str
    element: str
    name: str
    desk: str
    state: str
    due_at: datetime | None


class Timer(BaseModel):
    """A timer that has not fired yet."""

    element: str
    due_at: datetime


class Wait(BaseModel):
    """A message or signal (`kind`) that the case waits for."""

    kind: str
    name: str
    correlation: str | None


class Present(Instance):
    """A case after event `number`: `data` of the task that ended last, `here` the elements with a token."""

    number: int
    data: dict[str, Any]
    here: list[str]
    tasks: list[OpenTask]
    timers: list[Timer]
    waits: list[Wait]


class Start(BaseModel):
    """What a new case begins with: ids and codes, no personal texts."""

    process: Annotated[str, NoNulls] = Field(max_length=100)
    data: dict[str, Any] = Field(default_factory=dict)
    business_key: Annotated[str, NoNulls] | None = Field(default=None, max_length=200)


class Step(BaseModel):
    """What a step led to."""

    instance_id: str
    number: int
    task_ids: list[str]
    state: str


@router.get("", dependencies=[READ, require_role(*OVERSEERS)])
def list_instances(look: Look, after: After = None, limit: Limit = 50) -> InstancePage:
    """All cases, for auditors and administrators."""
    behind = place(after, 1)
    rows = instances.list_newest(look, after=behind[0] if behind else None, limit=limit + 1)
    more = mark([rows[limit - 1].id]) if len(rows) > limit else None
    return InstancePage(items=[_instance(row) for row in rows[:limit]], next=more)


@router.get("/{instance_id}", dependencies=[READ])
def get_instance(look: Look, who: Who, instance_id: str) -> Instance:
    """One case: of one's own, or any for auditors and administrators."""
    if who.actor.has_role(*OVERSEERS):
        return _instance(instances.get(look, instance_id))
    return _instance(involvement.get_own(look, who.actor, instance_id))


@router.get("/{instance_id}/state", dependencies=[READ, require_role(*OVERSEERS)])
def get_state(look: Look, instance_id: str) -> Present:
    """Where a case stands: tokens, data, open tasks, timers, messages waited for."""
    found = present.present(look, instance_id)
    return Present(
        **_facts(found.instance, Instance),
        number=found.number,
        data=found.data,
        here=found.here,
        tasks=[OpenTask(**_facts(row, OpenTask)) for row in found.tasks],
        timers=[Timer(element=timer.element, due_at=timer.due_at) for timer in found.timers],
        waits=[Wait(kind=wait.kind, name=wait.name, correlation=wait.correlation) for wait in found.waits],
    )


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=[START, require_role(Role.ADMIN_SISTEM)])
def start_instance(act: Deed, house: House, start: Start, idempotency_key: IdempotencyKey = None) -> Step:
    """Start a case of a process that belongs to no business area; those of an area begin with its own deed."""
    if any(start.process in area.processes for area in house.offices.areas.values()):
        raise StartedByItsArea(process=start.process)
    wanted = Wanted(business_key=start.business_key, key=idempotency_key)
    done = instances.start(act, start.process, data=start.data, wanted=wanted)
    return Step(instance_id=done.instance_id, number=done.number, task_ids=done.task_ids, state=done.state)


def require_log(actor: Actor, one: Row) -> None:
    """Auditors read every log, administrators those of cases that concern no record. Raises RoleMissing."""
    if one.record is not None and not actor.has_role(Role.AUDITOR):
        raise RoleMissing(roles=Role.AUDITOR)


def _instance(row: object) -> Instance:
    return Instance(**_facts(row, Instance))


def _facts(row: object, model: type[BaseModel]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in model.model_fields}
