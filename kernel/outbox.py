"""Errands and timers: one table, written in the transaction of the deed, worked off after it.

A row that was done is deleted; one that failed too often is dead and waits for a person.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from kernel import canonical, ids, sql
from kernel.act import Act
from kernel.db import Base, Json, UtcDateTime, instant


class Job(Base):
    """An errand or a timer: what, when due, who has it leased until when, how often tried, its incident."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_due", "due_at", "id", sqlite_where=text("dead = 0"), postgresql_where=text("dead = 0")),
        Index("uq_job_key", "key", unique=True),
        Index("ix_job_instance_id", "instance_id"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    instance_id: Mapped[str | None] = mapped_column(Text)
    ordinal: Mapped[int | None] = mapped_column(Integer)
    payload: Mapped[Any] = mapped_column(Json)
    lease_owner: Mapped[str | None] = mapped_column(Text)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fence: Mapped[int] = mapped_column(Integer, default=0)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    dead: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str | None] = mapped_column(Text)
    incident_id: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Timing:
    """When an errand is due and which waiting place of which instance it belongs to."""

    due: datetime | None = None
    instance: str | None = None
    ordinal: int | None = None


AT_ONCE = Timing()


def put(act: Act, kind: str, payload: Any, *, key: str, timing: Timing = AT_ONCE) -> None:
    """Leave an errand in the caller's transaction. A second one with the same key is dropped."""
    row = (
        ids.new_id(act.now),
        kind,
        key,
        instant(timing.due or act.now),
        timing.instance,
        timing.ordinal,
        canonical.text(payload),
    )
    sql.run(
        act.session,
        "INSERT INTO job (id, kind, key, due_at, instance_id, ordinal, payload, fence, attempts, dead)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0) ON CONFLICT (key) DO NOTHING",
        row,
    )
