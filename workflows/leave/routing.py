"""To whose desks a request goes: who checks it, the direct superior from the tree of posts, who decides."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from kernel import calendars
from kernel.act import Act
from people import directory, structure, substitution
from workflows import notices
from workflows.leave import dues, records, trace
from workflows.leave.errors import NobodyDecides
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms
from workflows.leave.words import HURRIES
from workflows.notices import Words

PROCESS = "leave_request"
SUPERIOR, SAME, OUTSIDE = "superior", "same", "outside"


@dataclass(frozen=True, slots=True)
class Way:
    """Who considers and who decides, as posts; None outside the unit."""

    superior: str | None
    decider: str | None
    considered_by: str


def parties(request: LeaveRequest) -> list[str]:
    """Who may not check, consider or decide a request: the applicant and the substitute he proposes."""
    return [request.person_id, *([request.substitute] if request.substitute else [])]


def verify_desk(session: Session, request: LeaveRequest) -> str:
    """Who checks a request: the personnel officers; if all of them have a part in it, the head of general affairs.

    If he has one too, the post above the applicant's.
    """
    terms, barred = leave_terms(), set(parties(request))
    for role in (terms.keeper_role, terms.escalation_role):
        if set(directory.with_role(session, role)) - barred and not _asks_himself(session, request, role):
            return f"role:{role}"
    superior = superior_of(session, request.post, barred, request.submitted_at)
    return f"post:{superior}" if superior else f"role:{terms.keeper_role}"


def _asks_himself(session: Session, request: LeaveRequest, role: str) -> bool:
    """Whether the applicant is one of the personnel officers: then general affairs checks, also beside colleagues."""
    return role == leave_terms().keeper_role and request.person_id in directory.with_role(session, role)


def way_of(session: Session, request: LeaveRequest, authority: Mapping[str, Any], now: datetime) -> Way:
    """Superior and decider of a request. Raises NobodyDecides for a post this office does not have."""
    decider = authority["decider"] or None
    if decider is None:
        return Way(None, None, OUTSIDE)
    if structure.find_post(session, decider) is None:
        raise NobodyDecides(post=decider)
    superior = superior_of(session, request.post, parties(request), now)
    if superior is None or superior == decider:
        return Way(decider, decider, SAME)
    return Way(superior, decider, SUPERIOR)


def superior_of(session: Session, post: str, barred: Collection[str], now: datetime) -> str | None:
    """The nearest post above that somebody serves, himself or by a substitute, who has no part in the request."""
    above = structure.superiors_of(session, post)
    served = structure.holders_of(session, [one.code for one in above], now)
    stands_in = substitution.at_posts(session, {holder.person_id for holder in served.values()}, now, PROCESS)
    for one in above:
        holder = served.get(one.code)
        if holder is not None and stands_in.get(holder.person_id, holder.person_id) not in barred:
            return one.code
    return None


def route(act: Act, request_id: str, authority: Mapping[str, Any]) -> dict[str, Any]:
    """Send a checked request on; gives desks and limits. Raises NobodyDecides."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    way = way_of(act.session, request, authority, act.now)
    told = {"superior": way.superior, "decider": way.decider, "considered_by": way.considered_by}
    records.change(act.session, request, superior_post=way.superior, decider_post=way.decider)
    if way.considered_by == SUPERIOR:
        records.move(act.session, request, LeaveState.PERTIMBANGAN)
        tell(act, request, f"post:{way.superior}", "leave.consider")
    elif way.considered_by == SAME:
        records.move(act.session, request, LeaveState.KEPUTUSAN)
        tell(act, request, f"post:{way.decider}", "leave.decide")
    trace.end(act, head, "leave.routed", told)
    return {
        "considered_by": way.considered_by,
        "superior_desk": f"post:{way.superior}" if way.superior else None,
        "decider_desk": f"post:{way.decider}" if way.decider else None,
        **limits(act),
    }


def limits(act: Act) -> dict[str, str]:
    """The limits of consideration and decision if they are asked for now, as process data."""
    calendar, terms = calendars.current(act.session), leave_terms()
    considered = terms.consider_working_days + terms.late_after_working_days
    decided = terms.decide_working_days + terms.late_after_working_days
    return {
        "limits_from": act.now.isoformat(),
        "consider_due_at": dues.consider(calendar, terms, act.now).isoformat(),
        "consider_late_after": dues.length(considered),
        "consider_over_after": dues.length(terms.without_opinion_after_working_days),
        "decide_due_at": dues.decide(calendar, terms, act.now).isoformat(),
        "decide_late_after": dues.length(decided),
    }


def tell(act: Act, request: LeaveRequest, desk: str, kind: str, **facts: str) -> None:
    """A notice about a request; the same one again at another time is another one."""
    words = Words(kind, trace.record_of(request.id), facts, urgent=kind in HURRIES)
    notices.put(act, desk, words, key=f"{kind}:{request.id}:{act.now.isoformat()}")
