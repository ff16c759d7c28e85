"""Another calendar: the limits of a request's case follow; leaves whose days would be counted otherwise are named."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.calendar_changes import Pinned
from kernel.calendar import Calendar
from kernel.errors import N_
from workflows.leave import counting, dues, ledger, records, trace
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms
from workflows.office_calendar.effects import Effect

EFFECT = N_("This leave would be %(after)s working days instead of %(before)s; its charge stays until it is corrected.")
COUNTED = (LeaveState.VERIFIKASI, LeaveState.PERTIMBANGAN, LeaveState.KEPUTUSAN, LeaveState.MENUNGGU_PPK)
GIVEN = (LeaveState.DISETUJUI, LeaveState.BERJALAN)


def limits(session: Session, pinned: Pinned, after: Calendar) -> Mapping[str, Any]:
    """The limits in the data of a case that follow: those of the steps, and the days of return."""
    before, now = (_limits(session, pinned.data, on) for on in (pinned.calendar, after))
    return {name: now[name] for name in before if pinned.data.get(name) == before[name] != now[name]}


def effects(session: Session, before: Calendar, after: Calendar) -> Sequence[Effect]:
    """The annual leaves under way and ahead whose working days another calendar would change."""
    chosen = select(LeaveRequest).where(LeaveRequest.kind == "CT", LeaveRequest.state.in_([*COUNTED, *GIVEN]))
    found = []
    for request in session.scalars(chosen.order_by(LeaveRequest.id)):
        days = {name: _days(session, request, on) for name, on in (("before", before), ("after", after))}
        if days["before"] != days["after"]:
            found.append(Effect(trace.record_of(request.id), EFFECT, days))
    return found


def _days(session: Session, request: LeaveRequest, calendar: Calendar) -> int:
    years = range(request.starts_on.year, request.counted_until.year + 1)
    works_on = ledger.works_on(session, request.person_id, years)
    return counting.working_days(calendar, request.starts_on, request.counted_until, works_on=works_on)


def _limits(session: Session, data: Mapping[str, Any], calendar: Calendar) -> dict[str, str]:
    terms, found = leave_terms(), {}
    rules: dict[str, tuple[str, Callable[[datetime], datetime]]] = {
        "verify_due_at": ("verify_from", lambda at: dues.verify(calendar, terms, data["kind"], at)),
        "consider_due_at": ("limits_from", lambda at: dues.consider(calendar, terms, at)),
        "decide_due_at": ("limits_from", lambda at: dues.decide(calendar, terms, at)),
    }
    for name, (since, rule) in rules.items():
        if data.get(since):
            found[name] = rule(datetime.fromisoformat(data[since])).isoformat()
    request = records.find(session, data.get("request_id", ""))
    if request is not None and request.state in GIVEN:
        course = dues.course(calendar, terms, request)
        found |= {"returns_at": course.returns_at.isoformat(), "return_due_at": course.report_due_at.isoformat()}
    return found
