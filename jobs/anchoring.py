"""`anchor.make`: every evening the heads of all streams leave the database, as a file and by mail to the auditors."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from jobs import daily, mail
from kernel import anchor, clock, outbox, render
from kernel.act import Act, Actor
from kernel.anchor import Anchor
from kernel.db import Database
from kernel.errors import N_
from kernel.settings import Settings
from people import directory
from people.roles import Role

KIND = "anchor.make"
MAIL = "anchor.mail"
HOUR = 18  # o'clock, office time
SUBJECT = N_("Satu Pintu: anchor %(number)s of the history")
WORDS = N_(
    "Anchor %(number)s of %(at)s covers %(streams)s streams. Keep this mail, or print it: with it, anybody can show"
    " later that nothing before it was cut off or rewritten."
)
HOW = N_("To check: satupintu verify --printed %(number)s:%(digest)s")


def order(act: Act) -> None:
    """Leave the errand for the coming evening; there is one for each evening."""
    daily.order(act, KIND, HOUR)


def maker(settings: Settings) -> Callable[[Database, Actor, Mapping[str, Any]], None]:
    """The evening's errand, bound to an installation's folder of anchors."""

    def make(database: Database, actor: Actor, _payload: Mapping[str, Any]) -> None:
        give_out(database, actor, settings)
        with database.write() as session:
            order(Act(session, actor, clock.now(), "worker"))

    return make


def sender(settings: Settings) -> Callable[[Database, Actor, Mapping[str, Any]], None]:
    """The errand that mails one anchor; a mail server that is away makes it wait, not make another anchor."""

    def send(database: Database, _actor: Actor, payload: Mapping[str, Any]) -> None:
        mail.deliver(settings.mail_url, list(letters(database, settings, payload)))

    return send


def give_out(database: Database, actor: Actor, settings: Settings) -> Anchor:
    """Make the next anchor: the file first, then the event that it was given out, with the errand of its mail."""
    now = clock.now()
    with database.read() as session:
        made = anchor.make(session, now)
    anchor.write(made, settings.anchors_dir)
    with database.write() as session:
        act = Act(session, actor, now, "worker")
        anchor.note(act, made)
        told = {"number": made.number, "at": made.at, "streams": made.streams, "digest": made.digest}
        outbox.put(act, MAIL, told, key=f"{MAIL}:{made.number}")
    return made


def letters(database: Database, settings: Settings, told: Mapping[str, Any]) -> Iterable[EmailMessage]:
    """One mail to each auditor with an address."""
    lang, host = settings.language, urlsplit(settings.base_url).hostname
    facts = {**told, "at": render.instant(lang, datetime.fromisoformat(told["at"]))}
    with database.read() as session:
        addresses = [directory.person(session, one).email for one in directory.with_role(session, Role.AUDITOR)]
    for address in filter(None, addresses):
        message = EmailMessage()
        message["Subject"] = render.text(lang, SUBJECT, facts)
        message["From"] = f"Satu Pintu <noreply@{host}>"
        message["To"] = address
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = f"<anchor.{told['number']}.{address.partition('@')[0]}@satupintu>"
        parts = (render.text(lang, WORDS, facts), told["digest"], render.text(lang, HOW, facts))
        message.set_content("\n\n".join(parts))
        yield message
