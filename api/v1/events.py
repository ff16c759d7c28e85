"""The log of a case, with the hashes that chain it."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from api.deps import Look, Who, require_role, require_scope
from api.v1.instances import OVERSEERS, require_log
from engine import instances
from kernel import history
from people.tokens import Scope

router = APIRouter(prefix="/api/v1/instances", tags=["events"])


class Event(BaseModel):
    """One event: what was done, by whom, for which post on what ground; `hash` covers it and `previous`."""

    number: int
    kind: str
    at: datetime
    recorded_at: datetime
    actor: str
    desk: str | None
    capacity: str | None
    basis: str | None
    source: str
    record: str | None
    version: str | None
    data: Any
    state: str | None
    previous: str
    hash: str


class Log(BaseModel):
    """The events in order, and the first fault of the chain (None when it is whole)."""

    stream: str
    items: list[Event]
    fault: str | None


@router.get("/{instance_id}/events", dependencies=[require_scope(Scope.PROCESSES_READ), require_role(*OVERSEERS)])
def list_events(look: Look, who: Who, instance_id: str, after: int = 0) -> Log:
    """All events of a case from the one behind `after`, for auditors; for administrators, if it concerns no record."""
    one = instances.get(look, instance_id)
    require_log(who.actor, one)
    stream = f"instance:{one.id}"
    fault = history.verify(look, stream)
    items = [
        Event(**{name: getattr(event, name) for name in Event.model_fields})
        for event in history.read(look, stream, after=after)
    ]
    return Log(stream=stream, items=items, fault=f"{fault.number}: {fault.what}" if fault else None)
