"""What somebody must know of a letter to do a task on it: facts, what others wrote, the scan, answers known already."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from engine.tasks import TaskView
from kernel.act import Actor
from kernel.errors import N_
from people import structure
from workflows.areas import Brief, Joined, Mark, OfPerson, OfPost, Said, Value, Way
from workflows.letters import access, attachments, facts, instructions, queries, records, trace, words
from workflows.letters.access import Surface, Verdict
from workflows.letters.facts import LetterFacts
from workflows.letters.models import Disposition, DispositionRecipient, Letter

BRANCH = "disposition_branch"
KEY = "branch:"
ASKED_AGAIN: Mapping[str, tuple[str, ...]] = {"letter_disposition/file": ("classification",)}


def brief(session: Session, actor: Actor, task: TaskView) -> Brief | None:
    """The head of a task's page, as far as this actor may know the letter."""
    letter_id = trace.letter_of(task.record or "")
    row = session.get(Letter, letter_id)
    if row is None:
        return None
    relations = access.relations_to(session, actor, row)
    masked = access.best(relations, row.security, Surface.PAGE) is not Verdict.ALLOWED
    letter = facts.on_page(row, masked=masked)
    opens = access.best(relations, row.security, Surface.SCAN) is Verdict.ALLOWED
    scans = attachments.scans_of(session, letter_id) if opens else []
    missing = queries.missing_of(row, relations, scanned=bool(scans))
    return Brief(
        title=letter.subject or Said(words.SECRET_WORD),
        over=_over(letter),
        tags=marks_of(letter.urgency, letter.security),
        facts=(*letter_facts(letter), *(_envelope(letter_id) if missing else ())),
        notes=() if masked else tuple(_notes(session, task)),
        documents=tuple(scans[-1:]),
        pictures=access.best(relations, row.security, Surface.IMAGES) is Verdict.ALLOWED,
        known={} if masked else _known(letter, task),
    )


def letter_facts(letter: LetterFacts) -> tuple[tuple[str, Value], ...]:
    """From whom, which number, which date, what came with it."""
    return (
        (N_("From"), letter.sender),
        (N_("Number"), (letter.number, letter.dated_on)),
        (N_("Attachments"), letter.attachments),
        (N_("To be corrected"), letter.reason if letter.state != "returned" else ""),
    )


def marks_of(urgency: str, security: str) -> tuple[Mark, ...]:
    """Haste and secrecy, when there is any."""
    marks = []
    if urgency != "biasa":
        marks.append(Mark(words.URGENCY[urgency], "fast"))
    if security != "biasa":
        marks.append(Mark(words.SECURITY[security], "sec" if security in access.SECRET else ""))
    return tuple(marks)


def _envelope(letter_id: str) -> tuple[tuple[str, Value | Way], ...]:
    door = Way(N_("Attach the contents of the envelope"), f"/letters/{letter_id}#envelope")
    return ((N_("Envelope"), door),)


def _known(letter: LetterFacts, task: TaskView) -> dict[str, list[str]]:
    """What the register knows already of what the form asks again."""
    found = {name: getattr(letter, name, None) for name in ASKED_AGAIN.get(task.form or "", ())}
    return {name: [str(value)] for name, value in found.items() if value}


def _over(letter: LetterFacts) -> Value:
    received = Said(N_("received %(at)s"), {"at": letter.received_at})
    return (Said(N_("Agenda %(number)s"), {"number": letter.agenda}) if letter.agenda else "", received)


def _branch_of(session: Session, task: TaskView) -> DispositionRecipient | None:
    """The recipient whose branch a task belongs to."""
    if task.process != BRANCH or not task.business_key:
        return None
    return session.get(DispositionRecipient, task.business_key.removeprefix(KEY))


def _asked(given: Disposition) -> Value:
    """The instructions of a disposition and what was written beside them, in one text."""
    chosen: tuple[Value, ...] = (*(Said(label) for label in instructions.labels(given.instructions)), given.other)
    return Joined((Joined(chosen, "; "), given.note), "\n")


def _notes(session: Session, task: TaskView) -> Sequence[tuple[Value, Value]]:
    """What was asked, reported, questioned, answered, sent back on the task's branch, as far as it was written."""
    recipient = _branch_of(session, task)
    if recipient is None:
        return ()
    given = records.get_disposition(session, recipient.disposition_id)
    post = structure.post(session, recipient.post).title
    return (
        ((given.title_line, OfPerson(given.giver_person), given.created_at), _asked(given)),
        (Said(N_("Question of %(who)s"), {"who": post}), recipient.question),
        (Said(N_("Answer of %(who)s"), {"who": given.title_line}), recipient.answer),
        (
            Said(N_("Report of %(who)s"), {"who": (OfPost(recipient.post), OfPerson(recipient.reported_by or ""))}),
            recipient.report,
        ),
        (Said(N_("Sent back by %(who)s"), {"who": given.title_line}), recipient.giver_note),
    )
