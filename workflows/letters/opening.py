"""Opening a letter or its scan: decided by the table of access, noted for the giver, logged unless it is open."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from documents import archive
from documents.errors import DocumentNotFound
from documents.models import Document
from kernel import history, ids
from kernel.act import Act, Actor
from workflows import notices
from workflows.letters import access, records, trace
from workflows.letters.access import Relation, Surface, Verdict
from workflows.letters.errors import LetterSecret, LetterUnknown, ReasonNeeded
from workflows.letters.models import DispositionRecipient, Letter, LetterOpening
from workflows.letters.states import BranchState


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter that was opened, and as what."""

    letter: Letter
    verdict: Verdict
    relations: frozenset[Relation]

    def may(self, surface: Surface) -> Verdict:
        """What of it another part of the page may show."""
        return access.best(self.relations, self.letter.security, surface)


def open_letter(act: Act, letter_id: str, *, reason: str = "") -> Opened:
    """Open a letter's page. An auditor states a reason for a top secret one.

    Raises LetterUnknown (also for restricted letters of others), LetterSecret, ReasonNeeded.
    """
    letter = records.get_letter(act.session, letter_id)
    opened = _decide(act, letter, Surface.PAGE)
    notices.mark_all_read(act, trace.record_of(letter_id))
    kept = _keep_reason(act, opened, reason)
    if kept or access.is_logged(letter.security) or _is_unread(act, letter):
        head = trace.begin(act, letter_id)
        read = _mark_read(act, records.get_letter(act.session, letter_id))
        data = {"surface": Surface.PAGE.value, "relations": sorted(opened.relations), "read": read, **kept}
        trace.end(act, head, "letter.opened", data)
    return opened


def open_document(act: Act, document_id: str, surface: Surface, *, reason: str = "") -> Document:
    """Open a document of a letter as `scan` or `images`.

    Raises DocumentNotFound (also for restricted letters of others), LetterSecret, ReasonNeeded.
    """
    document = archive.get(act.session, document_id)
    if document.record is None:
        if document.created_by != act.actor.id:
            raise DocumentNotFound(document_id=document_id)
        return document
    letter = records.get_letter(act.session, trace.letter_of(document.record))
    try:
        opened = _decide(act, letter, surface)
    except LetterUnknown:
        raise DocumentNotFound(document_id=document_id) from None
    kept = _keep_reason(act, opened, reason)
    if access.is_logged(letter.security) and surface is Surface.SCAN:
        data = {"surface": surface.value, "document": document_id, "relations": sorted(opened.relations), **kept}
        trace.append(act, letter.id, "letter.opened", data)
    return document


def note_opening(act: Act, record: str) -> None:
    """Note that a letter was opened by a task of it. Raises as `open_letter` does."""
    open_letter(act, trace.letter_of(record))


def open_of_record(act: Act, document_id: str, surface: str, reason: str) -> Document:
    """The same as `open_document`, as the doors ask for it."""
    return open_document(act, document_id, Surface(surface), reason=reason)


def may_open(session: Session, actor: Actor, record: str) -> bool:
    """Whether an actor may see the whole page of a letter without stating a reason."""
    letter = session.get(Letter, trace.letter_of(record))
    if letter is None:
        return False
    relations = access.relations_to(session, actor, letter)
    whole = access.best(relations, letter.security, Surface.PAGE) is Verdict.ALLOWED
    return whole and not access.needs_reason(relations, letter.security)


def may_comment(session: Session, actor: Actor, record: str) -> bool:
    """Whether an actor may add to a letter: as `may_open`, but an auditor's office alone only reads."""
    letter = session.get(Letter, trace.letter_of(record))
    if letter is None:
        return False
    working = access.relations_to(session, actor, letter) - {Relation.AUDITOR}
    return access.best(working, letter.security, Surface.PAGE) is Verdict.ALLOWED


def _decide(act: Act, letter: Letter, surface: Surface) -> Opened:
    relations = access.relations_to(act.session, act.actor, letter)
    verdict = access.best(relations, letter.security, surface)
    if verdict is Verdict.HIDDEN:
        if letter.security in access.SECRET:
            raise LetterSecret(letter_id=letter.id)
        raise LetterUnknown
    return Opened(letter, verdict, relations)


def _keep_reason(act: Act, opened: Opened, reason: str) -> dict[str, str]:
    """The commitment to an auditor's reason, kept in an erasable row; nothing where none is needed."""
    letter = opened.letter
    if not access.needs_reason(opened.relations, letter.security):
        return {}
    if not reason.strip():
        raise ReasonNeeded(letter_id=letter.id)
    salt = history.new_salt()
    row = LetterOpening(
        id=ids.new_id(act.now), letter_id=letter.id, person=act.actor.id, reason=reason.strip(), salt=salt, at=act.now
    )
    act.session.add(row)
    return {"opening": row.id, "reason": history.commitment(row.reason, salt)}


def _is_unread(act: Act, letter: Letter) -> bool:
    """Whether the letter or a disposition of it is for the actor and was not read yet."""
    first = letter.read_at is None and _is_addressee(act, letter)
    return first or act.session.scalar(_unread(act, letter).limit(1)) is not None


def _is_addressee(act: Act, letter: Letter) -> bool:
    return f"post:{letter.addressee}" in act.actor.works_for(access.PROCESSES)


def _unread(act: Act, letter: Letter) -> Select[DispositionRecipient]:
    posts = access.posts_of(act.actor.works_for(access.PROCESSES))
    return select(DispositionRecipient).where(
        DispositionRecipient.letter_id == letter.id,
        DispositionRecipient.post.in_(posts),
        DispositionRecipient.read_at.is_(None),
    )


def _mark_read(act: Act, letter: Letter) -> list[str]:
    """Note the first reading by whom the letter or a disposition is for; gives the ids of what was read."""
    read = []
    if letter.read_at is None and _is_addressee(act, letter):
        letter.read_at = act.now
        read.append(letter.id)
    mine = _unread(act, letter).order_by(DispositionRecipient.created_at, DispositionRecipient.id)
    for recipient in act.session.scalars(mine, execution_options={"populate_existing": True}):
        recipient.read_by, recipient.read_at = act.actor.id, act.now
        if recipient.binding and recipient.state == BranchState.SENT:
            records.move_branch(act.session, recipient, BranchState.READ)
        read.append(recipient.id)
    act.session.flush()
    return read
