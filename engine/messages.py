"""Messages, routed by us to the one place that waits, else to the one process that begins with it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from engine import commands, instances, starts
from engine.commands import Command
from engine.instances import Wanted
from engine.models import MessageWait
from engine.stepping import Stepped, case_of, step
from engine.task_errors import NobodyWaits
from kernel import history
from kernel.act import Act

UNHEARD = "message.unheard"


def deliver(
    act: Act, name: str, correlation: str | None, payload: Mapping[str, Any], *, starter: str | None = None
) -> Stepped:
    """Give a message to the oldest place that waits for it, or begin a case with it. Raises NobodyWaits.

    A place that asks for a correlation gets only a message that has the same; one that asks for none gets any.
    A case that it begins is that of the person who acts, or of `starter`.
    """
    for wait in find_waiting(act.session, name, correlation):
        stream = f"instance:{wait.instance_id}"
        history.lock(act.session, stream)
        if not _still_waits(act.session, wait):
            continue  # another message reached it while we waited for the lock
        case = case_of(act.session, wait.instance_id)
        extra = {"message": name, "correlation": correlation}
        head = history.take(act.session, stream)
        return step(act, case, head, Command(commands.RECEIVED, wait.ordinal, payload), extra=extra)
    for begin in starts.list_for(act.session, "message", name):
        return instances.start(act, begin.process, data=payload, wanted=Wanted(begin=begin.element, starter=starter))
    raise NobodyWaits(name=name, correlation=correlation or "–")


def carry(act: Act, name: str, correlation: str | None, by: str) -> None:
    """Bring a message that an instance has thrown; when nobody waits for it, its own log says so."""
    try:
        deliver(act, name, correlation, {}, starter=instances.get(act.session, by).started_by)
    except NobodyWaits:
        history.append(act, f"instance:{by}", UNHEARD, {"message": name, "correlation": correlation})


def find_waiting(session: Session, name: str, correlation: str | None) -> list[MessageWait]:
    """The places that wait for a message, those that ask for its correlation first, then the oldest instance."""
    chosen = select(MessageWait).where(MessageWait.kind == "message", MessageWait.name == name)
    order = (MessageWait.correlation.is_(None), MessageWait.instance_id, MessageWait.ordinal)
    return list(session.scalars(chosen.where(_matches(correlation)).order_by(*order).limit(10)))


def _matches(correlation: str | None) -> ColumnElement[bool]:
    anybody = MessageWait.correlation.is_(None)
    return anybody if correlation is None else or_(MessageWait.correlation == correlation, anybody)


def _still_waits(session: Session, wait: MessageWait) -> bool:
    place = (MessageWait.instance_id == wait.instance_id, MessageWait.ordinal == wait.ordinal)
    found = session.execute(select(MessageWait.name).where(*place)).first()
    return found is not None
