"""Asking for leave: the process is started and its first task completed in one transaction; all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine import definitions, instances, keys, messages, runtime, tasks
from engine.instances import Wanted
from forms import clean
from kernel import history, ids
from kernel.act import Act
from kernel.db import undone
from people import structure
from workflows.leave import ending, entry, facts, records, routing, rules, trace
from workflows.leave.errors import NotEmployee
from workflows.leave.rules import PROCESS, Warned

FORM, WITHDRAW, SICK = "leave_request/apply", "leave.withdraw", "sick_notice"


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a request."""

    request_id: str
    instance_id: str
    state: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What sending would do: the days that are counted and held, the warnings, and who considers and decides.

    `superior` and `decider` are posts, None outside the unit; `outside` is the official there, '' for none.
    """

    kind: str
    starts_on: date
    last_on: date
    days: Mapping[str, int]
    calendar_days: int
    warnings: list[Warned]
    superior: str | None
    decider: str | None
    outside: str
    article: str
    available: Mapping[str, int] = field(default_factory=dict)


def submit(act: Act, raw: Mapping[str, Any], *, key: str | None = None) -> Submitted:
    """Ask for leave from raw answers.

    Raises FormInvalid, NotEmployee, LeaveRefused, LeaveProposed, LeaveTooLong, AttachmentMissing, NotEnoughLeave,
    YearWithoutCalendar, AlreadyAway, SubstituteAway, DocumentNotFound, KeyReused.
    """
    require_employee(act)
    form = definitions.pinned_form(definitions.latest(act.session, PROCESS), FORM)
    answers = clean.clean(form, raw)
    kept = keys.reserve(act, key, keys.digest("leave", answers.public, answers.private))
    if kept is not None:
        return Submitted(**kept)
    request_id = ids.new_id(act.now)
    record = trace.record_of(request_id)
    wanted = Wanted(record, business_key=record)
    started = instances.start(act, PROCESS, data=first_data(act, request_id), wanted=wanted)
    tasks.complete(act, started.task_ids[0], tasks.Answers(answers.public, answers.private))
    done = Submitted(request_id, started.instance_id, records.get(act.session, request_id).state)
    keys.keep(act, key, done)
    return done


def preview(act: Act, raw: Mapping[str, Any]) -> Preview:
    """What `submit` would do, done and taken back; nothing is kept. Raises as `submit`."""
    with undone(act.session):
        done = submit(act, raw)
        runtime.drop(act.session, done.instance_id)
        request = records.get(act.session, done.request_id)
        found = request.findings
        way = routing.way_of(act.session, request, found["authority"], act.now)
        return Preview(
            kind=request.kind,
            starts_on=request.starts_on,
            last_on=request.last_on,
            days=dict(request.days),
            calendar_days=(request.last_on - request.starts_on).days + 1,
            warnings=rules.warned({**found["facts"], **found}),
            superior=way.superior,
            decider=way.decider,
            outside=found["authority"]["outside"] if found["authority"]["external"] else "",
            article=found["limits"]["article"],
            available=facts.available(act, request),
        )


def report_sick(act: Act, *, key: str | None = None) -> Submitted:
    """Report oneself sick today; the superior knows at once. Raises NotEmployee, AlreadyReportedSick, KeyReused."""
    require_employee(act)
    kept = keys.reserve(act, key, keys.digest("sick", act.actor.id))
    if kept is not None:
        return Submitted(**kept)
    request_id = ids.new_id(act.now)
    record = trace.record_of(request_id)
    wanted = Wanted(record, business_key=record, begin=SICK)
    started = instances.start(act, PROCESS, data=first_data(act, request_id), wanted=wanted)
    done = Submitted(request_id, started.instance_id, records.get(act.session, request_id).state)
    keys.keep(act, key, done)
    return done


def withdraw(act: Act, request_id: str) -> str:
    """Take one's own request back before its first day; gives the state. Raises NotOwner, BegunAlready."""
    request = records.get(act.session, request_id)
    history.lock(act.session, f"instance:{request.instance_id}")  # before the request's stream, as every step does
    ending.require_withdrawable(act, records.get(act.session, request_id))
    messages.deliver(act, WITHDRAW, trace.record_of(request_id), {})
    return records.get(act.session, request_id).state


def kinds_for(act: Act) -> list[str]:
    """The kinds of leave that are offered to the actor. Raises NotEmployee."""
    require_employee(act)
    return rules.offered(act.session, act.actor.id)


def require_employee(act: Act) -> None:
    """Raises NotEmployee for somebody without a post."""
    if structure.find_post_of_person(act.session, act.actor.id, act.now) is None:
        raise NotEmployee


def first_data(act: Act, request_id: str) -> dict[str, Any]:
    """What the process knows from the start: ids and desks only."""
    return {
        "request_id": request_id,
        "record": trace.record_of(request_id),
        "applicant": act.actor.id,
        "applicant_desk": f"person:{act.actor.id}",
        "parties": [act.actor.id],
        "stands_in": [],
        "stage": "verify",
    }


def record(act: Act, request_id: str, instance_id: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Write what was asked for, anew when it was sent back. Raises those of `entry.fill`, DocumentNotFound."""
    head = trace.begin(act, request_id)
    request = records.find(act.session, request_id)
    is_new = request is None
    request = request or entry.new(act, request_id, instance_id, act.actor.id)
    entry.fill(act, request, answers)
    act.session.add(request)
    act.session.flush()
    attached = entry.attach(act, request, answers)
    kind = "leave.requested" if is_new else "leave.corrected"
    trace.end(act, head, kind, {**entry.told(request), "documents": attached}, f"person:{request.person_id}")
    stands_in = [request.substitute] if request.substitute else []
    return {"parties": routing.parties(request), "stands_in": stands_in, "stage": "verify"}
