"""The closed words of a letter and of a branch, each with the map of its moves."""

from collections.abc import Mapping
from enum import StrEnum

from kernel.errors import N_
from workflows.letters.errors import BranchMoved, LetterMoved


class LetterState(StrEnum):
    """Where a letter is on its way."""

    REGISTERED = "registered"
    AWAITING_DISPOSITION = "awaiting_disposition"
    DISPOSED = "disposed"
    IN_FOLLOW_UP = "in_follow_up"
    FINISHED = "finished"
    FILED = "filed"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    CANCELLED = "cancelled"


class BranchState(StrEnum):
    """What became of a disposition at one recipient."""

    SENT = "sent"
    READ = "read"
    ASKED = "asked"
    FORWARDED = "forwarded"
    REPORTED = "reported"
    CLOSED = "closed"
    INFORMED = "informed"


LETTER_MOVES: Mapping[LetterState, frozenset[LetterState]] = {
    LetterState.REGISTERED: frozenset({LetterState.AWAITING_DISPOSITION, LetterState.CANCELLED}),
    LetterState.AWAITING_DISPOSITION: frozenset(
        {LetterState.DISPOSED, LetterState.FINISHED, LetterState.REGISTERED, LetterState.CANCELLED}
    ),
    LetterState.DISPOSED: frozenset({LetterState.IN_FOLLOW_UP, LetterState.FINISHED, LetterState.CANCELLED}),
    LetterState.IN_FOLLOW_UP: frozenset({LetterState.FINISHED, LetterState.CANCELLED}),
    LetterState.FINISHED: frozenset({LetterState.FILED}),
    LetterState.FILED: frozenset(),
    LetterState.RETURNED: frozenset(),
    LetterState.DUPLICATE: frozenset(),
    LetterState.CANCELLED: frozenset(),
}
WORKING = frozenset({BranchState.REPORTED, BranchState.FORWARDED, BranchState.ASKED})
BRANCH_MOVES: Mapping[BranchState, frozenset[BranchState]] = {
    BranchState.SENT: WORKING | {BranchState.READ, BranchState.INFORMED},
    BranchState.READ: WORKING | {BranchState.INFORMED},
    BranchState.ASKED: frozenset({BranchState.READ}),
    BranchState.FORWARDED: frozenset({BranchState.CLOSED}),
    BranchState.REPORTED: frozenset({BranchState.CLOSED, BranchState.READ}),
    BranchState.CLOSED: frozenset(),
    BranchState.INFORMED: frozenset(),
}
LETTER_LABELS: Mapping[str, str] = {
    LetterState.REGISTERED: N_("Registered"),
    LetterState.AWAITING_DISPOSITION: N_("Waiting for disposition"),
    LetterState.DISPOSED: N_("Disposed"),
    LetterState.IN_FOLLOW_UP: N_("Being followed up"),
    LetterState.FINISHED: N_("Finished"),
    LetterState.FILED: N_("Filed"),
    LetterState.RETURNED: N_("Returned to the sender"),
    LetterState.DUPLICATE: N_("Duplicate"),
    LetterState.CANCELLED: N_("Cancelled"),
}
BRANCH_LABELS: Mapping[str, str] = {
    BranchState.SENT: N_("Not yet read"),
    BranchState.READ: N_("Being worked on"),
    BranchState.ASKED: N_("Waits for an answer"),
    BranchState.FORWARDED: N_("Forwarded"),
    BranchState.REPORTED: N_("Reported, waits for acceptance"),
    BranchState.CLOSED: N_("Done"),
    BranchState.INFORMED: N_("Read"),
}


def require_letter_move(now: str, to: LetterState) -> None:
    """Raises LetterMoved unless the map allows the move."""
    if to not in LETTER_MOVES[LetterState(now)]:
        raise LetterMoved(state=now)


def require_branch_move(now: str, to: BranchState) -> None:
    """Raises BranchMoved unless the map allows the move."""
    if to not in BRANCH_MOVES[BranchState(now)]:
        raise BranchMoved(state=now)
