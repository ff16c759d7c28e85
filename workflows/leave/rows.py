"""A leave request in inbox rows and in notices: kind and dates for those who may know them, else only "away"."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.act import Actor
from people import directory
from workflows.areas import RowText, Told
from workflows.leave import access, trace, words
from workflows.leave.access import Surface
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LEAVE_LABELS
from workflows.notices import Notice


def describe(session: Session, actor: Actor, records: Collection[str]) -> dict[str, RowText]:
    """What an inbox row says of a request to this actor."""
    wanted = [trace.request_of(record) for record in records]
    found = list(session.scalars(select(LeaveRequest).where(LeaveRequest.id.in_(wanted))))
    names = directory.names(session, {request.person_id for request in found})
    rows = {}
    for request in found:
        opens = access.sees(access.relations_to(session, actor, request), Surface.KIND)
        about = f"{request.starts_on.isoformat()} – {request.last_on.isoformat()}"
        tags = (words.KINDS[request.kind],) if opens else (words.AWAY,)
        state = LEAVE_LABELS[request.state] if opens else ""
        name = names.get(request.person_id, "")
        rows[trace.record_of(request.id)] = RowText(name, about, "", tags, state=state)
    return rows


def record_url(record: str) -> str:
    """The page of a request."""
    return f"/leave/{trace.request_of(record)}"


def tell(session: Session, told_of: Collection[Notice]) -> dict[str, Told]:
    """Notices in words, by id; they say who and when, never the kind or the reason."""
    wanted = {trace.request_of(notice.record or "") for notice in told_of}
    requests = {one.id: one for one in session.scalars(select(LeaveRequest).where(LeaveRequest.id.in_(wanted)))}
    names = directory.names(session, {one.person_id for one in requests.values()})
    return {one.id: _told(one, requests.get(trace.request_of(one.record or "")), names) for one in told_of}


def _told(notice: Notice, request: LeaveRequest | None, names: dict[str, str]) -> Told:
    url = record_url(notice.record) if notice.record else None
    if request is None or notice.kind not in words.NOTICES:
        return Told(words.SOMETHING, url=url)
    facts = {
        "person": names.get(request.person_id, ""),
        "starts_on": request.starts_on,
        "last_on": request.last_on,
        **{name: str(value) for name, value in notice.facts.items()},
    }
    return Told(words.NOTICES[notice.kind], facts, url)
