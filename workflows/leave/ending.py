"""How a request ends without leave: refused, deferred, withdrawn, or its case cancelled. What it held is let go."""

from typing import Any

from kernel import calendars
from kernel.act import Act
from workflows import issuing
from workflows.issued import PaperState
from workflows.leave import booking, ledger, records, routing, trace
from workflows.leave.errors import BegunAlready, NotOwner
from workflows.leave.ledger_errors import NotEnoughLeave
from workflows.leave.models import LeaveRequest
from workflows.leave.opinions import DECIDED
from workflows.leave.states import WITHDRAWABLE, LeaveState
from workflows.leave.terms import leave_terms


def refuse(act: Act, request_id: str) -> None:
    """The leave is not given; everything held for it is free again."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    booking.release(act, request)
    records.move(act.session, request, LeaveState.TIDAK_DISETUJUI, ended_at=act.now)
    trace.end(act, head, "leave.refused", {})
    routing.tell(act, request, f"person:{request.person_id}", "leave.refused")


def defer(act: Act, request_id: str) -> None:
    """The leave is put off: own days of annual leave go over into the next year (R6, R7)."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    put_off = _put_off(act, request) if request.kind == "CT" else {}
    booking.release(act, request)
    said = records.last_opinion(act.session, request_id, DECIDED)
    until = said.until_on if said else None
    records.move(act.session, request, LeaveState.DITANGGUHKAN, ended_at=act.now, deferred_until=until)
    trace.end(act, head, "leave.deferred", {"until_on": until.isoformat() if until else None, "days": put_off})
    routing.tell(act, request, f"person:{request.person_id}", "leave.deferred")


def withdraw(act: Act, request_id: str) -> None:
    """The applicant takes his request back before the first day. Raises NotOwner, BegunAlready."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    require_withdrawable(act, request)
    before = request.state
    _let_go(act, request)
    trace.end(act, head, "leave.withdrawn", {"after": before})
    _revoke_papers(act, request)
    _tell_withdrawn(act, request, before)


def require_withdrawable(act: Act, request: LeaveRequest) -> None:
    """Raises NotOwner, BegunAlready."""
    if act.actor.id != request.person_id:
        raise NotOwner
    today = calendars.current(act.session).date_of(act.now)
    begun = request.state == LeaveState.DISETUJUI and request.starts_on <= today
    if begun or request.state not in WITHDRAWABLE:
        raise BegunAlready


def cancel_case(act: Act, request_id: str, instance_id: str) -> None:
    """The case is ended from outside: a leave that has not begun is cancelled, one that runs stays as it is."""
    if records.find(act.session, request_id) is None:
        return  # it was ended before anything was asked for
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    before = request.state
    if before not in WITHDRAWABLE:
        trace.end(act, head, "leave.case_ended", {"instance": instance_id})
        return
    _let_go(act, request)
    trace.end(act, head, "leave.cancelled", {"instance": instance_id, "after": before})
    _revoke_papers(act, request)
    _tell_withdrawn(act, request, before)


def _put_off(act: Act, request: LeaveRequest) -> dict[str, int]:
    """The days of each year that were put off; carried days can't be (R6)."""
    found: dict[str, int] = {}
    for year, days in sorted(request.days.items()):
        try:
            found[year] = ledger.defer(act, request.person_id, request.id, int(year), days)
        except NotEnoughLeave:
            found[year] = 0
    return found


def _let_go(act: Act, request: LeaveRequest) -> None:
    if request.state == LeaveState.DISETUJUI:
        booking.undo_grant(act, request)
    else:
        booking.release(act, request)
    records.move(act.session, request, LeaveState.DIBATALKAN, ended_at=act.now)


def _revoke_papers(act: Act, request: LeaveRequest) -> None:
    for paper in issuing.list_of(act.session, trace.record_of(request.id)):
        if paper.state is not PaperState.REVOKED:
            issuing.revoke(act, paper.id, "cancelled")


def _tell_withdrawn(act: Act, request: LeaveRequest, before: str) -> None:
    desks: dict[str, Any] = {
        LeaveState.VERIFIKASI: f"role:{leave_terms().keeper_role}",
        LeaveState.PERTIMBANGAN: f"post:{request.superior_post}",
        LeaveState.KEPUTUSAN: f"post:{request.decider_post}",
        LeaveState.MENUNGGU_PPK: f"role:{leave_terms().keeper_role}",
        LeaveState.DISETUJUI: f"role:{leave_terms().keeper_role}",
    }
    if before in desks and not desks[LeaveState(before)].endswith(":None"):
        routing.tell(act, request, desks[LeaveState(before)], "leave.withdrawn")
    if before == LeaveState.DISETUJUI and request.superior_post:
        routing.tell(act, request, f"post:{request.superior_post}", "leave.withdrawn")
