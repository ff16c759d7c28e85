"""What somebody must know of a leave request to do a task on it: who, when, how long, what others said."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from engine.tasks import TaskView
from kernel.act import Actor
from kernel.errors import N_
from people import directory
from workflows import handover
from workflows.areas import Brief, Joined, Mark, OfPerson, OfPost, Said, Value
from workflows.leave import access, balance, records, trace, words
from workflows.leave.access import Surface
from workflows.leave.models import LeaveOpinion, LeaveRequest
from workflows.leave.opinions import BEYOND, CONSIDERED, DECIDED, VERIFIED
from workflows.leave.terms import leave_terms

APPLY = "leave_request/apply"
WEIGHING = frozenset({"verify", "consider", "decide", "consider_and_decide"})
ASKED_AGAIN = ("kind", "starts_on", "last_on", "months", "child_number", "reason", "country", "address", "phone")
TEXTS = ("reason", "country", "address", "phone")
SECTIONS = {
    VERIFIED: N_("Personnel officer (V)"),
    CONSIDERED: N_("Direct superior (VII)"),
    DECIDED: N_("Decision (VIII)"),
    BEYOND: N_("Decision from outside the unit"),
}
VERDICTS = {**words.DECISIONS, "forward": N_("Sent on"), "return": N_("Sent back"), "recall": N_("Called back")}


def brief(session: Session, actor: Actor, task: TaskView) -> Brief | None:
    """The head of a task's page, as far as this actor may know the request."""
    request = records.find(session, trace.request_of(task.record or ""))
    if request is None:
        return Brief(Said(N_("Leave")))
    relations = access.relations_to(session, actor, request)
    shows = {surface for surface in Surface if access.sees(relations, surface)}
    attachments = records.documents_of(session, request.id) if Surface.DOCUMENTS in shows else []
    return Brief(
        title=directory.person(session, request.person_id).name,
        over=(Said(words.KINDS[request.kind]), OfPost(request.post)) if request.kind else OfPost(request.post),
        tags=(Mark(N_("Abroad"), "fast"),) if request.abroad else (),
        facts=(
            *dates_of(request),
            *(_weighing(session, request, task) if task.element in WEIGHING else ()),
            *(private_of(request) if Surface.REASON in shows else ()),
        ),
        notes=tuple(said_of(session, request)) if Surface.OPINIONS in shows else (),
        documents=tuple(one.document_id for one in attachments),
        known=_known(request) if task.form == APPLY and actor.id == request.person_id else {},
    )


def dates_of(request: LeaveRequest) -> tuple[tuple[str, Value], ...]:
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


def length_of(request: LeaveRequest) -> Value:
    """How long it is, in the unit of its kind."""
    if request.kind == "CT":
        return Said(N_("%(days)s working days"), {"days": sum(request.days.values())})
    if request.months:
        return Said(N_("%(months)s months"), {"months": request.months})
    return Said(N_("%(days)s calendar days"), {"days": (request.last_on - request.starts_on).days + 1})


def private_of(request: LeaveRequest) -> tuple[tuple[str, Value], ...]:
    """What only the applicant, who decides and the personnel officers read."""
    cause = words.CAUSES.get(request.cause)
    return (
        (N_("Cause"), Said(cause) if cause else None),
        (N_("Reason"), request.reason),
        (N_("Country"), request.country),
        (N_("Address during the leave"), request.address),
        (N_("Telephone during the leave"), request.phone),
    )


def said_of(session: Session, request: LeaveRequest) -> Sequence[tuple[Value, Value]]:
    """What each official said, with who he was then."""
    return [(_by(one), _verdict(one)) for one in records.opinions_of(session, request.id) if one.section in SECTIONS]


def tasks_of(session: Session, request: LeaveRequest, task: TaskView | None = None) -> Value:
    """The open tasks that the person would leave behind, counted by name."""
    at = task.opened_at if task else request.submitted_at
    waiting = handover.open_of_person(session, request.person_id, at)
    names: dict[str, int] = {}
    for one in waiting:
        names[one.name] = names.get(one.name, 0) + one.count
    if not names:
        return Said(N_("none"))
    return tuple(Said(N_("%(count)s × %(name)s"), {"count": n, "name": Said(name)}) for name, n in names.items())


def _weighing(session: Session, request: LeaveRequest, task: TaskView) -> tuple[tuple[str, Value], ...]:
    """What helps to weigh it: days left beside it, how much of the unit is away, what would lie open."""
    free: Value = None
    if request.kind == "CT":
        year = request.starts_on.year
        left = balance.of(session, request.person_id, year, request.starts_on).available
        free = Said(N_("%(days)s days of %(year)s stay free beside it"), {"days": left, "year": str(year)})
    told = request.findings.get("facts", {})
    away = told.get("coverage_percent") or 0
    return (
        (N_("Balance"), free),
        (N_("Unit"), Said(N_("%(percent)s %% of the unit would be away"), {"percent": away}) if away else None),
        (N_("Open tasks of the applicant"), tasks_of(session, request, task)),
    )


def _by(one: LeaveOpinion) -> Value:
    return (Said(SECTIONS[one.section]), OfPerson(one.person_id), one.title_line, one.at)


def _verdict(one: LeaveOpinion) -> Value:
    dates = Joined((one.starts_on, one.last_on), " – ")
    until = Said(N_("until %(day)s"), {"day": one.until_on}) if one.until_on and one.section != BEYOND else None
    return Joined(((Said(VERDICTS.get(one.decision, one.decision)), dates, until, one.number), one.text), "\n")


def _known(request: LeaveRequest) -> dict[str, list[str]]:
    """What was asked for before, as it would have been typed."""
    values = {name: getattr(request, name) for name in ASKED_AGAIN}
    values["substitute"] = request.substitute
    if request.months:
        values.pop("last_on")
    found = {name: [str(value)] for name, value in values.items() if value}
    found |= {name: ["true"] for name in ("abroad", "remote") if getattr(request, name)}
    return found


def steps(process: str) -> dict[str, int]:
    """How many working days each step may take, by element."""
    terms = leave_terms()
    if process != "leave_request":
        return {}
    return {
        "verify": terms.verify_working_days,
        "consider": terms.consider_working_days,
        "decide": terms.decide_working_days,
        "consider_and_decide": terms.decide_working_days,
        "confirm_change": 0,
        "confirm_return": 0,
    }
