"""What happened to a leave request: a sentence for each kind of event, and the facts that fill it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from kernel.errors import N_
from kernel.history import Event
from workflows.areas import Joined, OfPost, Said, Value
from workflows.leave import words
from workflows.leave.briefing import VERDICTS
from workflows.leave.models import LeaveOpinion

EVENTS: Mapping[str, tuple[str, str]] = {
    "leave.requested": (N_("asked for leave: %(days)s"), ""),
    "leave.corrected": (N_("corrected the request: %(days)s"), ""),
    "leave.reserved": (N_("The days were reserved"), "quiet"),
    "leave.verified": (N_("checked the request: %(verdict)s"), ""),
    "leave.routed": (N_("The system sent it to %(desk)s"), "quiet"),
    "leave.considered": (N_("considered it: %(verdict)s"), ""),
    "leave.decided": (N_("decided: %(verdict)s"), ""),
    "leave.change_answered": (N_("answered the proposed dates: %(verdict)s"), ""),
    "leave.handed_over": (N_("It waits for a decision outside the unit: %(outside)s"), "quiet"),
    "leave.decided_outside": (N_("recorded the decision from outside: %(verdict)s"), ""),
    "leave.granted": (N_("The leave is granted"), ""),
    "leave.begun": (N_("The leave has begun"), "quiet"),
    "leave.recall_asked": (N_("called the person back from %(day)s"), ""),
    "leave.recalled": (N_("The leave ends before %(day)s; unused days were given back"), ""),
    "leave.ended": (N_("is back at work since %(day)s"), ""),
    "leave.refused": (N_("The leave was not approved; the days are free again"), ""),
    "leave.deferred": (N_("The leave was deferred"), ""),
    "leave.withdrawn": (N_("withdrew the request"), ""),
    "leave.cancelled": (N_("cancelled the request"), ""),
    "leave.case_ended": (N_("ended the case; the leave stays as it is"), ""),
    "leave.reported_sick": (N_("reported sick from %(day)s"), ""),
    "leave.sick_recorded": (N_("brought the doctor's note; one day is recorded"), ""),
    "leave.sick_settled": (N_("settled the days without a note"), ""),
    "leave.reminded": (N_("A reminder was sent"), "late"),
    "paper.reserved": (N_("A paper was ordered"), "quiet"),
    "paper.issued": (N_("A paper was issued"), "quiet"),
    "paper.revoked": (N_("A paper was revoked"), "late"),
    "paper.downloaded": (N_("fetched a paper"), "quiet"),
    "comment.added": (N_("added a comment"), "quiet"),
    "comment.withdrawn": (N_("withdrew a comment"), "quiet"),
}
DAYS = ("back_on", "returned_on", "starts_on")


def event_facts(session: Session, event: Event) -> dict[str, Value]:
    """What fills the sentence of an event; `quote` is what was written in it."""
    data = event.data
    said = data.get("said") or [data]
    verdicts = tuple(_verdict(one) for one in said)
    day = next((data[name] for name in DAYS if data.get(name)), None)
    rows = [session.get(LeaveOpinion, one["opinion"]) for one in said if one.get("opinion")]
    quote = Joined(tuple(row.text for row in rows if row is not None and row.text), " · ")
    desk = data.get("superior") or data.get("decider")
    return {
        "days": Joined((_day(data.get("starts_on")), _day(data.get("last_on"))), " – "),
        "day": _day(day),
        "verdict": Joined(verdicts, ", "),
        "desk": OfPost(desk) if desk else Said(N_("who decides outside the unit")),
        "outside": Said(words.OUTSIDE[data["to"]]) if data.get("to") in words.OUTSIDE else None,
        "quote": quote if any(row is not None and row.text for row in rows) else None,
    }


def _verdict(data: Mapping[str, Any]) -> Value:
    if "accepted" in data:
        return Said(N_("accepted") if data["accepted"] else N_("not accepted"))
    code = data.get("decision", "")
    return Said(VERDICTS[code]) if code in VERDICTS else code


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None
