"""Who I am to the system at this moment."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.deps import Look, Who
from people import directory

router = APIRouter(prefix="/api/v1/me", tags=["me"])


class Acting(BaseModel):
    """A desk served, in which capacity, by which letter; `of` is the person for whom one stands in (`an`)."""

    desk: str
    capacity: str
    basis: str
    of: str


class Me(BaseModel):
    """The person behind the cookie or token; `within` are desks that count for some processes only."""

    person: str
    name: str
    roles: list[str]
    desks: list[str]
    sees: list[str]
    within: dict[str, list[str]]
    acting: list[Acting]
    scopes: list[str] | None


@router.get("")
def get_me(look: Look, who: Who) -> Me:
    """The person, the desks served now, and on what ground."""
    actor = who.actor
    return Me(
        person=actor.id,
        name=directory.person(look, actor.id).name,
        roles=sorted(actor.roles),
        desks=sorted(actor.desks),
        sees=sorted(actor.sees),
        within={desk: sorted(only) for desk, only in actor.within.items()},
        acting=[Acting(desk=a.desk, capacity=a.capacity, basis=a.basis, of=a.of) for a in actor.acting.values()],
        scopes=None if who.scopes is None else sorted(who.scopes),
    )
