"""Who does it, when, and in which transaction: one explicit argument."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

Processes = frozenset[str]  # keys of processes; in `stands_for` none means all


@dataclass(frozen=True, slots=True)
class Acting:
    """On what ground a person works for a desk, by which letter.

    `definitive`, `plt` (vacancy), `plh` (absence) or `an` (substitute, instead of the person `of`).
    """

    desk: str
    capacity: str
    basis: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a part of the system, with the desks it may work for at this moment.

    `desks` are those whose tasks the actor may do (`person:P01`, `post:KP`, `role:agendaris`);
    `sees` those whose tasks it may only look at (the definitive holder while an acting official serves).
    A substitution may be limited: `within` are desks that count for some processes only, `ceded` own ones that do not
    count for some. `stands_for` are the persons whose substitute the actor is.
    """

    id: str
    desks: frozenset[str] = frozenset()
    sees: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    acting: Mapping[str, Acting] = field(default_factory=dict)
    within: Mapping[str, Processes] = field(default_factory=dict)
    ceded: Mapping[str, Processes] = field(default_factory=dict)
    stands_for: Mapping[str, Processes] = field(default_factory=dict)

    def can_work_for(self, desk: str, process: str = "") -> bool:
        """Whether the actor does a desk's tasks of a process; without one: whatever the process."""
        if desk in self.desks:
            return process not in self.ceded.get(desk, ())
        return process in self.within.get(desk, ())

    def can_see(self, desk: str, process: str = "") -> bool:
        """The same for reading."""
        return desk in self.desks or desk in self.sees or process in self.within.get(desk, ())

    def works_for(self, processes: Collection[str]) -> frozenset[str]:
        """The desks the actor works for when it is about one of some processes."""
        return frozenset(desk for desk in (*self.desks, *self.within) if self._counts(desk, processes))

    def looks_at(self, processes: Collection[str]) -> frozenset[str]:
        """The desks whose records of some processes the actor may read."""
        return self.desks | self.sees | self.works_for(processes)

    def leads(self) -> frozenset[str]:
        """The posts that the actor serves or watches, but not as a substitute: he does tasks, he does not lead."""
        posts = (desk for desk in self.desks | self.sees if desk.startswith("post:"))
        return frozenset(desk for desk in posts if desk not in self.acting or self.acting[desk].capacity != "an")

    def instead_of(self, process: str) -> frozenset[str]:
        """The persons for whom the actor stands in with a process."""
        return frozenset(person for person, only in self.stands_for.items() if not only or process in only)

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def _counts(self, desk: str, processes: Collection[str]) -> bool:
        return any(self.can_work_for(desk, process) for process in processes)


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
