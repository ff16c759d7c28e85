"""What officials say of a request: section V, the consideration (VII), the decision (VIII), decisions from outside.

Each is a record of its own with person, post, capacity and rank as they were then (DOMAIN 3.7, 10).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kernel import calendars, history, ids
from kernel.act import Act
from people import directory
from workflows import issuing
from workflows.leave import booking, counting, entry, facts, records, routing, trace
from workflows.leave.errors import (
    ActingMayNotDecide,
    BknMissing,
    DatesTurned,
    DeferralForbidden,
    DeferredTooLong,
    LastDayMissing,
    LetterDatedLater,
    RemoteNotAsked,
    RemoteReasonMissing,
)
from workflows.leave.models import LeaveOpinion, LeaveRequest
from workflows.leave.settings import leave_settings
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms

VERIFIED, CONSIDERED, DECIDED, BEYOND = "V", "VII", "VIII", "external"
CHANGED = "confirm"
Data = Mapping[str, Any]


def record_verification(act: Act, request_id: str, desk: str | None, answers: Data) -> None:
    """The personnel officer sends a request on with his remark (section V), or back with a note."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    verdict = answers["verification"]
    row = write(act, request, VERIFIED, verdict, desk, text=answers.get("note") or answers.get("remark", ""))
    if verdict == "return":
        booking.release(act, request)
        records.move(act.session, request, LeaveState.DRAF)
        routing.tell(act, request, f"person:{request.person_id}", "leave.returned")
    trace.end(act, head, "leave.verified", told(row), desk)


def record_opinion(act: Act, request_id: str, desk: str | None, answers: Data, data: Data) -> dict[str, Any]:
    """The consideration of the direct superior. Raises DeferralForbidden, DeferredTooLong and those of dates."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    require_deferrable(act, request, answers, data["limits"])
    row = write(
        act,
        request,
        CONSIDERED,
        answers["decision"],
        desk,
        text=answers.get("reason", ""),
        **proposed(request, answers),
    )
    may_stop = leave_settings().atasan_dapat_menghentikan
    if row.decision == "change":
        _propose(act, request)
    elif not (row.decision == "refuse" and may_stop):
        records.move(act.session, request, LeaveState.KEPUTUSAN)
        routing.tell(act, request, f"post:{request.decider_post}", "leave.decide")
    trace.end(act, head, "leave.considered", told(row), desk)
    return {"opinion": row.decision, "opinion_may_stop": may_stop, "stage": "decide", **routing.limits(act)}


def skip_opinion(act: Act, request_id: str) -> dict[str, Any]:
    """The superior's time is over: whoever decides does so without a consideration, which the form says."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    row = write(act, request, CONSIDERED, "none", None, post=request.superior_post)
    records.move(act.session, request, LeaveState.KEPUTUSAN)
    routing.tell(act, request, f"post:{request.decider_post}", "leave.decide")
    trace.end(act, head, "leave.considered", told(row))
    return {"opinion": "none", "stage": "decide", **routing.limits(act)}


def record_decision(act: Act, request_id: str, desk: str | None, answers: Data, data: Data) -> dict[str, Any]:
    """The decision of who gives the leave; on one screen with the consideration when both are the same official.

    Raises ActingMayNotDecide, DeferralForbidden, DeferredTooLong, RemoteNotAsked, RemoteReasonMissing, AlreadyAway.
    """
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    _require_may_decide(act, desk, data["authority"])
    require_deferrable(act, request, answers, data["limits"])
    rows = []
    if "opinion" in answers:
        text = answers.get("opinion_reason", "")
        rows.append(write(act, request, CONSIDERED, answers["opinion"], desk, text=text))
    text = answers.get("reason", "") or answers.get("remote_reason", "")
    rows.append(write(act, request, DECIDED, answers["decision"], desk, text=text, **proposed(request, answers)))
    if answers["decision"] == "change":
        _propose(act, request)
    elif answers["decision"] == "approve" and answers.get("remote_days"):
        _add_remote(act, request, answers)
    extra = {"remote_days": request.remote_days} if request.remote_days else {}
    trace.end(act, head, "leave.decided", {"said": [told(row) for row in rows], **extra}, desk)
    return {"decision": answers["decision"], "stage": "grant", "provisional": bool(answers.get("provisional"))}


def record_change(act: Act, request_id: str, desk: str | None, answers: Data) -> None:
    """The applicant accepts the proposed dates, which then hold, or does not."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    accepted = answers["accepted"]
    if accepted:
        last = records.last_opinion(act.session, request_id, CONSIDERED, DECIDED)
        if last is None or last.starts_on is None:
            raise LastDayMissing
        last_on = last.last_on.isoformat() if last.last_on else None
        request.told_days = None
        entry.set_dates(act, request, last.starts_on.isoformat(), last_on, last.months)
        records.move(act.session, request, LeaveState.KEPUTUSAN)
    trace.end(act, head, "leave.change_answered", {"accepted": accepted, **entry.told(request)}, desk)


def record_external(act: Act, request_id: str, desk: str | None, answers: Data) -> None:
    """The decision of PPK or principal secretary, as the personnel officer has it on paper.

    Raises LetterDatedLater, BknMissing, AlreadyAway, NotEnoughLeave.
    """
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    today = calendars.current(act.session).date_of(act.now)
    if date.fromisoformat(answers["letter_on"]) > today:
        raise LetterDatedLater
    approved = answers["external_decision"] == "approve"
    if approved and request.kind == "CLTN" and not (answers.get("bkn_no") and answers.get("bkn_on")):
        raise BknMissing
    row = write(act, request, BEYOND, answers["external_decision"], desk, text=answers.get("reason", ""))
    row.number, row.dated_on = answers["letter_no"], date.fromisoformat(answers["letter_on"])
    act.session.flush()
    entry.attach_one(act, request, "decision", answers.get("document"))
    if approved and (answers.get("new_starts_on") or answers.get("new_last_on")):
        request.told_days = None
        first = answers.get("new_starts_on") or request.starts_on.isoformat()
        entry.set_dates(act, request, first, answers.get("new_last_on"), request.months)
        booking.reserve(act, request, facts.working_days(act.session, request))
    numbers = {name: answers.get(name) for name in ("letter_no", "letter_on", "bkn_no", "bkn_on")}
    trace.end(act, head, "leave.decided_outside", {**told(row), **numbers, **entry.told(request)}, desk)


def write(act: Act, request: LeaveRequest, section: str, decision: str, desk: str | None, **more: Any) -> LeaveOpinion:
    """One record of what somebody said, with who he was then."""
    code = desk.removeprefix("post:") if desk and desk.startswith("post:") else None
    row = LeaveOpinion(
        id=ids.new_id(act.now),
        request_id=request.id,
        place=len(records.opinions_of(act.session, request.id)),
        section=section,
        decision=decision,
        person_id=act.actor.id,
        salt=history.new_salt(),
        at=act.now,
        **{"post": code, "text": "", "number": "", **_identity(act, desk), **more},
    )
    act.session.add(row)
    act.session.flush()
    return row


def told(row: LeaveOpinion) -> dict[str, Any]:
    """What an event holds of it."""
    return {
        "opinion": row.id,
        "section": row.section,
        "decision": row.decision,
        "post": row.post,
        "capacity": row.capacity,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "last_on": row.last_on.isoformat() if row.last_on else None,
        "months": row.months,
        "until_on": row.until_on.isoformat() if row.until_on else None,
        "commitments": trace.sealed(row.salt, text=row.text),
    }


def proposed(request: LeaveRequest, answers: Data) -> dict[str, Any]:
    """The dates that a change or a deferral names, in the measure of the leave. Raises LastDayMissing, DatesTurned."""
    found: dict[str, Any] = {}
    if answers["decision"] == "change":
        first, last, months = date.fromisoformat(answers["new_starts_on"]), answers.get("new_last_on"), None
        if request.kind in entry.IN_MONTHS:
            last, months = None, answers.get("new_months")
        if last is None and not months:
            raise LastDayMissing
        if last is not None and date.fromisoformat(last) < first:
            raise DatesTurned
        found = {"starts_on": first, "months": months, "last_on": date.fromisoformat(last) if last else None}
    if answers["decision"] == "defer":
        found = {"until_on": date.fromisoformat(answers["until"])}
    return found


def require_deferrable(act: Act, request: LeaveRequest, answers: Data, limits: Data) -> None:
    """Raises DeferralForbidden where the limits do not know it, DeferredTooLong for a day outside of them."""
    if "defer" in (answers["decision"], answers.get("opinion")) and not limits["deferrable"]:
        raise DeferralForbidden(article=limits["article"])
    if answers["decision"] != "defer":
        return
    first = request.last_on
    last = counting.months_end(request.starts_on, int(limits["deferral_months"]))
    if not first < date.fromisoformat(answers["until"]) <= last:
        raise DeferredTooLong(first=first, last=last)


def _require_may_decide(act: Act, desk: str | None, authority: Data) -> None:
    ground = act.actor.acting.get(desk or "")
    if not authority["acting_may"] and ground is not None and ground.capacity != "definitive":
        raise ActingMayNotDecide(article=authority["article"])


def _add_remote(act: Act, request: LeaveRequest, answers: Data) -> None:
    if request.kind != "CT" or not request.remote or answers["remote_days"] > leave_terms().remote_days_most:
        raise RemoteNotAsked
    if not answers.get("remote_reason"):
        raise RemoteReasonMissing
    booking.lengthen(act, request, answers["remote_days"])


def _propose(act: Act, request: LeaveRequest) -> None:
    records.move(act.session, request, LeaveState.PERUBAHAN_MENUNGGU_PEGAWAI)
    routing.tell(act, request, f"person:{request.person_id}", "leave.changed")


def _identity(act: Act, desk: str | None) -> dict[str, Any]:
    """Capacity, basis, title and rank of the actor when he works for a desk; nothing for the system."""
    if desk is None:
        return {}
    ground = act.actor.acting.get(desk)
    signer = issuing.signer_of(act, desk)
    person = directory.person(act.session, act.actor.id)
    rank = " ".join(part for part in (person.rank, f"({person.grade})" if person.grade else "") if part)
    return {
        "capacity": ground.capacity if ground else "definitive",
        "basis": ground.basis if ground else "",
        "title_line": signer.title_line,
        "rank": rank,
    }
