"""The decision about a permission: granted with a numbered paper, refused with a reason, or one step up."""

from collections.abc import Mapping
from typing import Any

from kernel import calendars
from kernel.act import Act
from people import absences, structure
from workflows import issuing, notices, numbering
from workflows.issuing import NewPaper
from workflows.notices import Words
from workflows.permission import hours, line, requests, trace
from workflows.permission.models import PermissionRequest
from workflows.permission.settings import permission_settings
from workflows.permission.states import PermissionState, require_move

PAPER = "permission.paper"
ESCALATED = "permission.escalated"


def grant(act: Act, request_id: str, desk: str, answers: Mapping[str, Any]) -> None:
    """Give the permission with its number and paper; the applicant and Kasubbag Umum are told.

    Raises PermissionMoved, AwayThatDay (the day was taken meanwhile).
    """
    head = trace.begin(act, request_id)
    row = trace.get(act.session, request_id)
    require_move(row.state, PermissionState.GRANTED)
    requests.require_present(act.session, row.person_id, row.on_day, but=head.stream)
    if row.absence_id is not None:
        absences.confirm(act, row.absence_id)
    limits, today = permission_settings(), calendars.current(act.session).date_of(act.now)
    serial = numbering.take(act.session, limits.series, today.year)
    words = {"UNIT": structure.post(act.session, row.decider).unit, "KLAS": limits.classification}
    row.number = numbering.written(limits.pattern, serial, today, words)
    _decide(act, row, PermissionState.GRANTED, answers)
    trace.end(act, head, "permission.granted", _decision(row), desk)
    wanted = NewPaper(
        kind=PAPER,
        record=head.stream,
        number=row.number,
        dated_on=today,
        people=(row.person_id,),
        signer=issuing.signer_of(act, desk),
        series=limits.series,
        serial=serial,
    )
    row.paper_id = issuing.issue(act, wanted)
    act.session.flush()
    _tell(act, row, "permission.granted", f"person:{row.person_id}", f"role:{limits.informed_role}")


def refuse(act: Act, request_id: str, desk: str, answers: Mapping[str, Any]) -> None:
    """Refuse with a reason; the applicant is told. Raises PermissionMoved."""
    head = trace.begin(act, request_id)
    row = trace.get(act.session, request_id)
    requests.close(act, row, PermissionState.REFUSED)
    _decide(act, row, PermissionState.REFUSED, answers)
    trace.end(act, head, "permission.refused", _decision(row), desk)
    _tell(act, row, "permission.refused", f"person:{row.person_id}")


def remind(act: Act, request_id: str, stage: str) -> None:
    """Tell the superior that half of the time has passed, or all of it."""
    head = trace.begin(act, request_id)
    row = trace.get(act.session, request_id)
    if row.state == PermissionState.SUBMITTED:
        trace.end(act, head, f"permission.{stage}", {"decider": row.decider})
        _tell(act, row, f"permission.{stage}", f"post:{row.decider}", key=f"{row.decider}:{row.due_at}")


def escalate(act: Act, request_id: str) -> dict[str, Any]:
    """Hand an undecided permission to the superior's superior, who has the same time; gives process data.

    With nobody above it stays where it is and is asked for anew.
    """
    head = trace.begin(act, request_id)
    row, calendar = trace.get(act.session, request_id), calendars.current(act.session)
    stages = hours.stages(calendar, permission_settings(), act.now)
    if row.state == PermissionState.SUBMITTED:
        barred = line.barred_from(act.session, row.person_id, row.on_day, act.now)
        before, row.decider = row.decider, line.next_above(act.session, row.decider, barred, act.now) or row.decider
        row.due_at, row.asked_posts = stages.due_at, sorted({*row.asked_posts, row.decider})
        act.session.flush()
        trace.end(act, head, "permission.escalated", {"from": before, "to": row.decider})
        for desk in {f"post:{before}", f"post:{row.decider}", f"person:{row.person_id}"}:
            _tell(act, row, ESCALATED, desk, key=f"{before}:{stages.due_at}")
    return requests.waiting(row.decider, stages)


def _decide(act: Act, row: PermissionRequest, to: PermissionState, answers: Mapping[str, Any]) -> None:
    row.state, row.decided_by, row.decided_at = to.value, act.actor.id, act.now
    row.note = answers.get("note", "")
    act.session.flush()


def _decision(row: PermissionRequest) -> dict[str, Any]:
    return {
        "decider": row.decider,
        "number": row.number,
        "commitments": trace.sealed(row.salt, note=row.note),
    }


def _tell(act: Act, row: PermissionRequest, kind: str, *desks: str, key: str = "") -> None:
    words = Words(
        kind, trace.record_of(row.id), {"on_day": row.on_day.isoformat(), "kind": row.kind}, urgent=kind == ESCALATED
    )
    for desk in sorted(set(desks)):
        notices.put(act, desk, words, key=f"{kind}:{row.id}:{key}")
