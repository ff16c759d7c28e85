"""Whose task it is to check a proposal, until when, and who hears of it when it is late."""

from typing import Any

from kernel import calendars
from kernel.act import Act
from people import directory
from workflows import notices
from workflows.dosir import proposals, trace
from workflows.dosir.settings import dosir_settings
from workflows.dosir.states import ProposalState
from workflows.notices import Words


def route(act: Act, proposal_id: str) -> dict[str, Any]:
    """Name the desk that checks a proposal, never the applicant's own; gives process data."""
    row, own = proposals.get(act.session, proposal_id), dosir_settings()
    mine = own.verify_role in directory.roles_of(act.session, row.person_id)
    role = own.verify_role_for_hr if mine else own.verify_role
    due = calendars.current(act.session).add_working_days(act.now, own.verify_working_days)
    words = Words("proposal.waits", trace.change_of(row.id), {"name": row.name, "sort": row.sort})
    notices.put(act, f"role:{role}", words, key=f"proposal.waits:{row.id}:{act.now.isoformat()}")
    return {
        "verify_desk": f"role:{role}",
        "verify_due_at": due.isoformat(),
        "applicant_desk": f"person:{row.person_id}",
    }


def remind(act: Act, proposal_id: str) -> None:
    """The time to check has passed: both roles of personnel hear of it, unless it is decided."""
    row = proposals.get(act.session, proposal_id)
    if row.state != ProposalState.WAITING:
        return
    trace.append(act, row.person_id, "proposal.late", {"proposal": row.id}, trace.change_of(row.id))
    words = Words("proposal.late", trace.change_of(row.id), {"name": row.name, "sort": row.sort})
    for role in dosir_settings().hr_roles:
        notices.put(act, f"role:{role}", words, key=f"proposal.late:{row.id}:{act.now.isoformat()}")
