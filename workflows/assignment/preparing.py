"""Preparing an assignment: started with its first form, written, checked, sent back, corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine import definitions, instances, keys, tasks
from engine.instances import Wanted
from forms import clean
from kernel import calendars, history, ids
from kernel.act import Act, Actor
from people import directory, structure
from workflows import notices
from workflows.assignment import days, signing, trace
from workflows.assignment.errors import NotPreparer
from workflows.assignment.models import Assignment
from workflows.assignment.settings import assignment_settings
from workflows.assignment.states import AssignmentState
from workflows.notices import Words

PROCESS = "assignment"
FORM = "assignment/prepare"
TEXTS = ("basis", "task", "place", "funds")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of the draft: the assignment and its case."""

    assignment_id: str
    instance_id: str


def prepare(act: Act, raw: Mapping[str, Any], *, key: str | None = None) -> Prepared:
    """Prepare an assignment from raw answers: the case is started and its first task completed in one transaction.

    Raises NotPreparer, FormInvalid, KeyReused and what `record` raises.
    """
    require_preparer(act.actor)
    form = definitions.pinned_form(definitions.latest(act.session, PROCESS), FORM)
    answers = clean.clean(form, raw)
    kept = keys.reserve(act, key, keys.digest("assignment", answers.public, answers.private))
    if kept is not None:
        return Prepared(**kept)

    assignment_id = ids.new_id(act.now)
    record_name = trace.record_of(assignment_id)
    data = {"assignment_id": assignment_id, "preparer_desk": f"person:{act.actor.id}"}
    started = instances.start(act, PROCESS, data=data, wanted=Wanted(record_name, business_key=record_name))
    tasks.complete(act, started.task_ids[0], tasks.Answers(answers.public, answers.private))
    done = Prepared(assignment_id, started.instance_id)
    keys.keep(act, key, done)
    return done


def require_preparer(actor: Actor) -> None:
    """Raises NotPreparer."""
    if not actor.has_role(*assignment_settings().preparer_roles):
        raise NotPreparer


def record(act: Act, assignment_id: str, instance_id: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Write what was prepared or corrected and hold the days of everybody; gives process data.

    Raises PersonNotFound, PersonWithoutPost, DaysTurnedRound, DaysInThePast, TooLong, YearNotKnown, AssigneesAway,
    AssignmentMoved.
    """
    limits, calendar = assignment_settings(), calendars.current(act.session)
    people = assignees_of(answers)
    span = date.fromisoformat(answers["starts_on"]), date.fromisoformat(answers["last_on"])
    days.require_days(calendar, limits, span, calendar.date_of(act.now))
    for person in people:
        directory.person(act.session, person)
        structure.post_of_person(act.session, person, act.now)

    head = trace.begin(act, assignment_id)
    row = _row(act, assignment_id, instance_id, answers, span)
    days.hold(act, row, people)
    checks_himself = act.actor.has_role(limits.checker_role)
    row.due_at = None if checks_himself else calendar.add_working_days(act.now, limits.check_working_days)
    act.session.flush()
    trace.end(act, head, "assignment.prepared", _told(row, people))
    waits = {"assignees": people, "needs_check": not checks_himself, "lead_desk": f"person:{people[0]}"}
    return {**waits, "due_at": None if row.due_at is None else row.due_at.isoformat()}


def forward(act: Act, assignment_id: str, desk: str | None) -> dict[str, Any]:
    """It is checked: on to whoever signs; gives process data. Raises AssignmentMoved."""
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    return signing.send(act, head, row, desk)


def give_back(act: Act, assignment_id: str, desk: str, answers: Mapping[str, Any]) -> None:
    """Send it back to who prepared it, with a note; its days stay held. Raises AssignmentMoved."""
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    trace.move(act, row, AssignmentState.RETURNED)
    told = trace.remark(act, row, "returned", answers.get("note", ""))
    trace.end(act, head, "assignment.returned", told, desk)
    tell(act, row, "assignment.returned", f"person:{row.prepared_by}")


def remind_checker(act: Act, assignment_id: str) -> None:
    """Tell Kasubbag Umum and who prepared it that the check is late."""
    head = trace.begin(act, assignment_id)
    row = trace.get(act.session, assignment_id)
    if row.state == AssignmentState.CHECKING:
        trace.end(act, head, "assignment.check_late", {})
        tell(act, row, "assignment.check_late", assignment_settings().checker_desk, f"person:{row.prepared_by}")


def assignees_of(answers: Mapping[str, Any]) -> list[str]:
    """Who is assigned, the first-named first, nobody twice."""
    return list(dict.fromkeys([answers["lead"], *answers.get("others", [])]))


def tell(act: Act, row: Assignment, kind: str, *desks: str) -> None:
    """A notice to some desks; at most one of a kind in a second."""
    words = Words(kind, trace.record_of(row.id))
    for desk in sorted(set(desks)):
        notices.put(act, desk, words, key=f"{kind}:{row.id}:{act.now:%Y%m%d%H%M%S}")


def _row(
    act: Act, assignment_id: str, instance_id: str, answers: Mapping[str, Any], span: tuple[date, date]
) -> Assignment:
    row = act.session.get(Assignment, assignment_id, populate_existing=True)
    if row is None:
        row = Assignment(
            id=assignment_id,
            instance_id=instance_id,
            prepared_by=act.actor.id,
            prepared_at=act.now,
            salt=history.new_salt(),
            state=AssignmentState.CHECKING.value,
        )
        act.session.add(row)
    else:
        trace.move(act, row, AssignmentState.CHECKING)
    for name in TEXTS:
        setattr(row, name, answers.get(name, ""))
    row.starts_on, row.last_on = span
    row.must_report = bool(answers.get("must_report", False))
    act.session.flush()
    return row


def _told(row: Assignment, people: list[str]) -> dict[str, Any]:
    return {
        "people": people,
        "starts_on": row.starts_on.isoformat(),
        "last_on": row.last_on.isoformat(),
        "must_report": row.must_report,
        "commitments": trace.sealed(row.salt, **{name: getattr(row, name) for name in TEXTS}),
    }
