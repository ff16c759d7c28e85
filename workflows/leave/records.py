"""One leave request by id, its documents and what was said of it; and the moves between its states."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.leave import states
from workflows.leave.errors import RequestUnknown
from workflows.leave.models import LeaveDocument, LeaveOpinion, LeaveRequest
from workflows.leave.states import LeaveState


def get(session: Session, request_id: str) -> LeaveRequest:
    """One request as it is now. Raises RequestUnknown."""
    found = session.get(LeaveRequest, request_id, populate_existing=True)
    if found is None:
        raise RequestUnknown
    return found


def find(session: Session, request_id: str) -> LeaveRequest | None:
    """One request, or None."""
    return session.get(LeaveRequest, request_id, populate_existing=True)


def move(session: Session, request: LeaveRequest, to: LeaveState, **changes: Any) -> None:
    """Bring a request, whose stream is locked, into its next state. Raises RequestMoved."""
    states.require_move(request.state, to)
    change(session, request, state=to.value, **changes)


def change(session: Session, request: LeaveRequest, **changes: Any) -> None:
    """Set some columns of a request whose stream is locked."""
    for name, value in changes.items():
        setattr(request, name, value)
    session.flush()


def documents_of(session: Session, request_id: str) -> list[LeaveDocument]:
    """The attachments of a request, oldest first."""
    chosen = select(LeaveDocument).where(LeaveDocument.request_id == request_id)
    return list(session.scalars(chosen.order_by(LeaveDocument.id)))


def opinions_of(session: Session, request_id: str, sections: Collection[str] = ()) -> list[LeaveOpinion]:
    """What was said of a request, oldest first; of some sections only when they are named."""
    chosen = select(LeaveOpinion).where(LeaveOpinion.request_id == request_id)
    if sections:
        chosen = chosen.where(LeaveOpinion.section.in_(sorted(sections)))
    return list(session.scalars(chosen.order_by(LeaveOpinion.place)))


def last_opinion(session: Session, request_id: str, *sections: str) -> LeaveOpinion | None:
    """The newest of those, or None."""
    found = opinions_of(session, request_id, sections)
    return found[-1] if found else None
