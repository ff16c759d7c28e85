"""Asking for a permission and taking the question back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions, instances, keys, tasks
from engine.instances import Wanted
from forms import clean
from kernel import calendars, history, ids, outbox
from kernel.act import Act
from people import absences, directory, structure
from people.absences import Reason
from people.errors import AlreadyAway
from workflows.permission import hours, line, trace
from workflows.permission.errors import AskedAlready, AwayThatDay, NotYourPermission
from workflows.permission.models import PermissionRequest
from workflows.permission.settings import permission_settings
from workflows.permission.states import PermissionKind, PermissionState, require_move

PROCESS = "permission_request"
FORM = "permission_request/apply"
WITHDRAWN = "permission_withdrawn"
OPEN = (PermissionState.SUBMITTED.value, PermissionState.GRANTED.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of the question: the permission and its case."""

    request_id: str
    instance_id: str


def apply(act: Act, raw: Mapping[str, Any], *, key: str | None = None) -> Asked:
    """Ask for a permission from raw answers: the case is started and its first task completed in one transaction.

    Raises FormInvalid, KeyReused and what `record` raises.
    """
    form = definitions.pinned_form(definitions.latest(act.session, PROCESS), FORM)
    answers = clean.clean(form, raw)
    request = keys.digest("permission", answers.public, answers.private)
    kept = keys.reserve(act, key, request)
    if kept is not None:
        return Asked(**kept)

    request_id = ids.new_id(act.now)
    record = trace.record_of(request_id)
    data = {"request_id": request_id, "applicant": act.actor.id, "applicant_desk": f"person:{act.actor.id}"}
    started = instances.start(act, PROCESS, data=data, wanted=Wanted(record, business_key=record))
    tasks.complete(act, started.task_ids[0], tasks.Answers(answers.public, answers.private))
    done = Asked(request_id, started.instance_id)
    keys.keep(act, key, done)
    return done


def record(act: Act, request_id: str, instance_id: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Write what was asked for and find who decides; gives process data.

    Raises PersonWithoutPost, YearNotKnown, NotAWorkingDay, TooLongAgo, TooFarAhead, HoursTurned, HoursOutside,
    AwayThatDay, AskedAlready, NobodyDecides.
    """
    person, kind, on = act.actor.id, answers["kind"], date.fromisoformat(answers["on_day"])
    calendar, limits = calendars.current(act.session), permission_settings()
    hours.require_day(calendar, limits, on, calendar.date_of(act.now))
    span = hours.hours_of(calendar, kind, on, (answers.get("starts", ""), answers.get("ends", "")))
    post = structure.post_of_person(act.session, person, act.now)

    head = trace.begin(act, request_id)
    history.take(act.session, f"person:{person}")  # two questions of one person wait for each other here
    require_present(act.session, person, on)
    _require_first(act.session, person, on, span)
    barred = line.barred_from(act.session, person, on, act.now)
    decider, stages = line.first_decider(act.session, post, barred, act.now), hours.stages(calendar, limits, act.now)
    row = PermissionRequest(
        id=request_id,
        instance_id=instance_id,
        person_id=person,
        post=post,
        kind=kind,
        on_day=on,
        starts=span[0],
        ends=span[1],
        reason=answers["reason"],
        salt=history.new_salt(),
        state=PermissionState.SUBMITTED.value,
        decider=decider,
        asked_posts=[decider],
        due_at=stages.due_at,
        asked_at=act.now,
    )
    if kind == PermissionKind.ABSENT:
        row.absence_id = absences.record(act, person, on, on, Reason.OTHER, record=head.stream, firm=False)
    act.session.add(row)
    act.session.flush()
    trace.end(act, head, "permission.asked", _told(row))
    return {**waiting(decider, stages), "barred": barred, "branch_key": head.stream}


def withdraw(act: Act, request_id: str) -> None:
    """Take the question back before it is decided; an errand ends the case.

    Raises PermissionUnknown, NotYourPermission, PermissionMoved.
    """
    head = trace.begin(act, request_id)
    row = trace.get(act.session, request_id)
    if row.person_id != act.actor.id:
        raise NotYourPermission
    close(act, row, PermissionState.WITHDRAWN)
    trace.end(act, head, "permission.withdrawn", {"case": row.instance_id})
    payload = {"name": WITHDRAWN, "correlation": head.stream}
    outbox.put(act, "process.message", payload, key=f"{WITHDRAWN}:{request_id}")


def cancel(act: Act, request_id: str) -> None:
    """What becomes of a permission when its case is ended from outside; a decided one stays as it is."""
    head = trace.begin(act, request_id)
    row = act.session.get(PermissionRequest, request_id, populate_existing=True)
    if row is not None and row.state == PermissionState.SUBMITTED:
        close(act, row, PermissionState.CANCELLED)
        trace.end(act, head, "permission.cancelled", {"case": row.instance_id})


def close(act: Act, row: PermissionRequest, to: PermissionState) -> None:
    """Move to an end that grants nothing: the day is free again. Raises PermissionMoved."""
    require_move(row.state, to)
    row.state, row.decided_at = to.value, act.now
    if row.absence_id is not None:
        absences.cancel(act, row.absence_id)
        row.absence_id = None
    act.session.flush()


def waiting(decider: str, stages: hours.Stages) -> dict[str, Any]:
    """What the process must know to wait for a decision."""
    return {
        "decider_desk": f"post:{decider}",
        "half_at": stages.half_at.isoformat(),
        "due_at": stages.due_at.isoformat(),
        "escalate_at": stages.escalate_at.isoformat(),
    }


def require_present(session: Session, person: str, on: date, *, but: str | None = None) -> None:
    """Refuses a day of leave or of an assignment, also one that is only asked for. Raises AwayThatDay."""
    try:
        absences.require_free(session, person, on, on, but=but)
    except AlreadyAway as away:
        who = directory.person(session, person).name
        raise AwayThatDay(who=who, starts_on=away.facts["starts_on"], last_on=away.facts["last_on"]) from away


def _require_first(session: Session, person: str, on: date, span: tuple[str, str]) -> None:
    same_day = (PermissionRequest.person_id == person) & (PermissionRequest.on_day == on)
    for other in session.scalars(select(PermissionRequest).where(same_day, PermissionRequest.state.in_(OPEN))):
        if hours.overlap(span, (other.starts, other.ends)):
            raise AskedAlready(on=on, since=other.starts, until=other.ends)


def _told(row: PermissionRequest) -> dict[str, Any]:
    return {
        "person": row.person_id,
        "kind": row.kind,
        "on_day": row.on_day.isoformat(),
        "hours": [row.starts, row.ends],
        "decider": row.decider,
        "absence": row.absence_id,
        "commitments": trace.sealed(row.salt, reason=row.reason),
    }
