"""Documents into the file and out of it: by personnel at once, by the owner as a proposal. Predecessors stay."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import archive, intake
from documents.blobs import Blobs
from documents.errors import FileTooLarge
from documents.intake import Checked, Part
from documents.limits import Limits
from documents.models import Document
from forms.coerce import tidy
from kernel import history, ids
from kernel.act import Act
from people.days import day_of
from workflows import notices
from workflows.dosir import access, checks, trace
from workflows.dosir.access import Relation, Surface
from workflows.dosir.checks import Wrong
from workflows.dosir.declarations import Kind, Validity, declared
from workflows.dosir.errors import (
    DatedLater,
    DayUnreadable,
    EndMissing,
    EndsBeforeIssue,
    EntryMoved,
    EntryUnknown,
    KindNotTaken,
    KindUnknown,
    ReasonMissing,
    UploadMissing,
)
from workflows.dosir.models import FileEntry
from workflows.dosir.settings import dosir_settings
from workflows.dosir.states import ENTRY_MOVES, EntryState
from workflows.notices import Words

LONGEST_NUMBER, LONGEST_REASON = 80, 500
MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Typed:
    """A document as it was described: kind by code, number and dates as typed, what it replaces."""

    kind: str
    number: str = ""
    dated_on: str = ""
    valid_until: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """The same, read."""

    kind: Kind
    number: str = ""
    dated_on: date | None = None
    valid_until: date | None = None
    replaces: str | None = None


def check(blobs: Blobs, parts: list[Part]) -> Checked:
    """Look into a file before anything is written: PDF, JPG or PNG, not larger than the file takes.

    Raises KindNotTaken and any error of `documents.errors`.
    """
    own = dosir_settings()
    most = Limits(file_bytes=int(own.file_mb * MEGA))
    checked = intake.check(blobs, parts, most)
    for one in checked.originals or (checked,):
        if one.media_type not in own.media_types:
            raise KindNotTaken(name=one.name)
    return checked


def described(act: Act, typed: Typed, *, owner: bool) -> Described:
    """A description as it can be kept; `owner` may not add every kind.

    Raises KindUnknown, DayUnreadable, DatedLater, EndsBeforeIssue, EndMissing.
    """
    kind = declared().kinds.get(typed.kind)
    if kind is None or (owner and kind.by == "hr"):
        raise KindUnknown
    dated_on, valid_until = _day(typed.dated_on), _day(typed.valid_until)
    if dated_on is not None and dated_on > day_of(act.now):
        raise DatedLater
    if valid_until is not None and dated_on is not None and valid_until < dated_on:
        raise EndsBeforeIssue
    if valid_until is None and kind.valid_until is Validity.NEEDED:
        raise EndMissing
    ends = valid_until if kind.valid_until is not Validity.NONE else None
    number = tidy(typed.number, lines=False)[:LONGEST_NUMBER]
    return Described(kind, number, dated_on, ends, typed.replaces or None)


def add(act: Act, person_id: str, typed: Typed, files: list[Checked]) -> list[str]:
    """Put documents of one kind into somebody's file; gives their ids in the file.

    Raises ProfileClosed, UploadMissing and as `described` does; EntryMoved for a predecessor that is gone.
    """
    relations = access.require(act, person_id, Surface.CHANGE)
    if Relation.HR not in relations or Relation.OWNER in relations:
        raise KindUnknown  # one's own file grows by proposals only
    if not files:
        raise UploadMissing(kind=typed.kind)
    known = described(act, typed, owner=False)
    made = []
    for checked in files:
        head = trace.begin(act, person_id)
        document = intake.keep(act, checked, record=head.stream)
        row = new_row(act, person_id, known, document)
        settle(act, row)
        trace.end(act, head, "file.added", told(row))
        made.append(row.id)
    words = Words("file.added", trace.file_of(person_id), {"kind": known.kind.code, "count": len(made)})
    notices.put(act, f"person:{person_id}", words, key=f"file.added:{made[0]}")
    return made


def new_row(act: Act, person_id: str, known: Described, document: Document) -> FileEntry:
    """A document for the file, proposed and not yet in the database."""
    return FileEntry(
        id=ids.new_id(act.now),
        person_id=person_id,
        kind=known.kind.code,
        document_id=document.id,
        number=known.number,
        dated_on=known.dated_on,
        valid_until=known.valid_until,
        state=EntryState.PROPOSED.value,
        replaces=known.replaces,
        added_by=act.actor.id,
        added_at=act.now,
        salt=history.new_salt(),
    )


def settle(act: Act, row: FileEntry) -> None:
    """Write a new document that is in force at once; its predecessor is replaced. The file's stream is locked."""
    move(row, EntryState.IN_FORCE)
    row.replaces = _replace(act, row)
    act.session.add(row)
    act.session.flush()


def accept(act: Act, row: FileEntry, proposal_id: str) -> None:
    """A proposed document is in force now; its predecessor is replaced. The file's stream is locked."""
    move(row, EntryState.IN_FORCE)
    row.replaces = _replace(act, row)
    act.session.flush()
    trace.append(act, row.person_id, "file.accepted", told(row), trace.change_of(proposal_id))


def drop(act: Act, row: FileEntry) -> None:
    """A proposed document does not come into the file. The file's stream is locked."""
    move(row, EntryState.DROPPED)
    row.ended_by, row.ended_at = act.actor.id, act.now
    act.session.flush()


def remove(act: Act, person_id: str, entry_id: str, reason: str) -> None:
    """Take a document out of a file; it stays in the store, and who took it out, when and why is kept.

    Raises ProfileClosed, EntryUnknown, EntryMoved, ReasonMissing.
    """
    relations = access.require(act, person_id, Surface.CHANGE)
    if Relation.HR not in relations or Relation.OWNER in relations:
        raise EntryUnknown
    why = tidy(reason, lines=True)[:LONGEST_REASON]
    if not why:
        raise ReasonMissing
    head = trace.begin(act, person_id)
    row = get(act.session, person_id, entry_id)
    move(row, EntryState.REMOVED)
    row.ended_by, row.ended_at, row.reason = act.actor.id, act.now, why
    act.session.flush()
    data = {"entry": row.id, "kind": row.kind, "commitments": trace.sealed(row.salt, reason=why)}
    trace.end(act, head, "file.removed", data)
    words = Words("file.removed", head.stream, {"kind": row.kind})
    notices.put(act, f"person:{person_id}", words, key=f"file.removed:{row.id}")


def get(session: Session, person_id: str, entry_id: str) -> FileEntry:
    """One document of a file as it is now. Raises EntryUnknown."""
    row = session.get(FileEntry, entry_id, populate_existing=True)
    if row is None or row.person_id != person_id:
        raise EntryUnknown
    return row


def find_by_document(session: Session, document_id: str) -> FileEntry | None:
    """The place of a document in a file, or None."""
    return session.scalar(select(FileEntry).where(FileEntry.document_id == document_id).limit(1))


def list_of(session: Session, person_id: str) -> list[FileEntry]:
    """All documents that ever came into a file or were proposed for it, the newest first."""
    chosen = select(FileEntry).where(FileEntry.person_id == person_id)
    return list(session.scalars(chosen.order_by(FileEntry.added_at.desc(), FileEntry.id.desc())))


def move(row: FileEntry, to: EntryState) -> None:
    """Bring a document, whose file's stream is locked, into its next state. Raises EntryMoved."""
    if to not in ENTRY_MOVES[EntryState(row.state)]:
        raise EntryMoved(entry=row.id)
    row.state = to.value


def told(row: FileEntry) -> dict[str, Any]:
    """What an event says of a document in the file."""
    return {
        "entry": row.id,
        "kind": row.kind,
        "document": row.document_id,
        "dated_on": row.dated_on.isoformat() if row.dated_on else None,
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "replaces": row.replaces,
        "commitments": trace.sealed(row.salt, number=row.number),
    }


def attached(act: Act, document_id: str, person_id: str) -> Document:
    """An own upload that came another way, given to a person's file.

    Raises DocumentNotFound, DocumentTaken, KindNotTaken, FileTooLarge.
    """
    own, document = dosir_settings(), archive.get(act.session, document_id)
    for one in archive.list_originals(act.session, document_id) or [document]:
        if one.media_type not in own.media_types:
            raise KindNotTaken(name=one.name)
        if one.size > own.file_mb * MEGA:
            raise FileTooLarge(name=one.name, limit_mb=f"{own.file_mb:g}")
    return archive.attach(act, document_id, trace.file_of(person_id))


def _replace(act: Act, row: FileEntry) -> str | None:
    """The id of the document that a new one takes the place of: the named one, else that of a kind with only one."""
    chosen = select(FileEntry).where(
        FileEntry.person_id == row.person_id, FileEntry.kind == row.kind, FileEntry.state == EntryState.IN_FORCE
    )
    standing = [one for one in act.session.scalars(chosen) if one.id != row.id]
    if row.replaces is not None:
        standing = [one for one in standing if one.id == row.replaces]
        if not standing:
            raise EntryMoved(entry=row.replaces)
    elif declared().kinds[row.kind].many:
        return None
    for old in standing:
        move(old, EntryState.REPLACED)
        old.ended_by, old.ended_at = act.actor.id, act.now
    return standing[0].id if standing else None


def _day(text: str) -> date | None:
    try:
        found = checks.day_of(text) if text.strip() else ""
    except Wrong:
        raise DayUnreadable from None
    return date.fromisoformat(found) if found else None
