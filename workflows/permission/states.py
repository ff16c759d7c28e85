"""The closed words of a permission: its kinds, its states with the map of moves."""

from collections.abc import Mapping
from enum import StrEnum

from kernel.errors import N_
from workflows.permission.errors import PermissionMoved


class PermissionKind(StrEnum):
    """What the permission is for. ABSENT is the whole day; the others are hours of it."""

    LATE = "late"
    EARLY = "early"
    OUT = "out"
    ABSENT = "absent"


class PermissionState(StrEnum):
    """Where a permission stands; CANCELLED: its case was ended from outside."""

    SUBMITTED = "submitted"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


ENDS = frozenset(
    {PermissionState.GRANTED, PermissionState.REFUSED, PermissionState.WITHDRAWN, PermissionState.CANCELLED}
)
PERMISSION_MOVES: Mapping[PermissionState, frozenset[PermissionState]] = {
    PermissionState.SUBMITTED: ENDS,
    **{state: frozenset() for state in PermissionState if state in ENDS},
}
STATE_LABELS: Mapping[str, str] = {
    PermissionState.SUBMITTED: N_("Waits for the decision"),
    PermissionState.GRANTED: N_("Permission granted"),
    PermissionState.REFUSED: N_("Refused"),
    PermissionState.WITHDRAWN: N_("Question withdrawn"),
    PermissionState.CANCELLED: N_("Cancelled"),
}
KIND_LABELS: Mapping[str, str] = {
    PermissionKind.LATE: N_("Permission to come later"),
    PermissionKind.EARLY: N_("Permission to leave earlier"),
    PermissionKind.OUT: N_("Permission to leave the office"),
    PermissionKind.ABSENT: N_("Permission to be absent"),
}


def require_move(now: str, to: PermissionState) -> None:
    """Raises PermissionMoved unless the map allows the move."""
    if to not in PERMISSION_MOVES[PermissionState(now)]:
        raise PermissionMoved(state=now)
