"""Signals: everybody who waits hears them, each instance in a transaction of its own, by errand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import commands, instances, keys, starts
from engine.commands import Command
from engine.models import MessageWait
from engine.spiff.data import checked
from engine.stepping import Stepped, case_of, step
from kernel import history, ids, outbox
from kernel.act import Act
from kernel.outbox import Timing

SENT = "signal.sent"
HEAR, BEGIN = "event.hear", "event.begin"


@dataclass(frozen=True, slots=True)
class Sent:
    """How far a signal reaches: cases that wait for it, and processes that begin with it."""

    id: str
    waiting: int
    beginning: int


def send(act: Act, name: str, payload: Mapping[str, Any], *, key: str | None = None) -> Sent:
    """Send a signal from outside; errands bring it to all. Raises KeyReused, DataKeyReserved, DataNotJson."""
    payload = checked(payload)
    kept = keys.reserve(act, key, keys.digest("signal", name, payload))
    if kept is not None:
        return Sent(**kept)
    signal = ids.new_id(act.now)
    sent = broadcast(act, name, payload, signal)
    facts = {"signal": signal, "waiting": sent.waiting, "beginning": sent.beginning}
    history.append(act, f"signal:{name}", SENT, facts)
    keys.keep(act, key, sent)
    return sent


def broadcast(act: Act, name: str, payload: Mapping[str, Any], signal: str, by: str | None = None) -> Sent:
    """Leave an errand for each instance that waits now, but for the one that threw it, and for each start event."""
    waiting = [instance_id for instance_id in _list_waiting(act.session, name) if instance_id != by]
    for instance_id in waiting:
        facts = {"name": name, "payload": dict(payload)}
        outbox.put(act, HEAR, facts, key=f"hear:{signal}:{instance_id}", timing=Timing(instance=instance_id))
    begins = starts.list_for(act.session, "signal", name)
    starter = act.actor.id if by is None else instances.get(act.session, by).started_by
    for begin in begins:
        facts = {"process": begin.process, "begin": begin.element, "payload": dict(payload), "starter": starter}
        outbox.put(act, BEGIN, facts, key=f"begin:{signal}:{begin.process}.{begin.element}")
    return Sent(signal, len(waiting), len(begins))


def hear(act: Act, instance_id: str, name: str, payload: Mapping[str, Any]) -> Stepped:
    """A signal reaches all places of an instance that wait for it. Raises InstanceEnded, StaleTask for none."""
    head = history.take(act.session, f"instance:{instance_id}")
    case = case_of(act.session, instance_id)
    return step(act, case, head, Command(commands.SIGNALLED, data=payload, name=name), extra={"signal": name})


def _list_waiting(session: Session, name: str) -> list[str]:
    chosen = select(MessageWait.instance_id).where(MessageWait.kind == "signal", MessageWait.name == name)
    return list(session.scalars(chosen.distinct().order_by(MessageWait.instance_id)))
