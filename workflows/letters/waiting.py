"""Duties that somebody gave and others still have: what a giver waits for."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kernel.act import Actor
from workflows.letters import access
from workflows.letters.models import Disposition, DispositionRecipient
from workflows.letters.states import BranchState

ENDED = (BranchState.CLOSED.value, BranchState.INFORMED.value)
CAP = 100


def given_by(session: Session, actor: Actor, *, limit: int = CAP) -> list[DispositionRecipient]:
    """The open duties given by the posts an actor serves or watches, or by himself; the nearest limit first."""
    posts = access.posts_of(actor.looks_at(access.PROCESSES))
    chosen = (
        select(DispositionRecipient)
        .join(Disposition, Disposition.id == DispositionRecipient.disposition_id)
        .where(
            or_(Disposition.giver_post.in_(posts), Disposition.giver_person == actor.id),
            DispositionRecipient.binding == 1,
            DispositionRecipient.state.not_in(ENDED),
        )
        .order_by(DispositionRecipient.due_at, DispositionRecipient.id)
        .limit(limit)
    )
    return list(session.scalars(chosen))
