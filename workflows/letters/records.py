"""One letter, one disposition, one recipient by id; and the conditional moves between their states."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.letters import states
from workflows.letters.errors import BranchUnknown, LetterUnknown
from workflows.letters.models import BranchRemark, Disposition, DispositionRecipient, Letter
from workflows.letters.states import BranchState, LetterState


def get_letter(session: Session, letter_id: str) -> Letter:
    """One letter as it is now. Raises LetterUnknown."""
    letter = session.get(Letter, letter_id, populate_existing=True)
    if letter is None:
        raise LetterUnknown
    return letter


def get_recipient(session: Session, recipient_id: str) -> DispositionRecipient:
    """One recipient of a disposition as it is now. Raises BranchUnknown."""
    recipient = session.get(DispositionRecipient, recipient_id, populate_existing=True)
    if recipient is None:
        raise BranchUnknown
    return recipient


def get_disposition(session: Session, disposition_id: str) -> Disposition:
    """One disposition. Raises BranchUnknown."""
    disposition = session.get(Disposition, disposition_id)
    if disposition is None:
        raise BranchUnknown
    return disposition


def move_letter(session: Session, letter: Letter, to: LetterState, **changes: Any) -> None:
    """Bring a letter, whose stream is locked, into its next state. Raises LetterMoved."""
    states.require_letter_move(letter.state, to)
    _set(letter, {"state": to.value, **changes})
    session.flush()


def move_branch(session: Session, recipient: DispositionRecipient, to: BranchState, **changes: Any) -> None:
    """Bring a branch, whose letter's stream is locked, into its next state. Raises BranchMoved."""
    states.require_branch_move(recipient.state, to)
    _set(recipient, {"state": to.value, **changes})
    session.flush()


def is_follow_up_begun(letter: Letter) -> bool:
    """Whether the first deed after the disposition has been done."""
    return letter.state != LetterState.DISPOSED


def begin_follow_up(session: Session, letter: Letter) -> None:
    """The first deed of a recipient moves the letter on; later ones change nothing."""
    if not is_follow_up_begun(letter):
        move_letter(session, letter, LetterState.IN_FOLLOW_UP)


def _set(row: object, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)


def remarks_of(session: Session, letter_id: str) -> dict[str, str]:
    """Everything that was written in the branches of a letter, by id."""
    rows = session.execute(select(BranchRemark.id, BranchRemark.text).where(BranchRemark.letter_id == letter_id))
    return {row.id: row.text for row in rows}
