"""To whom a post gave letters lately: whom to offer first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.letters.models import Disposition, DispositionRecipient

LOOKED_AT = 60


def recipients_of(session: Session, giver_post: str) -> list[str]:
    """The posts that a post gave letters to lately, the most frequent first."""
    chosen = (
        select(DispositionRecipient.post)
        .join(Disposition, Disposition.id == DispositionRecipient.disposition_id)
        .where(Disposition.giver_post == giver_post, DispositionRecipient.automatic == 0)
        .order_by(Disposition.created_at.desc())
        .limit(LOOKED_AT)
    )
    found = list(session.scalars(chosen))
    return sorted(dict.fromkeys(found), key=lambda post: -found.count(post))
