"""Who does it, when, and in which transaction: one explicit argument."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Acting:
    """On what ground a person works for a desk: `definitive`, `plt` (vacancy) or `plh` (absence), by which letter."""

    desk: str
    capacity: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a part of the system, with the desks it may work for at this moment.

    `desks` are those whose tasks the actor may do (`person:P01`, `post:KP`, `role:agendaris`);
    `sees` those whose tasks it may only look at (the definitive holder while an acting official serves).
    """

    id: str
    desks: frozenset[str] = frozenset()
    sees: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    acting: Mapping[str, Acting] = field(default_factory=dict)

    def can_work_for(self, desk: str) -> bool:
        return desk in self.desks

    def can_see(self, desk: str) -> bool:
        return desk in self.desks or desk in self.sees

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


def system(name: str) -> Actor:
    """A part of the system as an actor: `system:timers`."""
    return Actor(id=f"system:{name}")


@dataclass(frozen=True, slots=True)
class Act:
    """One deed in the making: its transaction, its actor, its time, where it came from."""

    session: Session
    actor: Actor
    now: datetime
    source: str = ""

    def with_(self, **changes: Any) -> "Act":
        return replace(self, **changes)
