"""The cases somebody started, and how long past cases took from a step to their end."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from engine.models import Instance
from kernel import sql

PAST = 100  # cases looked at for one forecast
ENDS = f"""
SELECT i.id, i.started_at, i.ended_at FROM instance i
WHERE i.process = ? AND i.state = 'completed' ORDER BY i.ended_at DESC LIMIT {PAST}
"""  # noqa: S608 - constants only
ENDS_FROM = f"""
SELECT i.id, MAX(t.opened_at), i.ended_at FROM
  (SELECT id, ended_at FROM instance WHERE process = ? AND state = 'completed' ORDER BY ended_at DESC LIMIT {PAST}) i
JOIN task t ON t.instance_id = i.id AND t.element = ? GROUP BY i.id, i.ended_at
"""  # noqa: S608 - constants only


def list_by(session: Session, person: str, *, until: datetime | None = None, limit: int = 25) -> list[Instance]:
    """The cases a person started at or before an instant, newest first; what a case led to is not among them."""
    older = aliased(Instance)
    is_first = ~exists().where(older.record == Instance.record, older.id < Instance.id)
    chosen = select(Instance).where(Instance.started_by == person, Instance.record.is_(None) | is_first)
    if until is not None:
        chosen = chosen.where(Instance.started_at <= until)
    return list(session.scalars(chosen.order_by(Instance.started_at.desc(), Instance.id.desc()).limit(limit)))


def done_steps(session: Session, instance_id: str) -> frozenset[str]:
    """The user tasks of a case that somebody has done."""
    rows = sql.run(session, "SELECT element FROM task WHERE instance_id = ? AND done_by IS NOT NULL", (instance_id,))
    return frozenset(row[0] for row in rows.fetchall())


def spans_to_end(session: Session, process: str, element: str | None) -> dict[str, tuple[datetime, datetime]]:
    """By newest completed case: when the step was opened the last time (None: the start), and the end."""
    values: tuple[str, ...] = (process,) if element is None else (process, element)
    rows = sql.run(session, ENDS if element is None else ENDS_FROM, values).fetchall()
    return {id: (datetime.fromisoformat(began), datetime.fromisoformat(ended)) for id, began, ended in rows if ended}
