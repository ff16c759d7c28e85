"""Giving a letter back to the registry, mending its entry, adding the content of one that was registered closed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from kernel import calendars
from kernel.act import Act, Actor
from workflows.letters import access, attachments, duplicates, entry, records, trace
from workflows.letters.errors import ContentMissing, NotAddressee
from workflows.letters.models import Letter
from workflows.letters.register import DESK
from workflows.letters.states import LetterState


def give_back(act: Act, letter_id: str, desk: str | None, answers: Mapping[str, Any]) -> None:
    """The head returns a letter whose entry is wrong, with the reason."""
    head = trace.begin(act, letter_id)
    letter = records.get_letter(act.session, letter_id)
    records.move_letter(act.session, letter, LetterState.REGISTERED, reason=answers["reason"])
    trace.end(act, head, "letter.given_back", {"commitments": trace.sealed(letter.salt, reason=letter.reason)}, desk)


def apply_correction(act: Act, letter_id: str, answers: Mapping[str, Any]) -> None:
    """Change what the register said wrongly; the agenda number stays.

    Raises AddresseeUnknown, ReceivedLater, DatedLater, DocumentNotFound.
    """
    head = trace.begin(act, letter_id)
    letter = records.get_letter(act.session, letter_id)
    entry.change(act, calendars.current(act.session), letter, answers)
    act.session.flush()
    document = attachments.attach_scan(act, letter, answers.get("document"))
    attachments.withhold_secret(act, letter)
    data = {"changed": sorted(answers), **entry.told(letter, document)}
    trace.end(act, head, "letter.corrected", data, DESK)


def attach_content(act: Act, letter_id: str, *, document: str | None = None, subject: str = "") -> None:
    """Add scan and subject to a letter: those whom a secret one names, for others also the registry.

    Raises LetterUnknown, NotAddressee, ContentMissing when nothing is given, DocumentNotFound, DocumentTaken.
    """
    head = trace.begin(act, letter_id)
    letter = require_may_attach(act.session, act.actor, letter_id)
    if not document and not subject:
        raise ContentMissing
    if subject:
        letter.subject = subject
        letter.subject_key = "" if letter.security in access.SECRET else duplicates.folded(subject)
    act.session.flush()
    attached = attachments.attach_scan(act, letter, document)
    data = {"document": attached, "commitments": trace.sealed(letter.salt, subject=subject)}
    trace.end(act, head, "letter.content_attached", data)


def require_may_attach(session: Session, actor: Actor, letter_id: str) -> Letter:
    """The letter, for somebody who may add its content. Raises LetterUnknown, NotAddressee."""
    letter = records.get_letter(session, letter_id)
    if not access.may_attach(access.relations_to(session, actor, letter), letter.security):
        raise NotAddressee
    return letter
