"""`mail.send`: a notice by mail to everybody at its desk, over SMTP or as readable files in a folder.

A mail says no more than the notice; at most it goes out twice, under the same Message-ID.
"""

import smtplib
from collections.abc import Callable, Iterable, Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jobs.kinds import Hopeless
from kernel import clock, render
from kernel.act import Actor
from kernel.db import Database
from kernel.errors import N_
from people import directory
from workflows import notices
from workflows.installation import Installation

SUBJECT = N_("Satu Pintu: something is waiting for you")
TIMEOUT = 30.0
ATTEMPTS = 300  # two days of a mail server that is away
REFUSED = 500  # from here on a mail server says no for good


class MailRefused(Hopeless):
    """The mail server does not know the address of a person."""

    code = "mail.refused"
    sentence = N_("The mail server refused the address. Correct the person's address, then try again.")


def sender(installation: Installation) -> Callable[[Database, Actor, Mapping[str, Any]], None]:
    """The errand bound to an installation's mail address. A mail that is refused for good is not sent again."""

    def send(database: Database, _actor: Actor, payload: Mapping[str, Any]) -> None:
        try:
            deliver(installation.settings.mail_url, list(_letters(installation, database, payload["notice"])))
        except smtplib.SMTPRecipientsRefused as fault:
            if all(code >= REFUSED for code, _ in fault.recipients.values()):
                raise MailRefused from fault
            raise

    return send


def deliver(url: str, messages: Iterable[EmailMessage]) -> None:
    """Hand messages over to the mail server, or write each as a file. Raises OSError, SMTPException."""
    place = urlsplit(url)
    if place.scheme == "file":
        folder = Path(place.path)
        folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            (folder / f"{message['Message-ID'].strip('<>').replace('/', '_')}.eml").write_bytes(bytes(message))
        return
    with smtplib.SMTP(place.hostname or "", place.port or 25, timeout=TIMEOUT) as server:
        if place.scheme == "smtps" or place.username:
            server.starttls()
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        for message in messages:
            server.send_message(message)


def _letters(installation: Installation, database: Database, notice_id: str) -> Iterable[EmailMessage]:
    lang, base = installation.settings.language, installation.settings.base_url
    with database.read() as session:
        notice = notices.get(session, notice_id)
        told = installation.offices.tell(session, [notice]).get(notice.id) if notice is not None else None
        if notice is None or told is None:
            return
        text = render.text(lang, told.sentence, told.facts)
        for person_id in notices.people_of(session, notice.desk, clock.now()):
            person = directory.person(session, person_id)
            if not person.email:
                continue
            message = EmailMessage()
            message["Subject"] = render.text(lang, SUBJECT)
            message["From"] = f"Satu Pintu <noreply@{urlsplit(base).hostname}>"
            message["To"] = person.email
            message["Date"] = format_datetime(clock.now())
            message["Message-ID"] = f"<{notice_id}.{person_id}@satupintu>"
            message.set_content(f"{text}\n\n{base}{told.url or '/'}\n")
            yield message
