"""Mails to persons: what each wishes to get, what was made for him, what was sent. Content is words of the door.

A mail has one id for ever, its Message-ID: whatever dies on the way, it may go twice, but under one id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Index, Text, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import inbox
from engine.inbox import Box, TaskRow
from kernel import history
from kernel.act import Act, Actor
from kernel.calendar import Calendar
from kernel.db import Base, Json, UtcDateTime
from kernel.errors import Invalid, N_
from people.models import PersonRow
from workflows import notices
from workflows.telling import telling

DELIVER = "mail.deliver"
BOXES = (Box.MINE, Box.ACTING, Box.GROUP)


class Wish(StrEnum):
    """What a person wants by mail; the product itself shows everything always."""

    DIGEST = "digest"
    URGENT = "urgent"  # the digest, and urgent notices at once: what holds for whoever has not chosen
    NONE = "none"


class Kind(StrEnum):
    """A digest of the day, an urgent notice, an alarm that waits for nothing."""

    DIGEST = "digest"
    URGENT = "urgent"
    ALARM = "alarm"


class WishUnknown(Invalid):
    """What was chosen is none of the choices."""

    code = "mail.wish_unknown"
    sentence = N_("Choose one of the ways to get mail.")


class MailWish(Base):
    """What a person has chosen."""

    __tablename__ = "mail_wish"
    person_id: Mapped[str] = mapped_column(Text, primary_key=True)
    wish: Mapped[str] = mapped_column(Text)


class Mail(Base):
    """One mail to one person: the ids of the notices it tells of; `on` is the day of a digest."""

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_person_id", "person_id", "made_at"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    on: Mapped[date | None] = mapped_column(Date)
    notices: Mapped[Any] = mapped_column(Json)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail that is to be kept."""

    id: str
    person_id: str
    kind: Kind
    notices: tuple[str, ...]
    on: date | None = None


def wish_of(session: Session, person_id: str) -> Wish:
    """What a person has chosen; `urgent` as long as he has not."""
    found = session.get(MailWish, person_id)
    return Wish.URGENT if found is None else Wish(found.wish)


def choose(act: Act, wish: str) -> None:
    """Note what the actor wants by mail. Raises WishUnknown."""
    if wish not in set(Wish):
        raise WishUnknown
    history.append(act, f"person:{act.actor.id}", "person.mail_chosen", {"wish": wish})
    row = act.session.get(MailWish, act.actor.id)
    if row is None:
        act.session.add(MailWish(person_id=act.actor.id, wish=wish))
    else:
        row.wish = wish
    act.session.flush()


def wants(session: Session, person_id: str, kind: str) -> bool:
    """Whether a mail of a kind goes to a person. Alarms go to everybody at their desk."""
    if kind == Kind.ALARM:
        return True
    wish = wish_of(session, person_id)
    return wish is Wish.URGENT or (wish is Wish.DIGEST and kind == Kind.DIGEST)


def list_readers(session: Session) -> list[str]:
    """The persons with an address who want the digest, ordered."""
    unwilling = select(MailWish.person_id).where(MailWish.wish == Wish.NONE.value)
    chosen = select(PersonRow.id).where(PersonRow.email != "", PersonRow.id.not_in(unwilling))
    return list(session.scalars(chosen.order_by(PersonRow.id)))


def count_unreachable(session: Session) -> int:
    """How many persons have no address."""
    return session.scalar(select(func.count()).select_from(PersonRow).where(PersonRow.email == "")) or 0


def digest_for(session: Session, actor: Actor, calendar: Calendar, now: datetime) -> Draft | None:
    """Today's digest of a person; None when nothing is new and nothing is due today or late.

    New is what nobody of his desks has read and no mail that was sent has told him.
    """
    since, today = now - telling().looks_back, calendar.date_of(now)
    unread = notices.list_unread(session, actor, since, now)
    told = _told_since(session, actor.id, since) if unread else frozenset()
    news = tuple(notice.id for notice in unread if notice.id not in told)
    if not news:
        counts = inbox.counts(session, actor, now, calendar.closes_at(today))
        if not counts.late + counts.today:
            return None
    return Draft(f"digest.{today.isoformat()}.{actor.id}", actor.id, Kind.DIGEST, news, today)


def waiting_for(session: Session, actor: Actor, limit: int) -> tuple[list[TaskRow], bool]:
    """The tasks that wait for a person, by due time, and whether there are more of them."""
    pages = [inbox.page(session, actor, box, limit=limit) for box in BOXES]
    rows = sorted((row for page in pages for row in page.rows), key=lambda row: (row.sort, row.id))
    return rows[:limit], len(rows) > limit or any(page.next for page in pages)


def keep(act: Act, drafts: Sequence[Draft]) -> list[Draft]:
    """Keep mails that are to be sent; gives those that were not kept before."""
    make = sqlite.insert if act.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    kept = []
    for draft in drafts:
        row = {
            "id": draft.id,
            "person_id": draft.person_id,
            "kind": draft.kind.value,
            "on": draft.on,
            "notices": list(draft.notices),
            "made_at": act.now,
        }
        new = make(Mail).values(row).on_conflict_do_nothing().returning(Mail.id)
        if act.session.scalar(new) is not None:
            kept.append(draft)
    return kept


def get(session: Session, mail_id: str) -> Mail | None:
    """One mail as it is now, or None."""
    return session.get(Mail, mail_id, populate_existing=True)


def mark_sent(session: Session, mail_id: str, now: datetime) -> None:
    """Note that a mail was taken by the mail server; the first time counts."""
    session.execute(update(Mail).where(Mail.id == mail_id, Mail.sent_at.is_(None)).values(sent_at=now))


def is_over(mail: Mail, calendar: Calendar, now: datetime) -> bool:
    """Whether a digest can't go any more: its day is over, and the next one tells what it would have told."""
    if mail.kind != Kind.DIGEST:
        return False
    today = calendar.date_of(now)
    return mail.on != today or not calendar.is_working_day(today) or now > calendar.closes_at(today)


def _told_since(session: Session, person_id: str, since: datetime) -> frozenset[str]:
    """The ids of the notices that sent mails have told a person of."""
    sent = select(Mail.notices).where(Mail.person_id == person_id, Mail.made_at >= since, Mail.sent_at.is_not(None))
    return frozenset(one for told in session.scalars(sent) for one in told)
