"""The facts of one letter as far as a page or a book may show them: copies, so that nothing else leaves with them."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from workflows.letters import access
from workflows.letters.models import Letter


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One letter; texts that may not be shown are empty."""

    id: str
    instance_id: str | None
    state: str
    agenda_no: str
    agenda_year: int | None
    sender: str
    number: str
    dated_on: date | None
    received_at: datetime
    kind: str
    security: str
    urgency: str
    classification: str
    subject: str
    attachments: str
    reason: str
    own_answer: str
    addressee: str
    due_at: datetime | None
    registered_by: str
    registered_at: datetime
    routed_at: datetime | None
    read_at: datetime | None
    disposed_at: datetime | None
    late_at: datetime | None
    finished_at: datetime | None
    filed_at: datetime | None
    file_no: str
    location: str

    @property
    def is_secret(self) -> bool:
        return self.security in access.SECRET

    @property
    def agenda(self) -> str:
        """`0412/2026`, or nothing for letters without a number of ours."""
        return f"{self.agenda_no}/{self.agenda_year}" if self.agenda_no else ""


def on_page(letter: Letter, *, masked: bool) -> LetterFacts:
    """For a page: masked, the register entry without what was decided; of a secret letter also without the subject."""
    whole = _whole(letter)
    if not masked:
        return whole
    bare = replace(whole, reason="", own_answer="")
    return replace(bare, subject="", attachments="") if whole.is_secret else bare


def in_book(letter: Letter, *, masked: bool) -> LetterFacts:
    """For the agenda book: masked, numbers, dates and codes of ours only."""
    whole = replace(_whole(letter), reason="", own_answer="")
    return replace(whole, sender="", number="", subject="", attachments="", dated_on=None) if masked else whole


def _whole(letter: Letter) -> LetterFacts:
    return LetterFacts(**{field.name: getattr(letter, field.name) for field in fields(LetterFacts)})
