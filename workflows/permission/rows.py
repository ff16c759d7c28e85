"""A permission in inbox rows and in notices. Its reason never stands there."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.act import Actor
from people import directory
from workflows.areas import RowText, Told
from workflows.notices import Notice
from workflows.permission import access, trace, words
from workflows.permission.models import PermissionRequest
from workflows.permission.states import KIND_LABELS, STATE_LABELS


def describe(session: Session, actor: Actor, records: Collection[str]) -> dict[str, RowText]:
    """What an inbox row says of a permission to this actor; those he may not know of are left out."""
    rows = [row for row in _rows(session, records) if access.may_read(actor, row)]
    names = directory.names(session, {row.person_id for row in rows})
    return {trace.record_of(row.id): _row(row, names.get(row.person_id, "")) for row in rows}


def record_url(record: str) -> str:
    """The page of a permission."""
    return f"/permissions/{trace.request_of(record)}"


def tell(session: Session, told_of: Collection[Notice]) -> dict[str, Told]:
    """Notices in words, by id."""
    rows = {trace.record_of(row.id): row for row in _rows(session, {one.record or "" for one in told_of})}
    names = directory.names(session, {row.person_id for row in rows.values()})
    return {
        one.id: _told(one, rows[one.record or ""], names)
        for one in told_of
        if one.record in rows and one.kind in words.NOTICES
    }


def days_of(row: PermissionRequest) -> str:
    """Day and hours in figures."""
    return f"{row.on_day:%d-%m-%Y} {row.starts}-{row.ends}"


def _told(notice: Notice, row: PermissionRequest, names: dict[str, str]) -> Told:
    facts = {"who": names.get(row.person_id, ""), "on": f"{row.on_day:%d-%m-%Y}"}
    return Told(words.NOTICES[notice.kind], facts, record_url(notice.record or ""))


def _rows(session: Session, records: Collection[str]) -> list[PermissionRequest]:
    wanted = {trace.request_of(record) for record in records}
    return list(session.scalars(select(PermissionRequest).where(PermissionRequest.id.in_(wanted))))


def _row(row: PermissionRequest, name: str) -> RowText:
    return RowText(name, days_of(row), "", (KIND_LABELS[row.kind],), state=STATE_LABELS[row.state], due_at=row.due_at)
