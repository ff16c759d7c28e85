"""A leave request as far as somebody may see it; the lists of the personnel desk; one's own requests."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.act import Actor
from workflows.briefs import RequestRow
from workflows.leave import access, briefing, records, trace, words
from workflows.leave.access import Relation, Surface
from workflows.leave.errors import RequestUnknown
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LEAVE_LABELS, LeaveState
from workflows.sayings import Said

MOST = 100


@dataclass(frozen=True, slots=True)
class LeaveCase:
    """A request, and what the looking person is to it."""

    request: LeaveRequest
    relations: frozenset[Relation]

    def shows(self, surface: Surface) -> bool:
        """Whether this part of it may be shown."""
        return access.sees(self.relations, surface)


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits at the personnel desk: to check, with whom outside, ill without a note, not back in time."""

    to_verify: list[LeaveRequest]
    outside: list[LeaveRequest]
    ill: list[LeaveRequest]
    late: list[LeaveRequest]


def case_of(session: Session, actor: Actor, request_id: str) -> LeaveCase:
    """A request for who may know more than that somebody is away. Raises RequestUnknown."""
    request = records.get(session, request_id)
    case = LeaveCase(request, access.relations_to(session, actor, request))
    if not case.shows(Surface.KIND):
        raise RequestUnknown
    return case


def requests_about(session: Session, actor: Actor, until: datetime | None, most: int) -> Sequence[RequestRow]:
    """The requests of a person, newest first, whoever began them."""
    chosen = select(LeaveRequest).where(LeaveRequest.person_id == actor.id)
    if until is not None:
        chosen = chosen.where(LeaveRequest.submitted_at <= until)
    rows = session.scalars(chosen.order_by(LeaveRequest.submitted_at.desc(), LeaveRequest.id.desc()).limit(most))
    return [
        RequestRow(
            trace.record_of(one.id),
            Said(words.KINDS[one.kind]),
            briefing.span_of(one),
            LEAVE_LABELS[one.state],
            f"/leave/{one.id}",
            one.submitted_at,
            one.instance_id,
        )
        for one in rows
    ]


def answered(session: Session, instances: Collection[str]) -> dict[str, datetime]:
    """When the requests of some cases were decided: granted, or ended without a leave."""
    chosen = select(LeaveRequest.instance_id, LeaveRequest.granted_at, LeaveRequest.ended_at)
    rows = session.execute(chosen.where(LeaveRequest.instance_id.in_(list(instances))))
    return {row.instance_id: at for row in rows if (at := row.granted_at or row.ended_at) is not None}


def at_desk(session: Session, today: date) -> Desk:
    """What waits at the personnel desk, the oldest first."""
    return Desk(
        to_verify=_in_state(session, LeaveState.VERIFIKASI),
        outside=_in_state(session, LeaveState.MENUNGGU_PPK),
        ill=[one for one in _in_state(session, LeaveState.DRAF) if one.kind == "CS" and not one.findings],
        late=[one for one in _in_state(session, LeaveState.BERJALAN) if one.last_on < today],
    )


def _in_state(session: Session, state: LeaveState) -> list[LeaveRequest]:
    chosen = select(LeaveRequest).where(LeaveRequest.state == state.value)
    return list(session.scalars(chosen.order_by(LeaveRequest.submitted_at, LeaveRequest.id).limit(MOST)))
