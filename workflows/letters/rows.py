"""A letter in inbox rows and in notices: the same words as in lists, masked in the same way."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.act import Actor
from workflows.areas import RowText, Told
from workflows.letters import access, listing, trace, words
from workflows.letters.access import Surface, Verdict
from workflows.letters.listing import LetterLine
from workflows.letters.models import Letter
from workflows.letters.states import LETTER_LABELS
from workflows.notices import Notice


def describe(session: Session, actor: Actor, records: Collection[str]) -> dict[str, RowText]:
    """What an inbox row says of a letter to this actor; letters he may not know of are left out."""
    wanted = [trace.letter_of(record) for record in records]
    letters = list(session.scalars(select(Letter).where(Letter.id.in_(wanted))))
    return {trace.record_of(one.id): _row(one) for one in listing.lines(session, actor, letters, Surface.LIST)}


def record_url(record: str) -> str:
    """The page of a letter."""
    return f"/letters/{trace.letter_of(record)}"


def tell(session: Session, told_of: Collection[Notice]) -> dict[str, Told]:
    """Notices in words, by id. To whom a letter may not be told, a notice says only that there is one."""
    wanted = {trace.letter_of(notice.record or "") for notice in told_of}
    letters = {one.id: one for one in session.scalars(select(Letter).where(Letter.id.in_(wanted)))}
    return {one.id: _told(session, one, letters.get(trace.letter_of(one.record or ""))) for one in told_of}


def title_to(session: Session, desk: str, record: str) -> str | None:
    """What a mail to a desk may call a letter: '' for restricted ones it may not be told, None for secret ones."""
    letter = session.get(Letter, trace.letter_of(record))
    if letter is None or letter.security in access.SECRET:
        return None
    if access.to_desk(session, letter, desk, Surface.MAIL) is not Verdict.ALLOWED:
        return ""
    return f"{letter.agenda_no}: {letter.subject}"


def _told(session: Session, notice: Notice, letter: Letter | None) -> Told:
    url = record_url(notice.record) if notice.record else None
    if letter is None or notice.kind not in words.NOTICES:
        return Told(words.NEW_LETTER, url=url)
    if access.to_desk(session, letter, notice.desk, Surface.MAIL) is not Verdict.ALLOWED:
        return Told(words.NEW_LETTER, url=url)
    facts = {"agenda": letter.agenda_no, "subject": letter.subject}
    return Told(words.NOTICES[notice.kind], facts, url)


def _row(line: LetterLine) -> RowText:
    tags = tuple(
        label
        for code, label in (
            (line.urgency, words.URGENCY[line.urgency]),
            (line.security, words.SECURITY[line.security]),
        )
        if code != "biasa"
    )
    agenda = f"{line.agenda_no}/{line.agenda_year}" if line.agenda_no else ""
    if line.masked:
        return RowText(agenda, "", "", tags, secret=True, state=LETTER_LABELS[line.state], due_at=line.due_at)
    about = " · ".join(part for part in (agenda, line.number) if part)
    return RowText(line.subject, about, line.sender, tags, state=LETTER_LABELS[line.state], due_at=line.due_at)
