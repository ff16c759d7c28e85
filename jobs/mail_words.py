"""A mail in a person's language: what waits for him, what happened, as far as the notices and lists may say it.

Plain text, and the same as simple HTML; nothing in it is fetched from anywhere.
"""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from engine.inbox import TaskRow
from kernel import calendars, render
from kernel.act import Actor
from kernel.errors import N_
from people import desks, directory
from people.errors import PersonNotFound
from workflows import mails, notices
from workflows.installation import Installation
from workflows.mails import Kind, Mail
from workflows.telling import telling

SUBJECT = N_("Satu Pintu: something is waiting for you")
DIGEST = N_("Satu Pintu, %(day)s: %(waiting)s tasks, %(news)s notices")
URGENT = N_("Please look at this soon")
HAPPENED = N_("What happened")
LATE, TODAY, WAITING = N_("Late"), N_("Due today"), N_("Waiting for you")
LIMIT = N_("limit %(at)s")
MORE = N_("There are more; Satu Pintu shows all of them.")
WHY = N_("How often you get mail you choose on the page “My account”:")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what it is, until when, where."""

    text: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading."""

    title: str
    lines: tuple[Line, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail is written to, when, and through which installation."""

    house: Installation
    session: Session
    actor: Actor
    lang: str
    now: datetime

    def say(self, sentence: str, **facts: object) -> str:
        return render.text(self.lang, sentence, facts)

    def link(self, path: str) -> str:
        return f"{self.house.settings.base_url}{path}"


def message_of(house: Installation, session: Session, mail: Mail, now: datetime) -> EmailMessage | None:
    """The whole mail; None for a person without an address, or when all it would tell is gone.

    Raises ValueError for an address that can't be written.
    """
    try:
        person = directory.person(session, mail.person_id)
    except PersonNotFound:
        return None
    lang = person.language or house.settings.language
    reader = Reader(house, session, desks.actor_of(session, person.id, now), lang, now)
    parts = parts_of(reader, mail)
    if not person.email or not parts:
        return None
    message = EmailMessage()
    message["Subject"] = subject_of(reader, mail, parts)
    message["From"] = f"Satu Pintu <noreply@{urlsplit(house.settings.base_url).hostname}>"
    message["To"] = person.email
    message["Date"] = format_datetime(mail.made_at)
    message["Message-ID"] = f"<{mail.id}@satupintu>"
    why = (reader.say(WHY), reader.link("/account"))
    message.set_content(as_text(parts, why), cte="quoted-printable")
    page = render.page("mail/mail.html", lang, title=message["Subject"], parts=parts, why=why)
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    return message


def parts_of(reader: Reader, mail: Mail) -> list[Part]:
    """What waits, the most pressing first, then what happened; an urgent mail tells its notice only."""
    news = _news(reader, mail)
    if mail.kind != Kind.DIGEST:
        return [Part(reader.say(URGENT), news, "")] if news else []
    rows, more = mails.waiting_for(reader.session, reader.actor, telling().digest_lines)
    told, most = _tasks(reader, rows), telling().digest_lines
    parts = [Part(reader.say(title), tuple(lines)) for title, lines in told.items() if lines]
    if more and parts:
        parts[-1] = Part(parts[-1].title, parts[-1].lines, reader.say(MORE))
    if news:
        parts.append(Part(reader.say(HAPPENED), news[:most], reader.say(MORE) if len(news) > most else ""))
    return parts


def subject_of(reader: Reader, mail: Mail, parts: list[Part]) -> str:
    """Counts only: a subject is read by whoever stands near."""
    if mail.kind != Kind.DIGEST or mail.on is None:
        return reader.say(SUBJECT)
    news = sum(len(part.lines) for part in parts if part.title == reader.say(HAPPENED))
    waiting = sum(len(part.lines) for part in parts) - news
    return reader.say(DIGEST, day=mail.on, waiting=waiting, news=news)


def as_text(parts: list[Part], why: tuple[str, str]) -> str:
    """The mail without any markup."""
    written = []
    for part in parts:
        lines = [f"{part.title.upper()} ({len(part.lines)})"]
        for line in part.lines:
            lines += [f"- {line.text}", *([f"  {line.note}"] if line.note else []), f"  {line.url}"]
        written.append("\n".join([*lines, *([part.more] if part.more else [])]))
    return "\n\n".join([*written, f"--\n{why[0]}\n{why[1]}"]) + "\n"


def _news(reader: Reader, mail: Mail) -> tuple[Line, ...]:
    """The notices in words, as anybody at their desks may read them; one that says the same again is left out."""
    found = notices.list_some(reader.session, mail.notices)
    told = reader.house.offices.tell(reader.session, found)
    lines: dict[Line, Line] = {}
    for notice in reversed(found):
        one = told.get(notice.id)
        if one is not None:
            line = Line(reader.say(one.sentence, **one.facts), "", reader.link(one.url or "/notices"))
            lines.setdefault(line, line)
    return tuple(lines)


def _tasks(reader: Reader, rows: list[TaskRow]) -> dict[str, list[Line]]:
    """Open tasks by how they press; of a secret record no more than that there is something."""
    calendar = calendars.current(reader.session)
    today = calendar.date_of(reader.now)
    texts = reader.house.offices.describe(reader.session, reader.actor, {row.record for row in rows if row.record})
    told: dict[str, list[Line]] = {LATE: [], TODAY: [], WAITING: []}
    for row in rows:
        text, url = texts.get(row.record or ""), reader.link(f"/tasks/{row.id}")
        if text is not None and text.secret:
            told[WAITING].append(Line(reader.say(reader.house.offices.unsaid(row.record)), "", url))
            continue
        is_late = row.due_at is not None and row.due_at < reader.now
        is_today = row.due_at is not None and calendar.date_of(row.due_at) <= today
        title = f": {text.title}" if text is not None and text.title else ""
        about = f" ({text.about})" if text is not None and text.about else ""
        note = reader.say(LIMIT, at=row.due_at) if row.due_at else ""
        told[LATE if is_late else TODAY if is_today else WAITING].append(
            Line(f"{reader.say(row.name)}{title}{about}", note, url)
        )
    return told
