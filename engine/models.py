"""The engine's tables. Instances, tasks, doers, waits and snapshots are projections of the log; the others are not."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, LargeBinary, PrimaryKeyConstraint, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, Json, UtcDateTime

OPEN = "state IN ('ready', 'claimed', 'suspended')"  # to the letter: SQLite finds the index by these words only
IS_OPEN = text(OPEN)
IS_CLAIMED = text("state = 'claimed'")
IS_DONE = text("done_by IS NOT NULL")
HAS_RECORD = text("record IS NOT NULL")
IS_COMPLETED = text("state = 'completed'")
IS_NOT_CLOSED = text("closed_at IS NULL")
NEVER_DUE = "9999"
LEAN = {"sqlite_with_rowid": False}  # one tree of pages for the rows and their key, instead of two


class Definition(Base):
    """A published version: an immutable bundle of diagrams, forms and tables."""

    __tablename__ = "definition"
    __table_args__ = (UniqueConstraint("key", "version"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    files: Mapped[dict[str, str]] = mapped_column(Json)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(Text)


class Instance(Base):
    """One running or ended case, pinned to its definition."""

    __tablename__ = "instance"
    __table_args__ = (
        UniqueConstraint("process", "business_key"),
        Index("ix_instance_record", "record", sqlite_where=HAS_RECORD, postgresql_where=HAS_RECORD),
        Index("ix_instance_state_started", "state", "started_at"),
        Index("ix_instance_starter", "started_by", "started_at"),
        Index("ix_instance_ended", "process", "ended_at", sqlite_where=IS_COMPLETED, postgresql_where=IS_COMPLETED),
        LEAN,
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    definition_id: Mapped[str] = mapped_column(Text)
    process: Mapped[str] = mapped_column(Text)
    record: Mapped[str | None] = mapped_column(Text)
    business_key: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    started_by: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    calendar: Mapped[str] = mapped_column(Text, default="")


class Task(Base):
    """A human task as it stands in an inbox. `sort` is the due instant, or the end of time."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_desk_open", "desk", "sort", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index("ix_task_claimed_open", "claimed_by", "sort", "id", sqlite_where=IS_CLAIMED, postgresql_where=IS_CLAIMED),
        Index("ix_task_instance_id", "instance_id"),
        Index("ix_task_done", "done_by", "done_at", sqlite_where=IS_DONE, postgresql_where=IS_DONE),
        LEAN,
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    instance_id: Mapped[str] = mapped_column(Text)
    ordinal: Mapped[int] = mapped_column(Integer)
    process: Mapped[str] = mapped_column(Text)
    element: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    form: Mapped[str | None] = mapped_column(Text)
    desk: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    record: Mapped[str | None] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sort: Mapped[str] = mapped_column(Text)
    claimed_by: Mapped[str | None] = mapped_column(Text)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_by: Mapped[str | None] = mapped_column(Text)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    barred: Mapped[str | None] = mapped_column(Text)


class Doer(Base):
    """Who did a task that bars its doers from another one (four eyes)."""

    __tablename__ = "doer"
    __table_args__ = (PrimaryKeyConstraint("instance_id", "element", "person"),)
    instance_id: Mapped[str] = mapped_column(Text)
    element: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)


class Intervention(Base):
    """The words with which an administrator gave a reason: erasable, the event holds a commitment."""

    __tablename__ = "intervention"
    __table_args__ = (PrimaryKeyConstraint("instance_id", "number"),)
    instance_id: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)


class MessageWait(Base):
    """A place in an instance that waits for a message or a signal; without a correlation any will do."""

    __tablename__ = "message_wait"
    __table_args__ = (
        PrimaryKeyConstraint("instance_id", "ordinal"),
        Index("ix_message_wait_name", "kind", "name", "correlation"),
        LEAN,
    )
    instance_id: Mapped[str] = mapped_column(Text)
    ordinal: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    correlation: Mapped[str | None] = mapped_column(Text)


class StartTrigger(Base):
    """A start event of the newest version of a process: the message or signal that begins a case."""

    __tablename__ = "start_trigger"
    __table_args__ = (PrimaryKeyConstraint("kind", "name", "process", "element"),)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    process: Mapped[str] = mapped_column(Text)
    element: Mapped[str] = mapped_column(Text)


class Snapshot(Base):
    """The live workflow after event `number`, compressed: only there to spare re-execution."""

    __tablename__ = "snapshot"
    instance_id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(Text)
    blob: Mapped[bytes] = mapped_column(LargeBinary)


class TaskDraft(Base):
    """What a person has typed into a task and not yet sent."""

    __tablename__ = "task_draft"
    __table_args__ = (PrimaryKeyConstraint("task_id", "person"), LEAN)
    task_id: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)
    data: Mapped[Any] = mapped_column(Json)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StudioDraft(Base):
    """What an administrator has changed of a process and not yet published: only the files that differ."""

    __tablename__ = "studio_draft"
    __table_args__ = (PrimaryKeyConstraint("key", "person"),)
    key: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)
    based_on: Mapped[int] = mapped_column(Integer)
    files: Mapped[dict[str, str]] = mapped_column(Json)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class KeptAnswer(Base):
    """The answer given for an Idempotency-Key; ids and states only."""

    __tablename__ = "idempotency"
    __table_args__ = (PrimaryKeyConstraint("person", "key"), LEAN)
    person: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    request: Mapped[str] = mapped_column(Text)
    answer: Mapped[Any] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Incident(Base):
    """A step that failed outside a person's hands. `cause` is a msgid with `facts`; `reason` is an administrator's."""

    __tablename__ = "incident"
    __table_args__ = (
        Index("ix_incident_open", "id", sqlite_where=IS_NOT_CLOSED, postgresql_where=IS_NOT_CLOSED),
        Index("ix_incident_instance_id", "instance_id"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    instance_id: Mapped[str | None] = mapped_column(Text)
    ordinal: Mapped[int | None] = mapped_column(Integer)
    process: Mapped[str | None] = mapped_column(Text)
    element: Mapped[str | None] = mapped_column(Text)
    job_id: Mapped[str] = mapped_column(Text)
    job_kind: Mapped[str] = mapped_column(Text)
    job_key: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(Text)
    facts: Mapped[Any] = mapped_column(Json)
    state: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(Text)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(Text)
