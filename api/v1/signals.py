"""Signals from outside, for all cases that wait and all processes that begin with them."""

from typing import Annotated, Any

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from api.deps import Deed, require_role, require_scope
from api.readable import NoNulls
from api.v1.keys import IdempotencyKey
from engine import signals
from people.roles import Role
from people.tokens import Scope

router = APIRouter(
    prefix="/api/v1/signals",
    tags=["signals"],
    dependencies=[require_scope(Scope.PROCESSES_START), require_role(Role.ADMIN_SISTEM)],
)


class Signal(BaseModel):
    """A signal by name, and the data it brings: ids and codes, no personal texts."""

    name: Annotated[str, NoNulls] = Field(min_length=1, max_length=100)
    payload: dict[str, Any] = Field(default_factory=dict)


class Reach(BaseModel):
    """How many cases wait for the signal now, and how many processes begin with it; it reaches them right after."""

    id: str
    waiting: int
    beginning: int


@router.post("", status_code=status.HTTP_202_ACCEPTED)
def send_signal(act: Deed, signal: Signal, idempotency_key: IdempotencyKey = None) -> Reach:
    """Send a signal to everybody; nobody waiting is no fault."""
    sent = signals.send(act, signal.name, signal.payload, key=idempotency_key)
    return Reach(id=sent.id, waiting=sent.waiting, beginning=sent.beginning)
