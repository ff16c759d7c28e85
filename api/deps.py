"""What routes ask for: who is here, a look at the database, an act.

The limits share out the 30 connections of a pool; who waits for a place waits without a thread (see api.turns).
What asks no database is `async`: it spares a journey to a thread.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from api.context import House, Installation, installation_of
from api.errors import RoleMissing, ScopeMissing
from api.visitors import Visitor, recognise
from kernel import clock
from kernel.act import Act


def visitor(request: Request) -> Visitor:
    """Who is here. Raises NotSignedIn."""
    found = recognise(request, installation_of(request))
    request.state.visitor = found
    return found


Who = Annotated[Visitor, Depends(visitor, max_concurrency=6)]


def open_act(house: House, who: Who) -> Iterator[Act]:
    """An act of the visitor; its transaction ends before the answer is sent."""
    with house.database.write() as session:
        yield Act(session, who.actor, clock.now(), who.source)


@dataclass(frozen=True, slots=True)
class Hand:
    """An act that the route opens and ends itself, in its own thread: for the deeds that are done most often."""

    house: Installation
    who: Visitor

    @contextmanager
    def act(self) -> Iterator[Act]:
        """The visitor's act; its transaction ends with the block."""
        with self.house.database.write() as session:
            yield Act(session, self.who.actor, clock.now(), self.who.source)


async def open_hand(request: Request, who: Who) -> AsyncIterator[Hand]:
    """A place among those who may open an act, until the route has ended."""
    yield Hand(installation_of(request), who)


def open_look(house: House, _who: Who) -> Iterator[Session]:
    """A consistent look at the database, for whoever is signed in."""
    with house.database.read() as session:
        yield session


Deed = Annotated[Act, Depends(open_act, scope="function", max_concurrency=12)]
ByHand = Annotated[Hand, Depends(open_hand, scope="function", max_concurrency=12)]
Look = Annotated[Session, Depends(open_look, scope="function", max_concurrency=12)]


async def hold_slot() -> AsyncIterator[None]:
    """A place among the few routes that open a transaction of their own, because they do slow work before it."""
    yield


SLOT = Depends(hold_slot, scope="function", max_concurrency=4)


def require_role(*roles: str) -> Any:
    """A dependency that lets in who has one of some roles. Raises RoleMissing."""

    async def guard(who: Who) -> None:
        if not who.actor.has_role(*roles):
            raise RoleMissing(roles="|".join(roles))

    return Depends(guard)


def require_scope(scope: str) -> Any:
    """A dependency that lets browsers in, and programs whose token has a scope. Raises ScopeMissing."""

    async def guard(who: Who) -> None:
        if who.scopes is not None and scope not in who.scopes:
            raise ScopeMissing(scope=scope)

    return Depends(guard)


def flag(name: str) -> Any:
    """A dependency that marks the answer for the security headers: `drawing` or `framed`."""

    async def mark(request: Request) -> None:
        setattr(request.state, name, True)

    return Depends(mark)
