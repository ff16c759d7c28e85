"""`mail.send` spreads an urgent notice to everybody at its desk; `mail.deliver` hands one mail to one person over.

Over SMTP, or as readable files in a folder. Mail goes in office hours only, alarms excepted; at most it goes out twice,
under the same Message-ID.
"""

import smtplib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jobs import digest, mail_words
from jobs.kinds import Hopeless, Later
from jobs.queue import Claimed
from kernel import calendars, clock
from kernel.act import Act, Actor
from kernel.db import Database
from kernel.errors import N_
from workflows import mails, notices
from workflows.installation import Installation
from workflows.mails import Draft, Kind

TIMEOUT = 30.0
ATTEMPTS = 300  # two days of a mail server that is away
REFUSED = 500  # from here on a mail server says no for good


class MailRefused(Hopeless):
    """The mail server does not know the address of a person."""

    code = "mail.refused"
    sentence = N_("The mail server refused the address. Correct the person's address, then try again.")


def spread(act: Act, _job: Claimed, payload: Mapping[str, Any]) -> None:
    """Make one mail for each person at the desk of a notice who wants it, with the errand that sends it."""
    notice = notices.get(act.session, payload["notice"])
    if notice is None:
        return
    kind = Kind.ALARM if payload.get("any_hour") else Kind.URGENT
    people = notices.people_of(act.session, notice.desk, act.now)
    drafts = [
        Draft(f"{notice.id}.{person}", person, kind, (notice.id,))
        for person in people
        if mails.wants(act.session, person, kind)
    ]
    digest.order_delivery(act, drafts, act.now)


def deliverer(installation: Installation) -> Callable[[Database, Actor, Mapping[str, Any]], None]:
    """The errand bound to an installation's mail address."""

    def work(database: Database, _actor: Actor, payload: Mapping[str, Any]) -> None:
        hand_over(installation, database, payload["mail"], clock.now())

    return work


def hand_over(installation: Installation, database: Database, mail_id: str, now: datetime) -> bool:
    """Send a mail that was not sent yet and may be sent now; gives whether it went out now.

    A mail that is refused for good is not sent again. Raises Later outside office hours, MailRefused, and OSError or
    SMTPException while the mail server is away.
    """
    with database.read() as session:
        message = prepared(installation, session, mail_id, now)
    if message is None:
        return False
    try:
        deliver(installation.settings.mail_url, [message])
    except smtplib.SMTPRecipientsRefused as fault:
        if all(code >= REFUSED for code, _ in fault.recipients.values()):
            raise MailRefused from fault
        raise
    with database.write() as session:
        mails.mark_sent(session, mail_id, now)
    return True


def prepared(installation: Installation, session: Any, mail_id: str, now: datetime) -> EmailMessage | None:
    """A mail in words; None when it was sent, is over, or nobody wants it any more. Raises Later, MailRefused."""
    mail, calendar = mails.get(session, mail_id), calendars.current(session)
    if mail is None or mail.sent_at is not None or mails.is_over(mail, calendar, now):
        return None
    if not mails.wants(session, mail.person_id, mail.kind):
        return None
    opening = calendar.shift_to_open(now)
    if mail.kind != Kind.ALARM and opening > now:
        raise Later(opening)
    try:
        return mail_words.message_of(installation, session, mail, now)
    except ValueError as fault:  # an address that can't stand in a header
        raise MailRefused from fault


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
