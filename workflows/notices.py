"""Notices to persons and desks: kept as kind and ids, put into words when shown; an urgent one also goes by mail.

A notice holds no text of a record: what it may say is decided anew each time somebody looks. What is not urgent waits
for the digest of the day.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, func, insert, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Mapped, Session, mapped_column

from kernel import calendars, ids, outbox
from kernel.act import Act, Actor
from kernel.db import Base, Json, UtcDateTime
from kernel.outbox import Timing
from people import directory, structure, substitution

MAIL = "mail.send"
CAP = 100  # counts are shown as "99+" beyond


class Notice(Base):
    """One notice. `desk` is 'person:…', 'post:…' or 'role:…'; `facts` are ids, codes and instants only."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_notice_desk", "desk", "at", "id"),
        Index("ix_notice_record", "record"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text)
    desk: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    record: Mapped[str | None] = mapped_column(Text)
    facts: Mapped[Mapping[str, Any]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_by: Mapped[str | None] = mapped_column(Text)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Words:
    """What to tell: the kind, the record it is about, ids and codes for the sentence.

    `urgent`: by mail of its own, in office hours; `any_hour`: at once by night too, whatever people chose (alarms).
    """

    kind: str
    record: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    urgent: bool = False
    any_hour: bool = False


def put(act: Act, desk: str, words: Words, *, key: str) -> str | None:
    """Leave a notice, and for an urgent one the errand that mails it; a second one with the same key is dropped."""
    full = f"{key}:{desk}"
    if act.session.scalar(select(Notice.id).where(Notice.key == full)) is not None:
        return None
    notice_id = ids.new_id(act.now)
    row = {
        "id": notice_id,
        "key": full,
        "desk": desk,
        "kind": words.kind,
        "record": words.record,
        "facts": dict(words.facts),
        "at": act.now,
    }
    act.session.execute(insert(Notice).values(row))
    if words.urgent or words.any_hour:
        _order_mail(act, notice_id, words)
    return notice_id


def get(session: Session, notice_id: str) -> Notice | None:
    """One notice, or None when it was taken away."""
    return session.get(Notice, notice_id)


def list_for(
    session: Session, actor: Actor, *, before: str | None = None, limit: int = 25, unread: bool = False
) -> list[Notice]:
    """Notices of the actor's desks, newest first, from behind the id `before`; `unread` only those nobody read."""
    chosen = select(Notice).where(Notice.desk.in_(_desks(actor))).order_by(Notice.id.desc()).limit(limit)
    if unread:
        chosen = chosen.where(Notice.read_at.is_(None))
    return list(session.scalars(chosen if before is None else chosen.where(Notice.id < before)))


def list_unread(session: Session, actor: Actor, since: datetime, until: datetime) -> list[Notice]:
    """The notices of a period that nobody of the actor's desks has read, oldest first."""
    mine = Notice.desk.in_(_desks(actor)) & Notice.read_at.is_(None)
    chosen = select(Notice).where(mine, Notice.at >= since, Notice.at <= until).order_by(Notice.at, Notice.id)
    return list(session.scalars(chosen))


def list_some(session: Session, notice_ids: Collection[str]) -> list[Notice]:
    """Notices by id, oldest first; those that were taken away are left out."""
    chosen = select(Notice).where(Notice.id.in_(sorted(notice_ids))).order_by(Notice.at, Notice.id)
    return list(session.scalars(chosen))


def count_unread(session: Session, actor: Actor) -> int:
    """How many notices nobody of the actor's desks has read, at most 100."""
    unread = select(Notice.id).where(Notice.desk.in_(_desks(actor)), Notice.read_at.is_(None)).limit(CAP)
    return session.scalar(select(func.count()).select_from(unread.subquery())) or 0


def mark_read(act: Act, notice_id: str) -> bool:
    """Note that the actor has read a notice of a desk of his; the first time counts."""
    mine = (Notice.id == notice_id) & Notice.desk.in_(_desks(act.actor)) & Notice.read_at.is_(None)
    return _changed(act, mine) == 1


def mark_all_read(act: Act, record: str | None = None) -> int:
    """Note that the actor has read all his notices, or those about one record; gives how many were new."""
    mine = Notice.desk.in_(_desks(act.actor)) & Notice.read_at.is_(None)
    return _changed(act, mine if record is None else mine & (Notice.record == record))


def people_of(session: Session, desk: str, now: datetime) -> list[str]:
    """The persons who serve a desk at an instant: whom a mail goes to.

    For a post that is the acting official, else the substitute of the holder; what is for a person goes to him alone.
    """
    sort, _, key = desk.partition(":")
    match sort:
        case "person":
            return [key]
        case "post":
            holder = structure.holder_of(session, key, now)
            if holder is None or holder.capacity != "definitive":
                return [] if holder is None else [holder.person_id]
            instead = substitution.at_posts(session, [holder.person_id], now)
            return [instead.get(holder.person_id, holder.person_id)]
        case _:
            return directory.with_role(session, key)


def _desks(actor: Actor) -> list[str]:
    """Those whose notices are for the actor: what is told to a person by name reaches no substitute."""
    return sorted(desk for desk in actor.desks if not desk.startswith("person:") or desk == f"person:{actor.id}")


def _order_mail(act: Act, notice_id: str, words: Words) -> None:
    """Now or when the office opens next."""
    due = act.now if words.any_hour else calendars.current(act.session).shift_to_open(act.now)
    payload = {"notice": notice_id, "any_hour": words.any_hour}
    outbox.put(act, MAIL, payload, key=f"{MAIL}:{notice_id}", timing=Timing(due=due))


def _changed(act: Act, which: Any) -> int:
    done = act.session.execute(update(Notice).where(which).values(read_by=act.actor.id, read_at=act.now))
    return done.rowcount if isinstance(done, CursorResult) else 0
