"""The append-only, hash-chained log: the only writer of the event table.

A stream is an instance or a record. Events hold ids, decisions, amounts, dates and commitments to texts, never a
personal text: those live in rows that can be erased while the chain still verifies.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, PrimaryKeyConstraint, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from kernel import canonical, clock, sql
from kernel.act import Act, Actor
from kernel.db import Base, Database, instant

HAS_RECORD = text("record IS NOT NULL")
GENESIS = "0" * 64


class StreamRow(Base):
    """The head of a stream: taking its next number locks it until the commit."""

    __tablename__ = "stream"
    __table_args__ = {"sqlite_with_rowid": False}
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(Text)


class EventRow(Base):
    """One event. The database refuses UPDATE, DELETE and TRUNCATE of this table."""

    __tablename__ = "event"
    __table_args__ = (
        PrimaryKeyConstraint("stream", "number"),
        Index("ix_event_record", "record", "recorded_at", sqlite_where=HAS_RECORD, postgresql_where=HAS_RECORD),
    )
    stream: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(Text)
    desk: Mapped[str | None] = mapped_column(Text)
    capacity: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    record: Mapped[str | None] = mapped_column(Text)
    version: Mapped[str | None] = mapped_column(Text)
    data: Mapped[str] = mapped_column(Text)
    state: Mapped[str | None] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it was read. `at` is the time of the deed, `recorded_at` of the writing; `state` is a digest."""

    stream: str
    number: int
    kind: str
    at: datetime
    recorded_at: datetime
    actor: str
    desk: str | None
    capacity: str | None
    basis: str | None
    source: str
    record: str | None
    version: str | None
    data: Any
    state: str | None
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The place the next event of a stream takes."""

    stream: str
    number: int
    previous: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where a stream does not verify."""

    stream: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Note:
    """What an event is about, beside its data."""

    record: str | None = None
    desk: str | None = None
    version: str | None = None
    state: str | None = None


NOTHING = Note()
COLUMNS = (
    "stream, number, kind, at, recorded_at, actor, desk, capacity, basis, source, record, version, data, state,"
    " previous, hash"
)
READ = f"SELECT {COLUMNS} FROM event WHERE stream = ? AND number > ? ORDER BY number"  # noqa: S608 - constants only
FIND_HEAD = "SELECT number, hash FROM stream WHERE id = ?"
MOVE = "UPDATE stream SET number = ?, hash = ? WHERE id = ?"
MOVE_FIRST = (
    "INSERT INTO stream (number, hash, id) VALUES (?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash"
)
INSERT = f"INSERT INTO event ({COLUMNS}) VALUES ({', '.join('?' * 16)})"  # noqa: S608 - constants only


def append(act: Act, stream: str, kind: str, data: Mapping[str, Any], note: Note = NOTHING) -> int:
    """Write what happened as the stream's next event, in the transaction of the deed. Gives its number."""
    return append_at(act, take(act.session, stream), kind, data, note)


def take(session: Session, stream: str) -> Head:
    """Lock the stream and give the place of its next event; others wait until this transaction ends."""
    head = find_head(session, stream)
    if head is None:
        new = "INSERT INTO stream (id, number, hash) VALUES (?, 0, ?) ON CONFLICT (id) DO NOTHING"
        sql.run(session, new, (stream, GENESIS))
        head = find_head(session, stream)
    assert head is not None  # noqa: S101 - streams are never deleted
    return head


def find_head(session: Session, stream: str) -> Head | None:
    """The same for a stream that may not exist."""
    row = sql.run(session, FIND_HEAD + lock_of(session), (stream,)).fetchone()
    return None if row is None else Head(stream, row[0] + 1, row[1])


def begin(stream: str) -> Head:
    """The first place of a stream that nobody else can know yet."""
    return Head(stream, 1, GENESIS)


def lock_of(session: Session, table: str = "stream") -> str:
    """What a SELECT ends with to lock the rows of a table; on SQLite a write unit has the whole database for itself."""
    return "" if sql.link_of(session).is_sqlite else f" FOR UPDATE OF {table}"


def lock(session: Session, stream: str) -> None:
    """Keep others from the next place of a stream until this transaction ends."""
    if not sql.link_of(session).is_sqlite:
        find_head(session, stream)


def append_at(act: Act, head: Head, kind: str, data: Mapping[str, Any], note: Note = NOTHING) -> int:
    """Write the event whose place was taken before. Gives its number."""
    ground = act.actor.acting.get(note.desk) if note.desk else None
    row: list[Any] = [
        head.stream,
        head.number,
        kind,
        instant(act.now),
        instant(clock.now()),
        act.actor.id,
        note.desk,
        ground.capacity if ground else None,
        ground.basis if ground else None,
        act.source,
        note.record,
        note.version,
        canonical.text(data),
        note.state,
        head.previous,
    ]
    digest = _hash(row)
    sql.put(act.session, INSERT, (*row, digest))
    moved = MOVE if head.number > 1 else MOVE_FIRST
    sql.put(act.session, moved, (head.number, digest, head.stream))
    return head.number


def read(session: Session, stream: str, *, after: int = 0) -> list[Event]:
    """The events of a stream in order, from the one behind `after`."""
    return [_event_of(row) for row in sql.run(session, READ, (stream, after)).fetchall()]


def read_record(session: Session, record: str) -> list[Event]:
    """All events that concern a record, on whatever stream, in the order of the deeds."""
    chosen = select(EventRow).where(EventRow.record == record)
    events = [_event(row) for row in session.scalars(chosen)]
    return sorted(events, key=lambda event: (event.at, event.recorded_at, event.stream, event.number))


def read_kinds(session: Session, stream: str, kinds: Iterable[str]) -> list[Event]:
    """The events of some kinds on a stream, in order."""
    chosen = (
        select(EventRow).where(EventRow.stream == stream, EventRow.kind.in_(tuple(kinds))).order_by(EventRow.number)
    )
    return [_event(row) for row in session.scalars(chosen)]


def verify(session: Session, stream: str) -> Fault | None:
    """Check numbers, chain and head of a stream; gives the first fault, or None when it is whole."""
    previous, number = GENESIS, 0
    for row in session.scalars(select(EventRow).where(EventRow.stream == stream).order_by(EventRow.number)):
        number += 1
        if row.number != number:
            return Fault(stream, number, "missing")
        if row.previous != previous or row.hash != _hash(_values(row)[:-1]):
            return Fault(stream, number, "altered")
        previous = row.hash
    head = session.get(StreamRow, stream)
    if head is None or (head.number, head.hash) != (number, previous):
        return Fault(stream, number + 1, "cut")
    return None


def streams(session: Session, prefix: str = "") -> list[str]:
    """The names of all streams that begin with a prefix."""
    chosen = select(StreamRow.id).where(StreamRow.id.startswith(prefix, autoescape=True)).order_by(StreamRow.id)
    return list(session.scalars(chosen))


def new_salt() -> str:
    """A salt for commitments; it lives in the erasable row, beside the text."""
    return secrets.token_hex(16)


def commitment(text: str, salt: str) -> str:
    """What an event holds instead of a personal text: SHA-256 of salt and text, hexadecimal."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A deed that was refused: its error code, its facts (ids only), where it came from."""

    code: str
    facts: Mapping[str, Any]
    record: str | None = None
    source: str = ""


def refuse(database: Database, actor: Actor, now: datetime, refusal: Refusal) -> None:
    """Write a refusal on the access stream of the day, in a transaction of its own after the roll-back."""
    with database.write() as session:
        act = Act(session, actor, now, refusal.source)
        data = {"code": refusal.code, **refusal.facts}
        append(act, f"access:{now.date().isoformat()}", "access.refused", data, Note(record=refusal.record))


def _hash(values: Iterable[Any]) -> str:
    return hashlib.sha256(canonical.text(list(values)).encode()).hexdigest()


def _values(row: EventRow) -> list[Any]:
    return [getattr(row, name) for name in COLUMNS.split(", ")]


def _event(row: EventRow) -> Event:
    return _event_of(_values(row))


def _event_of(row: Sequence[Any]) -> Event:
    values = list(row)
    values[3], values[4] = datetime.fromisoformat(values[3]), datetime.fromisoformat(values[4])
    values[12] = canonical.parse(values[12])
    return Event(*values)
