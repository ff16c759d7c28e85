"""An administrator's order as one value, done or only foreseen: the same deed, rolled back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from engine import interventions
from engine.intervention_errors import OrderIncomplete
from engine.interventions import Done, Reason
from kernel.act import Act, Actor
from kernel.db import Database


class Deed(StrEnum):
    """What can be ordered."""

    SUSPEND = "suspend"
    RESUME = "resume"
    MOVE = "move"
    SKIP = "skip"
    REPEAT = "repeat"
    CORRECT = "correct"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done to an instance; `token` and `to` for moving, `changes` and `delete` for correcting."""

    instance_id: str
    deed: str
    reason: Reason
    token: int | None = None
    to: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    delete: tuple[str, ...] = ()


class _Foreseen(Exception):
    """Carries out of a transaction what it would have led to, so that nothing of it is kept."""

    def __init__(self, done: Done) -> None:
        super().__init__()
        self.done = done


def perform(act: Act, order: Order) -> Done:
    """Do it. Raises OrderIncomplete and whatever the intervention raises."""
    if order.deed not in PERFORMED:
        raise OrderIncomplete(what="deed")
    return PERFORMED[order.deed](act, order)


def foresee(database: Database, actor: Actor, now: datetime, order: Order) -> Done:
    """What the order would lead to, exactly: it is done and rolled back. Raises what `perform` raises."""
    try:
        with database.write() as session:
            raise _Foreseen(perform(Act(session, actor, now, "preview"), order))
    except _Foreseen as seen:
        return seen.done


def _token(order: Order) -> int:
    if order.token is None:
        raise OrderIncomplete(what="token")
    return order.token


def _goal(order: Order) -> str:
    if not order.to:
        raise OrderIncomplete(what="to")
    return order.to


def _move(act: Act, order: Order) -> Done:
    return interventions.move(act, order.instance_id, order.reason, token=_token(order), to=_goal(order))


def _repeat(act: Act, order: Order) -> Done:
    return interventions.repeat(act, order.instance_id, order.reason, token=_token(order), to=_goal(order))


def _correct(act: Act, order: Order) -> Done:
    return interventions.correct(act, order.instance_id, order.reason, to=order.changes, delete=order.delete)


PERFORMED: Mapping[str, Callable[[Act, Order], Done]] = {
    Deed.SUSPEND: lambda act, it: interventions.suspend(act, it.instance_id, it.reason),
    Deed.RESUME: lambda act, it: interventions.resume(act, it.instance_id, it.reason),
    Deed.CANCEL: lambda act, it: interventions.cancel(act, it.instance_id, it.reason),
    Deed.SKIP: lambda act, it: interventions.skip(act, it.instance_id, it.reason, token=_token(it)),
    Deed.MOVE: _move,
    Deed.REPEAT: _repeat,
    Deed.CORRECT: _correct,
}
