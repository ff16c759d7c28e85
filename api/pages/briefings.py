"""What somebody must know of a letter to do a task on it: facts, what others wrote, the scan."""

from dataclasses import dataclass

from api.pages.scans import scan_of
from api.pages.task_view import NoteView, ScanView
from api.pages.viewer import Viewer
from api.pages.words import Fact, Tag
from engine.tasks import TaskView
from kernel.render import N_, day_text, instant
from people import directory, structure
from workflows.letters import access, facts, instructions, queries, records, trace, words
from workflows.letters.access import Surface, Verdict
from workflows.letters.facts import LetterFacts
from workflows.letters.listing import LetterLine
from workflows.letters.models import Disposition, DispositionRecipient, Letter

BRANCH = "disposition_branch"
KEY = "branch:"


@dataclass(frozen=True, slots=True)
class Briefing:
    """The head of a task page."""

    title: str
    over: str
    tags: tuple[Tag, ...]
    facts: tuple[Fact, ...]
    notes: tuple[NoteView, ...] = ()
    scan: ScanView | None = None


def briefing_of(viewer: Viewer, task: TaskView) -> Briefing:
    """The briefing of a task; a task without a record of ours is told by its name."""
    if task.record is None or not task.record.startswith("letter:"):
        return Briefing(viewer.say(task.name), "", (), ())
    letter_id = trace.letter_of(task.record)
    row = viewer.session.get(Letter, letter_id)
    if row is None:
        return Briefing(viewer.say(task.name), "", (), ())
    relations = access.relations_to(viewer.session, viewer.actor, row)
    masked = access.best(relations, row.security, Surface.PAGE) is not Verdict.ALLOWED
    letter = facts.on_page(row, masked=masked)
    opens = access.best(relations, row.security, Surface.SCAN) is Verdict.ALLOWED
    pictures = access.best(relations, row.security, Surface.IMAGES) is Verdict.ALLOWED
    scan = scan_of(viewer, letter_id, pictures=pictures) if opens else None
    missing = queries.missing_of(row, relations, scanned=scan is not None)
    return Briefing(
        title=letter.subject or viewer.say(words.SECRET_WORD),
        over=_over(viewer, letter),
        tags=letter_tags(viewer, letter),
        facts=(*letter_facts(viewer, letter), *(_envelope(viewer, letter_id) if missing else ())),
        notes=tuple(_notes(viewer, task)) if not masked else (),
        scan=scan,
    )


def letter_facts(viewer: Viewer, letter: LetterFacts) -> tuple[Fact, ...]:
    """From whom, which number, which date, what came with it."""
    dated = day_text(viewer.lang, letter.dated_on) if letter.dated_on else ""
    pairs = (
        (N_("From"), letter.sender),
        (N_("Number"), " · ".join(part for part in (letter.number, dated) if part)),
        (N_("Attachments"), letter.attachments),
        (N_("To be corrected"), letter.reason if letter.state != "returned" else ""),
    )
    return tuple(Fact(viewer.say(label), text) for label, text in pairs if text)


def _envelope(viewer: Viewer, letter_id: str) -> tuple[Fact, ...]:
    door = viewer.say(N_("Attach the contents of the envelope"))
    return (Fact(viewer.say(N_("Envelope")), "", url=f"/letters/{letter_id}#envelope", door=door),)


def letter_tags(viewer: Viewer, letter: LetterFacts | LetterLine) -> tuple[Tag, ...]:
    """Haste and secrecy, when there is any."""
    tags = []
    if letter.urgency != "biasa":
        tags.append(Tag(viewer.say(words.URGENCY[letter.urgency]), "fast"))
    if letter.security != "biasa":
        tags.append(Tag(viewer.say(words.SECURITY[letter.security]), "sec" if letter.security in access.SECRET else ""))
    return tuple(tags)


def branch_of(viewer: Viewer, task: TaskView) -> DispositionRecipient | None:
    """The recipient whose branch a task belongs to."""
    if task.process != BRANCH or not task.business_key:
        return None
    return viewer.session.get(DispositionRecipient, task.business_key.removeprefix(KEY))


def asked_of(viewer: Viewer, given: Disposition) -> str:
    """The instructions of a disposition and what was written beside them, in one text."""
    chosen = [viewer.say(label) for label in instructions.labels(given.instructions)]
    if given.other:
        chosen.append(given.other)
    return "\n".join(part for part in ("; ".join(chosen), given.note) if part)


def _over(viewer: Viewer, letter: LetterFacts) -> str:
    received = viewer.say(N_("received %(at)s"), at=instant(viewer.lang, letter.received_at))
    agenda = viewer.say(N_("Agenda %(number)s"), number=letter.agenda) if letter.agenda else ""
    return " · ".join(part for part in (agenda, received) if part)


def _notes(viewer: Viewer, task: TaskView) -> list[NoteView]:
    """What was asked, reported, questioned, answered, sent back on the task's branch, as far as it was written."""
    recipient = branch_of(viewer, task)
    if recipient is None:
        return []
    given = records.get_disposition(viewer.session, recipient.disposition_id)
    names = directory.names(viewer.session, {given.giver_person, recipient.reported_by or ""})
    post = structure.post(viewer.session, recipient.post).title
    giver = f"{given.title_line} · {names.get(given.giver_person, '')} · {instant(viewer.lang, given.created_at)}"
    reporter = " · ".join(part for part in (post, names.get(recipient.reported_by or "", "")) if part)
    told = (
        (giver, asked_of(viewer, given)),
        (viewer.say(N_("Question of %(who)s"), who=post), recipient.question),
        (viewer.say(N_("Answer of %(who)s"), who=given.title_line), recipient.answer),
        (viewer.say(N_("Report of %(who)s"), who=reporter), recipient.report),
        (viewer.say(N_("Sent back by %(who)s"), who=given.title_line), recipient.giver_note),
    )
    return [NoteView(by, text) for by, text in told if text]
