"""Reminders and escalation: who is told that a step of a request waits, is late, or that somebody is not back."""

from datetime import datetime

from kernel.act import Act
from people import structure
from workflows import notices
from workflows.leave import records, trace
from workflows.leave.models import LeaveRequest
from workflows.leave.terms import leave_terms
from workflows.leave.words import HURRIES
from workflows.notices import Words


def remind(act: Act, request_id: str, duty: str, due: str | None) -> None:
    """Tell those whom a duty concerns, once for each stage: `half` before its limit, `late` from it on."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    stage = "half" if due is not None and act.now < datetime.fromisoformat(due) else "late"
    desks = concerned(act, request, duty, stage)
    trace.end(act, head, "leave.reminded", {"duty": duty, "stage": stage, "desks": desks})
    kind = "leave.late" if duty == "return" else "leave.remind" if stage == "half" else "leave.escalate"
    words = Words(kind, head.stream, urgent=kind in HURRIES)
    for desk in desks:
        notices.put(act, desk, words, key=f"{duty}:{request_id}:{stage}:{due}")


def concerned(act: Act, request: LeaveRequest, duty: str, stage: str) -> list[str]:
    """The desks that hear of a stage of a duty, in order."""
    terms = leave_terms()
    superior, decider = request.superior_post, request.decider_post
    match duty:
        case "verify":
            desks = [f"role:{terms.escalation_role}"]
        case "consider":
            above = structure.superior_of(act.session, superior) if superior and stage == "late" else None
            desks = [f"post:{code}" for code in (superior, above.code if above else None) if code]
        case "decide":
            absent = [f"post:{terms.decider_absence_post}"] if stage == "late" else []
            desks = [f"post:{decider}", *absent]
        case "external":
            desks = [f"role:{terms.keeper_role}"]
        case _:
            desks = [f"post:{superior}"] if superior else [f"role:{terms.keeper_role}"]
    return list(dict.fromkeys(desks))
