"""Messages, routed by us to the one place that waits: never left to the library."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import commands
from engine.commands import Command
from engine.models import MessageWait
from engine.stepping import Stepped, case_of, step
from engine.task_errors import NobodyWaits
from kernel import history
from kernel.act import Act


def deliver(act: Act, name: str, correlation: str, payload: Mapping[str, Any]) -> Stepped:
    """Give a message to the oldest place that waits for it. Raises NobodyWaits."""
    waiting = find_waiting(act.session, name, correlation)
    for wait in waiting:
        stream = f"instance:{wait.instance_id}"
        history.lock(act.session, stream)
        if (wait.instance_id, wait.ordinal) not in _places(act.session, name, correlation):
            continue  # another message reached it while we waited for the lock
        case = case_of(act.session, wait.instance_id)
        extra = {"message": name, "correlation": correlation}
        head = history.take(act.session, stream)
        return step(act, case, head, Command(commands.RECEIVED, wait.ordinal, payload), extra=extra)
    raise NobodyWaits(name=name, correlation=correlation)


def find_waiting(session: Session, name: str, correlation: str) -> list[MessageWait]:
    """The places that wait for a message, oldest instance first."""
    chosen = select(MessageWait).where(MessageWait.name == name, MessageWait.correlation == correlation)
    return list(session.scalars(chosen.order_by(MessageWait.instance_id, MessageWait.ordinal).limit(10)))


def _places(session: Session, name: str, correlation: str) -> set[tuple[str, int]]:
    chosen = select(MessageWait.instance_id, MessageWait.ordinal)
    found = session.execute(chosen.where(MessageWait.name == name, MessageWait.correlation == correlation))
    return {(instance_id, ordinal) for instance_id, ordinal in found}
