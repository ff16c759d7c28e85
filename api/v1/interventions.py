"""What administrators do to running cases: suspend, resume, move, skip, repeat, correct, cancel."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.context import House
from api.deps import SLOT, Deed, Look, Who, require_role, require_scope
from api.readable import Written
from api.v1.instances import Step
from engine import interventions, orders
from engine.interventions import Done, Reason
from engine.orders import Order
from kernel import clock
from kernel.act import Act
from people.roles import Role
from people.tokens import Scope

WORDS = 2_000
router = APIRouter(
    prefix="/api/v1/instances/{instance_id}",
    tags=["interventions"],
    dependencies=[require_scope(Scope.PROCESSES_INTERVENE), require_role(Role.ADMIN_SISTEM)],
)


class Why(BaseModel):
    """The reason: a code, and words that stay erasable."""

    reason: str = Field(max_length=40)
    text: Written = Field(default="", max_length=WORDS)


class Skip(Why):
    """A token whose task is passed."""

    token: int


class Move(Skip):
    """A token, and the element at which it begins anew."""

    to: str = Field(max_length=200)


class Correction(Why):
    """Process data by name: ids, codes and numbers, no personal texts."""

    set: dict[str, Any] = Field(default_factory=dict)
    delete: list[str] = Field(default_factory=list, max_length=200)


class Wanted(Why):
    """Any of the deeds, to be foreseen."""

    deed: str = Field(max_length=40)
    token: int | None = None
    to: str | None = Field(default=None, max_length=200)
    set: dict[str, Any] = Field(default_factory=dict)
    delete: list[str] = Field(default_factory=list, max_length=200)


class Token(BaseModel):
    """Where a token stands; `part`: it is one of several instances that are counted."""

    ordinal: int
    element: str
    part: bool
    movable: bool


class Intervention(Step):
    """A step with the elements that held a token before and after it."""

    before: list[str]
    after: list[str]
    opened: list[str]
    ran: list[str]


@router.get("/tokens")
def list_tokens(look: Look, instance_id: str) -> list[Token]:
    """Where the tokens stand."""
    found = interventions.tokens(look, instance_id)
    return [Token(ordinal=one.ordinal, element=one.element, part=one.part, movable=one.movable) for one in found]


@router.post("/foresight", dependencies=[SLOT])
def foresee(house: House, who: Who, instance_id: str, wanted: Wanted) -> Intervention:
    """What an intervention would lead to; nothing of it is kept."""
    order = Order(
        instance_id,
        wanted.deed,
        Reason(wanted.reason, wanted.text),
        wanted.token,
        wanted.to,
        wanted.set,
        tuple(wanted.delete),
    )
    return _said(orders.foresee(house.database, who.actor, clock.now(), order))


@router.put("/suspension")
def suspend(act: Deed, instance_id: str, why: Why) -> Intervention:
    """Let a case rest."""
    return _done(act, Order(instance_id, orders.Deed.SUSPEND, _reason(why)))


@router.post("/resumption")
def resume(act: Deed, instance_id: str, why: Why) -> Intervention:
    """Let it go on."""
    return _done(act, Order(instance_id, orders.Deed.RESUME, _reason(why)))


@router.post("/cancellation")
def cancel(act: Deed, instance_id: str, why: Why) -> Intervention:
    """End a case before its time, with the clean-up its process declares."""
    return _done(act, Order(instance_id, orders.Deed.CANCEL, _reason(why)))


@router.post("/moves")
def move(act: Deed, instance_id: str, wanted: Move) -> Intervention:
    """Take a token away and begin at another element."""
    return _done(act, Order(instance_id, orders.Deed.MOVE, _reason(wanted), wanted.token, wanted.to))


@router.post("/repetitions")
def repeat(act: Deed, instance_id: str, wanted: Move) -> Intervention:
    """Open an element again that was done."""
    return _done(act, Order(instance_id, orders.Deed.REPEAT, _reason(wanted), wanted.token, wanted.to))


@router.post("/skips")
def skip(act: Deed, instance_id: str, wanted: Skip) -> Intervention:
    """Pass a task without it being done."""
    return _done(act, Order(instance_id, orders.Deed.SKIP, _reason(wanted), wanted.token))


@router.post("/corrections")
def correct(act: Deed, instance_id: str, wanted: Correction) -> Intervention:
    """Set or delete process data."""
    order = Order(instance_id, orders.Deed.CORRECT, _reason(wanted), changes=wanted.set, delete=tuple(wanted.delete))
    return _done(act, order)


def _reason(why: Why) -> Reason:
    return Reason(why.reason, why.text)


def _done(act: Act, order: Order) -> Intervention:
    return _said(orders.perform(act, order))


def _said(done: Done) -> Intervention:
    step = done.step
    return Intervention(
        instance_id=step.instance_id,
        number=step.number,
        task_ids=step.task_ids,
        state=step.state,
        before=list(done.before),
        after=list(done.after),
        opened=list(done.opened),
        ran=list(done.ran),
    )
