"""An assignment in inbox rows, in notices and among somebody's requests."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kernel.act import Actor
from workflows.areas import RequestRow, RowText, Told
from workflows.assignment import access, trace, words
from workflows.assignment.models import Assignment, AssignmentPerson
from workflows.assignment.states import STATE_LABELS
from workflows.notices import Notice


def describe(session: Session, actor: Actor, records: Collection[str]) -> dict[str, RowText]:
    """What an inbox row says of an assignment to this actor; those he may not know of are left out."""
    rows = [row for row in _rows(session, records) if access.may_read(session, actor, row)]
    return {
        trace.record_of(row.id): RowText(
            row.task, days_of(row), row.place, (), state=STATE_LABELS[row.state], due_at=row.due_at
        )
        for row in rows
    }


def record_url(record: str) -> str:
    """The page of an assignment."""
    return f"/assignments/{trace.assignment_of(record)}"


def tell(session: Session, told_of: Collection[Notice]) -> dict[str, Told]:
    """Notices in words, by id."""
    rows = {trace.record_of(row.id): row for row in _rows(session, {one.record or "" for one in told_of})}
    return {
        one.id: _told(one, rows[one.record or ""])
        for one in told_of
        if one.record in rows and one.kind in words.NOTICES
    }


def requests(session: Session, actor: Actor, until: datetime | None, most: int) -> Sequence[RequestRow]:
    """The assignments a person prepared or is assigned by, the newest first."""
    mine = select(AssignmentPerson.assignment_id).where(AssignmentPerson.person_id == actor.id)
    chosen = select(Assignment).where(or_(Assignment.prepared_by == actor.id, Assignment.id.in_(mine)))
    if until is not None:
        chosen = chosen.where(Assignment.prepared_at <= until)
    newest = chosen.order_by(Assignment.prepared_at.desc(), Assignment.id.desc()).limit(most)
    return [
        RequestRow(
            record=trace.record_of(row.id),
            title=row.task,
            about=f"{row.number} {days_of(row)}".strip(),
            state=STATE_LABELS[row.state],
            url=record_url(trace.record_of(row.id)),
            begun_at=row.prepared_at,
            instance_id=row.instance_id,
        )
        for row in session.scalars(newest)
    ]


def days_of(row: Assignment) -> str:
    """The days in figures."""
    if row.starts_on == row.last_on:
        return f"{row.starts_on:%d-%m-%Y}"
    return f"{row.starts_on:%d-%m-%Y} - {row.last_on:%d-%m-%Y}"


def _told(notice: Notice, row: Assignment) -> Told:
    facts = {"task": row.task, "number": row.number, "days": days_of(row)}
    return Told(words.NOTICES[notice.kind], facts, record_url(notice.record or ""))


def _rows(session: Session, records: Collection[str]) -> list[Assignment]:
    wanted = {trace.assignment_of(record) for record in records}
    return list(session.scalars(select(Assignment).where(Assignment.id.in_(wanted))))
