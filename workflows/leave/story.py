"""What happened to a leave request: a sentence for each kind of event, and the facts that fill it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from kernel.act import Actor
from kernel.errors import N_
from kernel.history import Event
from workflows.areas import OfPerson, OfPost, Said, Value
from workflows.leave import access, records, trace, words
from workflows.leave.access import Surface
from workflows.leave.briefing import VERDICTS

EVENTS: Mapping[str, tuple[str, str]] = {
    "leave.requested": (N_("asked for %(kind)s, %(span)s"), ""),
    "leave.corrected": (N_("corrected the request: %(kind)s, %(span)s"), ""),
    "leave.reserved": (N_("The system checked the rules and reserved the days"), "quiet"),
    "leave.verified": (N_("checked the request: %(verdict)s"), ""),
    "leave.routed": (N_("The system sent it to %(desk)s"), "quiet"),
    "leave.considered": (N_("gave a consideration: %(verdict)s"), ""),
    "leave.decided": (N_("decided: %(verdict)s"), ""),
    "leave.change_answered": (N_("answered to the proposed dates: %(verdict)s"), ""),
    "leave.handed_over": (N_("The request goes out of the unit: %(to)s"), "quiet"),
    "leave.decided_outside": (N_("recorded the decision %(number)s: %(verdict)s"), ""),
    "leave.granted": (N_("The leave is granted, letter %(number)s"), ""),
    "leave.begun": (N_("The leave has begun"), "quiet"),
    "leave.recall_asked": (N_("called the person back, from %(back_on)s"), ""),
    "leave.recalled": (N_("Unused days went back to the balance; the substitution ended"), "quiet"),
    "leave.ended": (N_("is back at work since %(back_on)s"), ""),
    "leave.refused": (N_("The request is closed; the reserved days are free"), "quiet"),
    "leave.deferred": (N_("The leave is deferred until %(until)s"), ""),
    "leave.withdrawn": (N_("withdrew the request"), ""),
    "leave.cancelled": (N_("cancelled the case; everything held was let go"), ""),
    "leave.case_ended": (N_("ended the case; the leave stays as it is"), ""),
    "leave.reminded": (N_("The limit was announced"), "late"),
    "leave.document_opened": (N_("opened an attachment"), "quiet"),
    "leave.reported_sick": (N_("reported sick"), ""),
    "leave.sick_recorded": (N_("brought the doctor's note for one day"), ""),
    "leave.sick_settled": (N_("settled the days without a note: %(verdict)s"), ""),
    "paper.reserved": (N_("ordered the paper %(number)s"), "quiet"),
    "paper.issued": (N_("The paper was made"), "quiet"),
    "paper.revoked": (N_("The paper is no longer in force"), ""),
    "paper.downloaded": (N_("fetched the paper"), "quiet"),
}
ACCEPTED = {True: N_("accepted"), False: N_("withdrawn")}


def event_facts(_session: Session, event: Event) -> Mapping[str, Value]:
    """The facts of an event's sentence; codes, dates and ids only."""
    data: Mapping[str, Any] = event.data
    return {
        "kind": Said(words.KINDS[data["kind"]]) if data.get("kind") in words.KINDS else "",
        "span": _span(data),
        "verdict": _verdict(data),
        "desk": OfPost(data["superior"]) if data.get("superior") else Said(N_("whoever decides outside the unit")),
        "to": Said(words.OUTSIDE.get(data.get("to", ""), "")),
        "number": data.get("letter_no") or data.get("number") or "",
        "back_on": _day(data.get("back_on") or data.get("returned_on") or data.get("starts_on")),
        "until": _day(data.get("until_on")),
        "who": OfPerson(event.actor),
    }


def may_see_log(session: Session, actor: Actor, record: str) -> bool:
    """Whether an actor may see what happened to a request."""
    request = records.find(session, trace.request_of(record))
    return request is not None and access.sees(access.relations_to(session, actor, request), Surface.LOG)


def _verdict(data: Mapping[str, Any]) -> Value:
    if "accepted" in data:
        return Said(ACCEPTED[bool(data["accepted"])])
    if "said" in data:
        return tuple(Said(VERDICTS.get(one["decision"], one["decision"])) for one in data["said"])
    decision = data.get("decision", "")
    return Said(VERDICTS.get(decision, decision)) if decision else ""


def _span(data: Mapping[str, Any]) -> Value:
    first, last = data.get("starts_on"), data.get("last_on")
    if not first or not last:
        return ""
    return Said(N_("from %(first)s to %(last)s"), {"first": _day(first), "last": _day(last)})


def _day(text: str | None) -> Value:
    if not text:
        return ""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
