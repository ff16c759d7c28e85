"""From the answers of the form to the row of a request, and its attachments."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, insert

from documents import archive, pages
from kernel import calendars, history, ids
from kernel.act import Act
from people import structure
from workflows.leave import counting, ledger, records, trace
from workflows.leave.errors import (
    DatesTurned,
    LastDayMissing,
    NotEmployee,
    SubstituteUnknown,
    TooFarAhead,
)
from workflows.leave.models import LeaveDocument, LeaveRequest
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms
from workflows.leave.words import ATTACHMENTS

IN_MONTHS = frozenset({"CB", "CM", "CLTN"})
CAUSES = {"CAP": "cap_cause", "CB": "cb_cause", "CLTN": "cltn_cause", "CS": "cs_cause"}
TEXTS = ("reason", "country", "address", "phone")


def new(act: Act, request_id: str, instance_id: str, person_id: str) -> LeaveRequest:
    """An empty row of a person's request. Raises NotEmployee."""
    post = structure.find_post_of_person(act.session, person_id, act.now)
    if post is None:
        raise NotEmployee
    today = calendars.current(act.session).date_of(act.now)
    return LeaveRequest(
        id=request_id,
        instance_id=instance_id,
        person_id=person_id,
        post=post,
        state=LeaveState.DRAF.value,
        kind="",
        cause="",
        starts_on=today,
        last_on=today,
        counted_until=today,
        days={},
        abroad=False,
        remote=False,
        remote_days=0,
        settled=False,
        reason="",
        country="",
        address="",
        phone="",
        number="",
        late_days=0,
        salt=history.new_salt(),
        findings={},
        submitted_at=act.now,
    )


def fill(act: Act, request: LeaveRequest, answers: Mapping[str, Any]) -> None:
    """Take over what the applicant asks for. Raises DatesTurned, LastDayMissing, TooFarAhead, SubstituteUnknown."""
    kind = answers["kind"]
    request.kind, request.cause = kind, answers.get(CAUSES.get(kind, ""), "")
    request.abroad, request.remote = bool(answers.get("abroad")), bool(answers.get("remote"))
    request.child_number, request.told_days = answers.get("child_number"), answers.get("days")
    request.substitute = _substitute(act, request.person_id, answers.get("substitute"))
    for name in TEXTS:
        setattr(request, name, answers.get(name, ""))
    request.salt, request.submitted_at = history.new_salt(), act.now
    set_dates(act, request, answers["starts_on"], answers.get("last_on"), answers.get("months"))


def set_dates(act: Act, request: LeaveRequest, starts_on: str, last_on: str | None, months: int | None) -> None:
    """Set first and last day; those counted in months end by the calendar, long leave less the own days used (R9).

    Raises DatesTurned, LastDayMissing, TooFarAhead.
    """
    first = date.fromisoformat(starts_on)
    farthest = leave_terms().plan_ahead_days
    calendar = calendars.current(act.session)
    if first > calendar.date_of(act.now) + timedelta(days=farthest):
        raise TooFarAhead(days=farthest)
    if request.kind in IN_MONTHS:
        if not months:
            raise LastDayMissing
        last = end_of_months(act, request, first, months)
    elif last_on is None:
        raise LastDayMissing
    else:
        last = date.fromisoformat(last_on)
    if last < first:
        raise DatesTurned
    request.starts_on, request.last_on, request.counted_until = first, last, last
    request.months = months if request.kind in IN_MONTHS else None
    request.remote_days = 0


def end_of_months(act: Act, request: LeaveRequest, first: date, months: int) -> date:
    """The last day of a leave in months; long leave less the own days of annual leave of its year (R9)."""
    last = counting.months_end(first, months)
    if request.kind != "CB":
        return last
    used = ledger.used_own(act.session, request.person_id, first.year)
    return counting.shortened(calendars.current(act.session), last, used)


def attach(act: Act, request: LeaveRequest, answers: Mapping[str, Any]) -> list[dict[str, str]]:
    """Give the uploads of the actor to the request, in place of those it had; gives kinds and ids.

    Raises DocumentNotFound, DocumentTaken.
    """
    wanted = {kind: answers[kind] for kind in ATTACHMENTS if answers.get(kind)}
    if wanted:
        gone = (LeaveDocument.request_id == request.id) & LeaveDocument.document_id.not_in(wanted.values())
        act.session.execute(delete(LeaveDocument).where(gone))
    for kind, document_id in wanted.items():
        attach_one(act, request, kind, document_id)
    return [{"kind": kind, "document": document} for kind, document in wanted.items()]


def attach_one(act: Act, request: LeaveRequest, kind: str, document_id: str | None) -> None:
    """Give one upload of the actor to the request. Raises DocumentNotFound, DocumentTaken."""
    if not document_id:
        return
    archive.attach(act, document_id, trace.record_of(request.id))
    if document_id in {row.document_id for row in records.documents_of(act.session, request.id)}:
        return
    row = {"request_id": request.id, "document_id": document_id, "kind": kind}
    made = {"id": ids.new_id(act.now), "added_by": act.actor.id, "added_at": act.now}
    act.session.execute(insert(LeaveDocument).values({**row, **made}))
    pages.order(act, document_id)


def told(request: LeaveRequest) -> dict[str, Any]:
    """What an event holds of a request: codes, dates, ids, commitments."""
    return {
        "kind": request.kind,
        "cause": request.cause,
        "starts_on": request.starts_on.isoformat(),
        "last_on": request.last_on.isoformat(),
        "months": request.months,
        "abroad": request.abroad,
        "remote": request.remote,
        "substitute": request.substitute,
        "commitments": trace.sealed(request.salt, **{name: getattr(request, name) for name in TEXTS}),
    }


def _substitute(act: Act, person_id: str, wanted: str | None) -> str | None:
    if not wanted:
        return None
    if wanted == person_id or structure.find_post_of_person(act.session, wanted, act.now) is None:
        raise SubstituteUnknown
    return wanted
