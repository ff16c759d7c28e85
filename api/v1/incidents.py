"""Incidents: steps that failed again and again, and what is done about them."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.deps import Deed, Look, require_role, require_scope
from api.v1.paging import After, Limit, mark, place
from engine import incidents
from engine.models import Incident as Row
from people.roles import Role
from people.tokens import Scope

router = APIRouter(prefix="/api/v1/incidents", tags=["incidents"])
LOOK = [require_scope(Scope.PROCESSES_READ), require_role(Role.ADMIN_SISTEM, Role.AUDITOR)]
SETTLE = [require_scope(Scope.PROCESSES_START), require_role(Role.ADMIN_SISTEM)]


class Incident(BaseModel):
    """An incident: where, of which errand, why (a code, a sentence and its facts), in which state."""

    id: str
    instance_id: str | None
    ordinal: int | None
    process: str | None
    element: str | None
    job_kind: str
    code: str
    cause: str
    facts: dict[str, Any]
    state: str
    attempts: int
    opened_at: datetime
    failed_at: datetime
    closed_at: datetime | None


class IncidentPage(BaseModel):
    """Incidents, the newest first."""

    items: list[Incident]
    next: str | None


class Settled(BaseModel):
    """The state of an incident after a deed."""

    id: str
    state: str


class GivingUp(BaseModel):
    """Why nobody tries any more."""

    reason: str = Field(min_length=1, max_length=1000)


@router.get("", dependencies=LOOK)
def list_incidents(look: Look, after: After = None, limit: Limit = 50) -> IncidentPage:
    """All incidents, open and closed."""
    behind = place(after, 1)
    rows = incidents.list_newest(look, after=behind[0] if behind else None, limit=limit + 1)
    more = mark([rows[limit - 1].id]) if len(rows) > limit else None
    return IncidentPage(items=[_incident(row) for row in rows[:limit]], next=more)


@router.get("/{incident_id}", dependencies=LOOK)
def get_incident(look: Look, incident_id: str) -> Incident:
    """One incident."""
    return _incident(incidents.get(look, incident_id))


@router.post("/{incident_id}/retry", dependencies=SETTLE)
def retry_incident(act: Deed, incident_id: str) -> Settled:
    """Have the step tried again from its first attempt on."""
    return Settled(id=incident_id, state=incidents.retry(act, incident_id))


@router.post("/{incident_id}/giving-up", dependencies=SETTLE)
def give_up_incident(act: Deed, incident_id: str, giving_up: GivingUp) -> Settled:
    """Stop trying: an error boundary event for `gave-up` goes on; without one the case waits and the incident stays."""
    return Settled(id=incident_id, state=incidents.give_up(act, incident_id, reason=giving_up.reason))


def _incident(row: Row) -> Incident:
    return Incident(**{name: getattr(row, name) for name in Incident.model_fields})
