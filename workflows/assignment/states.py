"""The closed word of an assignment's state, with the map of its moves."""

from collections.abc import Mapping
from enum import StrEnum

from kernel.errors import N_
from workflows.assignment.errors import AssignmentMoved


class AssignmentState(StrEnum):
    """Where an assignment stands. OUTSIDE: it waits for the signature of the authority above the office."""

    CHECKING = "checking"
    RETURNED = "returned"
    SIGNING = "signing"
    OUTSIDE = "outside"
    ISSUED = "issued"
    REPORTED = "reported"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    RECALLED = "recalled"


S = AssignmentState
ASSIGNMENT_MOVES: Mapping[AssignmentState, frozenset[AssignmentState]] = {
    S.CHECKING: frozenset({S.RETURNED, S.SIGNING, S.OUTSIDE, S.CANCELLED}),
    S.RETURNED: frozenset({S.CHECKING, S.SIGNING, S.OUTSIDE, S.CANCELLED}),
    S.SIGNING: frozenset({S.ISSUED, S.RETURNED, S.REFUSED, S.OUTSIDE, S.CANCELLED}),
    S.OUTSIDE: frozenset({S.ISSUED, S.RETURNED, S.SIGNING, S.CANCELLED}),
    S.ISSUED: frozenset({S.REPORTED, S.RECALLED}),
    S.REPORTED: frozenset(),
    S.REFUSED: frozenset(),
    S.CANCELLED: frozenset(),
    S.RECALLED: frozenset(),
}
OPEN = frozenset({S.CHECKING, S.RETURNED, S.SIGNING, S.OUTSIDE})
STATE_LABELS: Mapping[str, str] = {
    S.CHECKING: N_("Being checked by Kasubbag Umum"),
    S.RETURNED: N_("Sent back for correction"),
    S.SIGNING: N_("Waits for the signature"),
    S.OUTSIDE: N_("Waits for the authority above the office"),
    S.ISSUED: N_("Signed"),
    S.REPORTED: N_("Reported on"),
    S.REFUSED: N_("Refused"),
    S.CANCELLED: N_("Cancelled"),
    S.RECALLED: N_("Recalled"),
}


def require_move(now: str, to: AssignmentState) -> None:
    """Raises AssignmentMoved unless the map allows the move."""
    if to not in ASSIGNMENT_MOVES[AssignmentState(now)]:
        raise AssignmentMoved(state=now)
