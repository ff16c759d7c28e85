"""Who sees what of a leave request: one table relation x surface, written out in docs/access.md.

Health and family stand in the reason and the attachments: those are for the owner, who decides, and personnel officers.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from sqlalchemy.orm import Session

from kernel.act import Actor
from people import structure
from workflows.leave.models import LeaveRequest


class Surface(StrEnum):
    """What of a request would be shown. AWAY: only that somebody is away, without the kind."""

    AWAY = "away"
    KIND = "kind"
    REASON = "reason"
    DOCUMENTS = "documents"
    OPINIONS = "opinions"
    PAPERS = "papers"
    LOG = "log"


class Relation(StrEnum):
    """What a person is to a request. DECIDER: who considers or decides it, now or before; LINE: superiors in line."""

    OWNER = "owner"
    DECIDER = "decider"
    KEEPER = "keeper"
    OVERSEER = "overseer"
    LINE = "line"
    AUDITOR = "auditor"
    STAFF = "staff"


ROLES: Mapping[str, Relation] = {
    "pengelola_kepegawaian": Relation.KEEPER,
    "kasubbag_umum": Relation.OVERSEER,
    "auditor": Relation.AUDITOR,
}
# One letter per surface, in the order of Surface: away kind reason documents opinions papers log; A or - (hidden).
TABLE: Mapping[Relation, str] = {
    Relation.OWNER: "AAAAAAA",
    Relation.DECIDER: "AAAAAAA",
    Relation.KEEPER: "AAAAAAA",
    Relation.OVERSEER: "AA--AAA",
    Relation.LINE: "AA-----",
    Relation.AUDITOR: "AA--AAA",
    Relation.STAFF: "A------",
}


def may(relation: Relation, surface: Surface) -> bool:
    """One cell of the table."""
    return TABLE[relation][list(Surface).index(surface)] == "A"


def sees(relations: Iterable[Relation], surface: Surface) -> bool:
    """Whether a person with several relations sees it."""
    return any(may(relation, surface) for relation in relations)


def relations_to(session: Session, actor: Actor, request: LeaveRequest) -> frozenset[Relation]:
    """What the actor is to this request; at most two statements."""
    found = set(by_role(actor))
    if actor.id == request.person_id:
        found.add(Relation.OWNER)
    elif serves(actor, (request.superior_post, request.decider_post)):
        found.add(Relation.DECIDER)
    elif serves(actor, [post.code for post in structure.superiors_of(session, request.post)]):
        found.add(Relation.LINE)
    return frozenset(found)


def by_role(actor: Actor) -> frozenset[Relation]:
    """What the actor is to every request."""
    return frozenset({Relation.STAFF, *(ROLES[role] for role in actor.roles if role in ROLES)})


def serves(actor: Actor, posts: Iterable[str | None]) -> bool:
    """Whether the actor serves or watches one of some posts."""
    return any(code is not None and actor.can_see(f"post:{code}", "leave_request") for code in posts)
