"""The versions of processes as administrators see them: who, when, why, how many cases run on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.models import Definition, Instance
from engine.states import ALIVE


@dataclass(frozen=True, slots=True)
class Version:
    """One version without its files; `running` counts the cases that are pinned to it and have not ended."""

    id: str
    key: str
    number: int
    name: str
    note: str
    published_at: datetime
    published_by: str
    running: int


def list_of(session: Session, key: str | None = None) -> list[Version]:
    """The versions of one process, or of all of them; by key, newest first."""
    columns = (
        Definition.id,
        Definition.key,
        Definition.version,
        Definition.name,
        Definition.note,
        Definition.published_at,
        Definition.published_by,
    )
    chosen = select(*columns).order_by(Definition.key, Definition.version.desc())
    if key is not None:
        chosen = chosen.where(Definition.key == key)
    running = _running(session)
    return [Version(*row, running.get(row.id, 0)) for row in session.execute(chosen)]


def _running(session: Session) -> Mapping[str, int]:
    """Cases that have not ended, by id of their version."""
    counted = (
        select(Instance.definition_id, func.count()).where(Instance.state.in_(ALIVE)).group_by(Instance.definition_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}
