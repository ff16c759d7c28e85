"""The states of proposals and of documents in the file, with their moves."""

from collections.abc import Mapping
from enum import StrEnum

from kernel.errors import N_


class ProposalState(StrEnum):
    """Where a proposed change stands."""

    WAITING = "waiting"
    RETURNED = "returned"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class EntryState(StrEnum):
    """Where a document of the file stands."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REMOVED = "removed"
    DROPPED = "dropped"


PROPOSAL_MOVES: Mapping[ProposalState, frozenset[ProposalState]] = {
    ProposalState.WAITING: frozenset(
        {
            ProposalState.RETURNED,
            ProposalState.APPROVED,
            ProposalState.REFUSED,
            ProposalState.WITHDRAWN,
            ProposalState.CANCELLED,
        }
    ),
    ProposalState.RETURNED: frozenset({ProposalState.WAITING, ProposalState.WITHDRAWN, ProposalState.CANCELLED}),
    ProposalState.APPROVED: frozenset(),
    ProposalState.REFUSED: frozenset(),
    ProposalState.WITHDRAWN: frozenset(),
    ProposalState.CANCELLED: frozenset(),
}
ENTRY_MOVES: Mapping[EntryState, frozenset[EntryState]] = {
    EntryState.PROPOSED: frozenset({EntryState.IN_FORCE, EntryState.DROPPED}),
    EntryState.IN_FORCE: frozenset({EntryState.REPLACED, EntryState.REMOVED}),
    EntryState.REPLACED: frozenset({EntryState.REMOVED}),
    EntryState.REMOVED: frozenset(),
    EntryState.DROPPED: frozenset(),
}
OPEN_PROPOSALS = (ProposalState.WAITING.value, ProposalState.RETURNED.value)
PROPOSAL_LABELS: Mapping[str, str] = {
    ProposalState.WAITING: N_("waits for personnel"),
    ProposalState.RETURNED: N_("returned for correction"),
    ProposalState.APPROVED: N_("approved"),
    ProposalState.REFUSED: N_("refused"),
    ProposalState.WITHDRAWN: N_("withdrawn"),
    ProposalState.CANCELLED: N_("cancelled"),
}
ENTRY_LABELS: Mapping[str, str] = {
    EntryState.PROPOSED: N_("waits for personnel"),
    EntryState.IN_FORCE: N_("in the file"),
    EntryState.REPLACED: N_("replaced"),
    EntryState.REMOVED: N_("removed"),
    EntryState.DROPPED: N_("not taken into the file"),
}
