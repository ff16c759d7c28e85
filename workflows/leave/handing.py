"""Handing a request over to who decides outside the unit; provisional permission until his decision comes (R13)."""

from typing import Any

from kernel.act import Act
from workflows.leave import dues, granting, records, routing, trace
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms


def hand_over(act: Act, request_id: str, outside: str, *, provisional: bool) -> dict[str, Any]:
    """The request waits for PPK or principal secretary; the personnel officer sends it and records the answer."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    records.move(act.session, request, LeaveState.MENUNGGU_PPK, handed_over_at=act.now)
    trace.end(act, head, "leave.handed_over", {"to": outside, "provisional": provisional})
    routing.tell(act, request, f"person:{request.person_id}", "leave.handed_over")
    routing.tell(act, request, f"role:{leave_terms().keeper_role}", "leave.external")
    if provisional:
        signer = granting.signer_of(act, request)
        granting.issue(act, request, granting.PROVISIONAL, granting.take_number(act), signer)
    return {"external_remind_after": dues.length(leave_terms().external_remind_after_working_days)}
