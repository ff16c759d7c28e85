"""The register entry of a letter: built from answers, checked, and told to the log without its texts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kernel import history
from kernel.act import Act
from kernel.calendar import Calendar
from people import structure
from workflows.letters import access, deadlines, duplicates, trace
from workflows.letters.errors import AddresseeUnknown, DatedLater, ReceivedLater
from workflows.letters.models import Letter
from workflows.letters.settings import letter_settings
from workflows.letters.states import LetterState

TEXTS = ("sender", "number", "subject", "attachments")
CODES = ("kind", "security", "urgency", "classification", "addressee")


def new(act: Act, calendar: Calendar, letter_id: str, answers: Mapping[str, Any]) -> Letter:
    """A letter, not yet in the database, as the registry typed it.

    Raises AddresseeUnknown, ReceivedLater, DatedLater.
    """
    letter = Letter(
        id=letter_id,
        state=LetterState.REGISTERED.value,
        agenda_no="",
        sender=answers["sender"],
        number=answers.get("number", ""),
        dated_on=_day(answers.get("dated_on")),
        received_at=deadlines.local(calendar, answers["received_at"]),
        kind=answers.get("kind", "lainnya"),
        security=answers.get("security", "biasa"),
        urgency=answers.get("urgency", "biasa"),
        classification=answers.get("classification", ""),
        subject=answers.get("subject", ""),
        attachments=answers.get("attachments", ""),
        salt=history.new_salt(),
        addressee=answers.get("addressee", ""),
        registered_by=act.actor.id,
        registered_at=act.now,
    )
    settle(act, calendar, letter)
    return letter


def change(act: Act, calendar: Calendar, letter: Letter, answers: Mapping[str, Any]) -> None:
    """Overwrite what the answers name. Raises AddresseeUnknown, ReceivedLater, DatedLater."""
    for name in (*TEXTS, *CODES):
        if name in answers:
            setattr(letter, name, answers[name])
    letter.dated_on = _day(answers.get("dated_on")) or letter.dated_on
    if "received_at" in answers:
        letter.received_at = deadlines.local(calendar, answers["received_at"])
    settle(act, calendar, letter)


def settle(act: Act, calendar: Calendar, letter: Letter) -> None:
    """Bring up to date what follows from the facts: addressee, limit, words to find by."""
    if letter.security not in access.SECRET or not letter.addressee:
        letter.addressee = letter_settings().head_post
    _require_plausible(act, calendar, letter)
    letter.due_at = deadlines.letter_due(calendar, letter_settings(), letter.urgency, letter.received_at)
    letter.sender_key = duplicates.folded(letter.sender)
    letter.number_key = duplicates.folded_number(letter.number)
    letter.subject_key = "" if letter.security in access.SECRET else duplicates.folded(letter.subject)


def told(letter: Letter, document: str | None) -> dict[str, Any]:
    """What an event says of the entry: numbers, dates, codes, ids, and commitments to the texts."""
    return {
        "agenda": [letter.agenda_year, letter.agenda_serial, letter.agenda_no],
        "dated_on": None if letter.dated_on is None else letter.dated_on.isoformat(),
        "received_at": letter.received_at.isoformat(),
        "due_at": iso(letter.due_at),
        "document": document,
        "duplicate_of": letter.duplicate_of,
        "follows": letter.follows,
        "commitments": trace.sealed(letter.salt, **{name: getattr(letter, name) for name in TEXTS}),
        **{name: getattr(letter, name) for name in CODES},
    }


def iso(at: datetime | None) -> str | None:
    """An instant as process data and events hold it."""
    return None if at is None else at.isoformat()


def _require_plausible(act: Act, calendar: Calendar, letter: Letter) -> None:
    if letter.received_at > act.now:
        raise ReceivedLater
    if letter.dated_on is not None and letter.dated_on > calendar.date_of(letter.received_at):
        raise DatedLater
    if structure.find_post(act.session, letter.addressee) is None:
        raise AddresseeUnknown(post=letter.addressee)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
