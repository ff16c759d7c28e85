"""The mail of an office in tests: what is made and sent at an instant, and what it says."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import select, update

from jobs import digest, mail
from jobs.kinds import Later
from kernel.act import Act, system
from kernel.outbox import Job
from people.models import PersonRow
from tests.processes.letter_disposition.story import Story, at
from workflows import mails
from workflows.installation import Installation
from workflows.mails import Mail

WORKER = system("worker")


@dataclass
class Post:
    """The mail of a story's office."""

    story: Story
    house: Installation

    def address(self, *people: str, lang: str = "") -> None:
        """Only these persons have an address."""
        with self.story.database.write() as session:
            session.execute(update(PersonRow).values(email=""))
            for one in people:
                mine = update(PersonRow).where(PersonRow.id == one)
                session.execute(mine.values(email=f"{one.lower()}@kantor.test", language=lang))

    def waiting(self) -> int:
        """How many mails were made and not sent, after the errands that are due by the story's time."""
        self.story.errands()
        with self.story.database.read() as session:
            return len(session.scalars(select(Mail.id).where(Mail.sent_at.is_(None))).all())

    def due_of(self, kind: str) -> list[datetime]:
        """When the errands of a kind are due."""
        with self.story.database.read() as session:
            return list(session.scalars(select(Job.due_at).where(Job.kind == kind).order_by(Job.due_at)))

    def makes(self, local: str) -> int:
        """The morning's errand at a time of the office; gives how many digests are new."""
        return digest.make_all(self.story.database, WORKER, at(local))

    def sends(self, local: str, house: Installation | None = None) -> int:
        """The worker tries every mail that was not sent; gives how many went out."""
        with self.story.database.read() as session:
            waiting = list(session.scalars(select(Mail.id).where(Mail.sent_at.is_(None)).order_by(Mail.id)))
        sent = 0
        for one in waiting:
            try:
                sent += mail.hand_over(house or self.house, self.story.database, one, at(local))
            except Later:
                continue
        return sent

    def chooses(self, person: str, wish: str) -> None:
        with self.story.database.write() as session:
            mails.choose(Act(session, self.story.actor(person), self.story.now, "test"), wish)

    def letters(self) -> list[EmailMessage]:
        """What lies in the folder, by name."""
        folder = Path(self.house.settings.mail_url.removeprefix("file://"))
        return [read(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]

    def texts(self) -> list[str]:
        return [text_of(one) for one in self.letters()]


def read(raw: bytes) -> EmailMessage:
    """A mail from its bytes."""
    return email.message_from_bytes(raw, policy=email.policy.default)  # type: ignore[return-value]


def text_of(message: EmailMessage) -> str:
    """The plain text of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html_of(message: EmailMessage) -> str:
    """The HTML of a mail."""
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())
