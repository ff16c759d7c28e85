"""Substitution: who stands in for whom; appoint, shorten, end."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from api.deps import Deed, Look, Who, require_scope
from kernel import clock
from people import standins
from people.substitution import Scope as Which
from people.substitution import Standin
from people.tokens import Scope
from workflows import handover

router = APIRouter(prefix="/api/v1/substitutions", tags=["substitutions"])
READ, WRITE = require_scope(Scope.TASKS_READ), require_scope(Scope.TASKS_WRITE)


class Substitution(BaseModel):
    """Who stands in for whom, both days included; no processes means all, `scope` is all, post or person."""

    id: str
    absent: str
    substitute: str
    starts_on: date
    last_on: date
    processes: list[str]
    scope: Which
    basis: str
    record: str | None
    revoked_at: datetime | None


class Wanted(BaseModel):
    """A substitution to be; without `absent` it is for oneself."""

    absent: str | None = None
    substitute: str
    starts_on: date
    last_on: date
    processes: list[str] = []
    scope: Which = Which.ALL
    basis: Annotated[str, Field(max_length=120)] = ""


class Made(BaseModel):
    """The id of what was made."""

    id: str


class LastDay(BaseModel):
    """The new last day."""

    last_on: date


@router.get("", dependencies=[READ])
def list_substitutions(look: Look, who: Who) -> list[Substitution]:
    """What stands today or later: mine; everybody's for those who keep the personnel records."""
    found = standins.list_visible(look, who.actor, clock.now())
    return [_shown(one) for one in found]


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=[WRITE])
def appoint(act: Deed, wanted: Wanted) -> Made:
    """Let somebody stand in."""
    absent = wanted.absent or act.actor.id
    days, only = (wanted.starts_on, wanted.last_on), frozenset(wanted.processes)
    made = Standin(absent, wanted.substitute, *days, only, wanted.basis, scope=wanted.scope)
    return Made(id=handover.appoint(act, made))


@router.post("/{substitution_id}/revocation", status_code=status.HTTP_204_NO_CONTENT, dependencies=[WRITE])
def revoke(act: Deed, substitution_id: str) -> None:
    """End it now."""
    standins.revoke(act, substitution_id)


@router.post("/{substitution_id}/shortening", status_code=status.HTTP_204_NO_CONTENT, dependencies=[WRITE])
def shorten(act: Deed, substitution_id: str, to: LastDay) -> None:
    """Let it end with an earlier day."""
    standins.shorten(act, substitution_id, to.last_on)


def _shown(one: Standin) -> Substitution:
    facts = {name: getattr(one, name) for name in Substitution.model_fields if name != "processes"}
    return Substitution(**facts, processes=sorted(one.processes))
