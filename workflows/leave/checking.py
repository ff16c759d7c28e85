"""The automatic check of a request (G1): facts for the tables, what the tables refuse, and the reservation."""

from collections.abc import Mapping
from typing import Any

from kernel import calendars
from kernel.act import Act
from workflows.leave import booking, dues, facts, records, routing, rules, trace
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms

FINDINGS = ("eligibility", "limits", "authority", "warnings")
SHOWN = ("days_until_start", "coverage_percent", "sick_total", "service_months", "used_own", "starts_on", "last_on")


def gather(act: Act, request_id: str) -> dict[str, Any]:
    """The facts of a request as process data. Raises YearWithoutCalendar, DaysDiffer."""
    return facts.gather(act, records.get(act.session, request_id))


def require_allowed(act: Act, request_id: str, data: Mapping[str, Any]) -> None:
    """Refuses what the tables refuse, and keeps what they found; raises as `rules.require_allowed`."""
    rules.require_allowed(data)
    request = records.get(act.session, request_id)
    found = {name: data[name] for name in FINDINGS}
    found["facts"] = {name: data[name] for name in SHOWN}
    records.change(act.session, request, findings=found)


def reserve(act: Act, request_id: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Hold days and dates; gives the desk and the limits of the next step. Raises as `booking.reserve`."""
    head = trace.begin(act, request_id)
    request, calendar, terms = records.get(act.session, request_id), calendars.current(act.session), leave_terms()
    booking.reserve(act, request, facts.working_days(act.session, request))
    if request.state == LeaveState.DRAF:
        records.move(act.session, request, LeaveState.VERIFIKASI)
    desk = routing.verify_desk(act.session, request)
    told = {"days": request.days, "rules": codes_of(data), "stage": data["stage"]}
    trace.end(act, head, "leave.reserved", {**told, "last_on": request.last_on.isoformat()})
    if data["stage"] == "verify":
        routing.tell(act, request, desk, "leave.verify")
    elif data["stage"] == "decide":
        routing.tell(act, request, f"post:{request.decider_post}", "leave.decide")
    due = dues.verify(calendar, terms, request.kind, act.now)
    return {
        "parties": routing.parties(request),
        "verify_desk": desk,
        "verify_from": act.now.isoformat(),
        "verify_due_at": due.isoformat(),
        **routing.limits(act),
    }


def codes_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the tables decided, by code and article, for the event of the request."""
    return {
        "article": data["limits"]["article"],
        "authority": data["authority"]["article"],
        "warnings": [row["code"] for row in data["warnings"]],
    }
