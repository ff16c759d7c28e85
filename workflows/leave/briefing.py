"""What somebody must know of a leave request to do a task on it: facts, warnings, what others said, the attachments."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.tasks import TaskView
from kernel.act import Actor
from kernel.errors import N_
from workflows import handover
from workflows.areas import Brief, Joined, Mark, OfPerson, Said, Value, Way
from workflows.leave import access, balance, entry, records, rows, rules, trace, words
from workflows.leave.access import Surface
from workflows.leave.models import LeaveOpinion, LeaveRequest
from workflows.leave.states import LEAVE_LABELS

WARNING = N_("%(what)s (%(article)s)")
SECTIONS = {
    "V": N_("Personnel officer (V)"),
    "VII": N_("Direct superior (VII)"),
    "VIII": N_("Official who gives leave (VIII)"),
    "external": N_("Decision outside the unit"),
    "recall": N_("Recall"),
    "settlement": N_("Settled by personnel"),
    "return": N_("Return"),
}
VERDICTS = {
    **words.DECISIONS,
    "forward": N_("It is correct"),
    "return": N_("Sent back"),
    "recall": N_("Called back"),
    "returned": N_("Back at work"),
    "absence": N_("Absence without notice"),
    "annual_leave": N_("Annual leave"),
    "note_received": N_("The note has come"),
}
Fact = tuple[str, Value | Way]


def brief(session: Session, actor: Actor, task: TaskView) -> Brief | None:
    """The head of a task's page, as far as this actor may know the request; nothing before it was asked for."""
    request = records.find(session, trace.request_of(task.record or ""))
    if request is None:
        return None
    relations = access.relations_to(session, actor, request)
    if not access.sees(relations, Surface.KIND):
        return None
    opens = access.sees(relations, Surface.REASON)
    files = records.documents_of(session, request.id) if access.sees(relations, Surface.DOCUMENTS) else []
    said = said_of(session, request, with_text=opens) if access.sees(relations, Surface.OPINIONS) else []
    mine = request.person_id == actor.id
    facts = (*facts_of(session, request, with_reason=opens), *_behind(session, task, request))
    return Brief(
        title=OfPerson(request.person_id),
        over=(Said(words.KINDS[request.kind]), Said(LEAVE_LABELS[request.state])),
        tags=(Mark(N_("Abroad"), "fast"),) if request.abroad else (),
        facts=facts,
        notes=(*_warnings(request), *said),
        documents=tuple(one.document_id for one in files),
        url=rows.record_url(task.record or ""),
        known=_known(request, task) if mine else {},
    )


def facts_of(session: Session, request: LeaveRequest, *, with_reason: bool) -> tuple[Fact, ...]:
    """The request in labelled facts: dates, length, what is left, who stands in; the reason where it may be read."""
    left = ((N_("Annual leave left"), _left(session, request)),) if request.kind == "CT" else ()
    private = private_of(request) if with_reason else ()
    return (*dates_of(request), *left, *private, (N_("Number"), request.number))


def dates_of(request: LeaveRequest) -> tuple[Fact, ...]:
    """From when to when, how long, who stands in."""
    return (
        (N_("Days"), span_of(request)),
        (N_("Length"), length_of(request)),
        (N_("Stands in"), OfPerson(request.substitute) if request.substitute else None),
    )


def span_of(request: LeaveRequest) -> Value:
    """From the first to the last day of a request."""
    return span(request.starts_on, request.last_on)


def span(first: date, last: date) -> Value:
    """From a day to another, or one day."""
    return first if first == last else Joined((first, last), " – ")


def private_of(request: LeaveRequest) -> tuple[Fact, ...]:
    """What only the applicant, who decides and the personnel officers read."""
    cause = words.CAUSES.get(request.cause)
    return (
        (N_("Cause"), Said(cause) if cause else None),
        (N_("Reason"), request.reason),
        (N_("Country"), request.country),
        (N_("Address during the leave"), request.address),
        (N_("Telephone during the leave"), request.phone),
    )


def length_of(request: LeaveRequest) -> Value:
    """How long, in the unit of its kind."""
    if request.kind == "CT" and request.days:
        return Said(N_("%(days)s working days"), {"days": sum(request.days.values())})
    if request.months:
        return Said(N_("%(months)s months"), {"months": request.months})
    return Said(N_("%(days)s calendar days"), {"days": (request.last_on - request.starts_on).days + 1})


def note_of(one: LeaveOpinion, *, with_text: bool) -> tuple[Value, Value]:
    """Who said what, with his reason for those who may read it."""
    verdict = Said(VERDICTS.get(one.decision, one.decision))
    dates: Value = ""
    if one.starts_on and one.last_on:
        dates = Said(N_("from %(first)s to %(last)s"), {"first": one.starts_on, "last": one.last_on})
    until: Value = Said(N_("until %(day)s"), {"day": one.until_on}) if one.decision == "defer" and one.until_on else ""
    who = (Said(SECTIONS.get(one.section, one.section)), one.title_line, OfPerson(one.person_id), one.at)
    return who, Joined((Joined((verdict, dates, until)), one.text if with_text else ""), "\n")


def warnings_of(request: LeaveRequest) -> list[Said]:
    """The warnings that the tables gave when it was asked for."""
    found: dict[str, Any] = request.findings
    return [
        Said(WARNING, {"what": one.words, "article": one.article})
        for one in rules.warned({**found.get("facts", {}), **found})
    ]


def said_of(session: Session, request: LeaveRequest, *, with_text: bool) -> list[tuple[Value, Value]]:
    """What each official said, with who he was then."""
    return [note_of(one, with_text=with_text) for one in records.opinions_of(session, request.id)]


def tasks_of(session: Session, request: LeaveRequest, at: datetime) -> Value:
    """The open tasks that the person would leave behind, counted by name (P09)."""
    waiting = handover.open_of_person(session, request.person_id, at)
    if not waiting:
        return Said(N_("none"))
    return tuple(Said(N_("%(count)s × %(name)s"), {"count": one.count, "name": Said(one.name)}) for one in waiting)


def _warnings(request: LeaveRequest) -> Iterator[tuple[Value, Value]]:
    for one in warnings_of(request):
        yield Said(N_("Please note")), one


def _left(session: Session, request: LeaveRequest) -> Value:
    """The free days of each year beside those that are held for this request."""
    years = sorted(int(year) for year in request.days) or [request.starts_on.year]
    left = {year: balance.of(session, request.person_id, year, request.last_on).available for year in years}
    return tuple(Said(N_("%(days)s days of %(year)s"), {"days": days, "year": year}) for year, days in left.items())


def _behind(session: Session, task: TaskView, request: LeaveRequest) -> tuple[Fact, ...]:
    """The open tasks that the person leaves behind, for those who consider and decide."""
    if task.element not in ("consider", "decide", "consider_and_decide"):
        return ()
    return ((N_("Open tasks of the applicant"), tasks_of(session, request, task.opened_at)),)


def _known(request: LeaveRequest, task: TaskView) -> dict[str, list[str]]:
    """What the applicant wrote before, for correcting it."""
    if task.element != "correct":
        return {}
    cause = {entry.CAUSES[request.kind]: request.cause} if request.cause else {}
    days = {"starts_on": request.starts_on.isoformat(), "last_on": request.last_on.isoformat()}
    texts = {name: getattr(request, name) for name in entry.TEXTS}
    more = {"kind": request.kind, "months": request.months, "child_number": request.child_number}
    flags = {name: "true" for name in ("abroad", "remote") if getattr(request, name)}
    told = {**more, **cause, **days, **texts, **flags, "substitute": request.substitute}
    return {name: [str(value)] for name, value in told.items() if value}
