"""Messages from outside to a case that waits."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.deps import Deed, require_role, require_scope
from api.readable import NoNulls
from api.v1.instances import Step
from engine import messages
from people.roles import Role
from people.tokens import Scope

router = APIRouter(
    prefix="/api/v1/messages",
    tags=["messages"],
    dependencies=[require_scope(Scope.PROCESSES_START), require_role(Role.ADMIN_SISTEM)],
)


class Message(BaseModel):
    """A message by name, for the one place that waits for it; without a correlation only for places that ask none."""

    name: Annotated[str, NoNulls] = Field(max_length=100)
    correlation: Annotated[str, NoNulls] | None = Field(default=None, max_length=200)
    payload: dict[str, Any] = Field(default_factory=dict)


@router.post("")
def send_message(act: Deed, message: Message) -> Step:
    """Deliver a message to the oldest place that waits for it; else it begins a case of a process it starts."""
    done = messages.deliver(act, message.name, message.correlation, message.payload)
    return Step(instance_id=done.instance_id, number=done.number, task_ids=done.task_ids, state=done.state)
