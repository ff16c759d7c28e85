"""Comments on records, at any time: a text with attachments and mentions, never changed, briefly withdrawable.

The text lies in an erasable row; the record's stream holds ids and a commitment. Who may read or write is the area's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from documents import archive
from engine import keys
from kernel import history, ids
from kernel.act import Act, Actor
from kernel.db import Base, Json, UtcDateTime
from kernel.errors import Conflict, FieldError, Forbidden, FormInvalid, N_, NotFound
from kernel.history import Event, Note
from people import desks, directory
from workflows import notices
from workflows.areas import Offices
from workflows.notices import Words
from workflows.telling import telling

ADDED, WITHDRAWN, MENTIONED = "comment.added", "comment.withdrawn", "comment.mentioned"
EMPTY = N_("Write what you want to say.")
TOO_LONG = N_("This is too long: at most %(limit)s characters.")
TOO_MANY = N_("Mention at most %(limit)s persons.")
NO_PERSON = N_("Somebody mentioned is not a person of this office.")
MAY_NOT_SEE = N_("%(who)s may not see this record. Nothing was sent; take the mention out, or ask somebody else.")


class RecordUnknown(NotFound):
    """There is no such record, or this person may not see it."""

    code = "record.unknown"
    sentence = N_("There is no such record.")


class CommentUnknown(NotFound):
    """There is no such comment, or this person may not see its record."""

    code = "comment.unknown"
    sentence = N_("There is no such comment.")


class CommentClosed(Forbidden):
    """Who may read the record, but not add to it."""

    code = "comment.closed"
    sentence = N_("You may read this record, but not add a comment to it.")


class CommentOfOther(Forbidden):
    """Only its author withdraws a comment."""

    code = "comment.of_other"
    sentence = N_("Only its author may withdraw a comment.")


class CommentStands(Conflict):
    """The time to withdraw a comment has passed."""

    code = "comment.stands"
    sentence = N_("A comment can be withdrawn for %(minutes)s minutes; this one stands.")


class Comment(Base):
    """A comment; `text` and `salt` are empty once it was withdrawn. `documents` and `mentions` are ids."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_record", "record", "id"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    record: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)
    documents: Mapped[Any] = mapped_column(Json)
    mentions: Mapped[Any] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to say on a record: a text, own uploads, persons by id."""

    record: str
    text: str
    documents: Sequence[str] = ()
    mentions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What is remembered for the key of a comment."""

    comment: str


def add(act: Act, offices: Offices, said: Said, *, key: str | None = None) -> str:
    """Add a comment to a record and tell those it mentions; gives its id. The same key does it once.

    Raises RecordUnknown, CommentClosed, FormInvalid (empty, too long, a mention of who may not see the record),
    DocumentNotFound, DocumentTaken, KeyReused.
    """
    mentions = [one for one in dict.fromkeys(said.mentions) if one and one != act.actor.id]
    documents = [one for one in dict.fromkeys(said.documents) if one]
    text = said.text.replace("\r\n", "\n").strip()
    kept = keys.reserve(act, key, keys.digest("comment", said.record, text, documents, mentions))
    if kept is not None:
        return Added(**kept).comment
    require_may_comment(act.session, offices, act.actor, said.record)
    head = history.take(act.session, said.record)
    _require_sayable(text, mentions)
    _require_seeing(act, offices, said.record, mentions)
    row = _row(act, Said(said.record, text, documents, mentions))
    for document_id in documents:
        archive.attach(act, document_id, said.record)
    data = {
        "comment": row.id,
        "documents": documents,
        "mentions": mentions,
        "commitments": {"text": history.commitment(text, row.salt)},
    }
    history.append_at(act, head, ADDED, data, Note(record=said.record))
    for person in mentions:
        words = Words(MENTIONED, said.record, {"comment": row.id, "by": act.actor.id})
        notices.put(act, f"person:{person}", words, key=f"mention:{row.id}")
    keys.keep(act, key, Added(row.id))
    return row.id


def withdraw(act: Act, offices: Offices, comment_id: str) -> Comment:
    """Take an own comment back while it is young: its text is erased, its attachments belong to nobody's record.

    Raises CommentUnknown, CommentOfOther, CommentStands. A second time changes nothing.
    """
    row = get(act.session, offices, act.actor, comment_id)
    head = history.take(act.session, row.record)
    act.session.refresh(row)
    if row.author != act.actor.id:
        raise CommentOfOther
    if row.withdrawn_at is not None:
        return row
    if not is_withdrawable(row, act.actor, act.now):
        raise CommentStands(minutes=int(telling().comment_withdrawal.total_seconds() // 60))
    for document_id in row.documents:
        archive.detach(act, document_id)
    row.text, row.salt, row.documents, row.withdrawn_at = "", "", [], act.now
    act.session.flush()
    history.append_at(act, head, WITHDRAWN, {"comment": row.id}, Note(record=row.record))
    return row


def get(session: Session, offices: Offices, actor: Actor, comment_id: str) -> Comment:
    """One comment, for whoever may see its record. Raises CommentUnknown."""
    row = session.get(Comment, comment_id)
    if row is None or not offices.may_open(session, actor, row.record):
        raise CommentUnknown
    return row


def list_of(session: Session, record: str, *, last: int | None = None) -> list[Comment]:
    """The comments of a record, oldest first; with `last` only so many of the newest."""
    newest = select(Comment).where(Comment.record == record).order_by(Comment.id.desc()).limit(last)
    return list(reversed(list(session.scalars(newest))))


def written_in(session: Session, events: Iterable[Event]) -> dict[str, str]:
    """What stands in the comments that some events tell of, by id; withdrawn ones are left out."""
    told = {event.data["comment"] for event in events if event.kind == ADDED}
    if not told:
        return {}
    chosen = select(Comment.id, Comment.text).where(Comment.id.in_(told), Comment.withdrawn_at.is_(None))
    return {row.id: row.text for row in session.execute(chosen)}


def is_withdrawable(row: Comment, actor: Actor, now: datetime) -> bool:
    """Whether an actor may still take a comment back."""
    return row.author == actor.id and row.withdrawn_at is None and now <= row.at + telling().comment_withdrawal


def require_may_comment(session: Session, offices: Offices, actor: Actor, record: str) -> None:
    """Raises RecordUnknown when the actor may not see the record, CommentClosed when he may only read it."""
    if not offices.may_open(session, actor, record):
        raise RecordUnknown
    if not offices.may_comment(session, actor, record):
        raise CommentClosed


def require_may_read(act: Act, offices: Offices, record: str) -> None:
    """Note that the actor reads a record's comments apart from its page. Raises RecordUnknown, or as its page does."""
    if not offices.may_open(act.session, act.actor, record):
        raise RecordUnknown
    offices.opened(act, record)


def _require_sayable(text: str, mentions: Sequence[str]) -> None:
    limits = telling()
    if not text:
        raise FormInvalid([FieldError("text", EMPTY)])
    if len(text) > limits.comment_length:
        raise FormInvalid([FieldError("text", TOO_LONG, {"limit": limits.comment_length})])
    if len(mentions) > limits.comment_mentions:
        raise FormInvalid([FieldError("mention", TOO_MANY, {"limit": limits.comment_mentions})])


def _require_seeing(act: Act, offices: Offices, record: str, mentions: Sequence[str]) -> None:
    """Everybody who is mentioned must be able to read what he is called to."""
    names = directory.names(act.session, mentions)
    if len(names) < len(mentions):
        raise FormInvalid([FieldError("mention", NO_PERSON)])
    blind = [
        names[person]
        for person in mentions
        if not offices.may_open(act.session, desks.actor_of(act.session, person, act.now), record)
    ]
    if blind:
        raise FormInvalid([FieldError("mention", MAY_NOT_SEE, {"who": ", ".join(blind)})])


def _row(act: Act, said: Said) -> Comment:
    row = Comment(
        id=ids.new_id(act.now),
        record=said.record,
        author=act.actor.id,
        text=said.text,
        salt=history.new_salt(),
        documents=list(said.documents),
        mentions=list(said.mentions),
        at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    return row
