"""What routes ask for: who is here, a look at the database, an act.

The limits share out the 30 connections of a pool; who waits for a place waits without a thread (see api.turns).
"""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from api.context import House
from api.errors import RoleMissing, ScopeMissing
from api.visitors import Visitor, recognise
from kernel import clock
from kernel.act import Act


def visitor(request: Request, house: House) -> Visitor:
    """Who is here. Raises NotSignedIn."""
    found = recognise(request, house)
    request.state.visitor = found
    return found


Who = Annotated[Visitor, Depends(visitor, max_concurrency=6)]


def open_act(house: House, who: Who) -> Iterator[Act]:
    """An act of the visitor; its transaction ends before the answer is sent."""
    with house.database.write() as session:
        yield Act(session, who.actor, clock.now(), who.source)


def open_look(house: House, _who: Who) -> Iterator[Session]:
    """A consistent look at the database, for whoever is signed in."""
    with house.database.read() as session:
        yield session


Deed = Annotated[Act, Depends(open_act, scope="function", max_concurrency=12)]
Look = Annotated[Session, Depends(open_look, scope="function", max_concurrency=12)]


def hold_slot() -> Iterator[None]:
    """A place among the few routes that open a transaction of their own, because they do slow work before it."""
    yield


SLOT = Depends(hold_slot, scope="function", max_concurrency=4)


def require_role(*roles: str) -> Any:
    """A dependency that lets in who has one of some roles. Raises RoleMissing."""

    def guard(who: Who) -> None:
        if not who.actor.has_role(*roles):
            raise RoleMissing(roles="|".join(roles))

    return Depends(guard)


def require_scope(scope: str) -> Any:
    """A dependency that lets browsers in, and programs whose token has a scope. Raises ScopeMissing."""

    def guard(who: Who) -> None:
        if who.scopes is not None and scope not in who.scopes:
            raise ScopeMissing(scope=scope)

    return Depends(guard)


def flag(name: str) -> Any:
    """A dependency that marks the answer for the security headers: `drawing` or `framed`."""

    def mark(request: Request) -> None:
        setattr(request.state, name, True)

    return Depends(mark)
