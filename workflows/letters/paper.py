"""The content of the disposition sheet and the agenda book. Drawing belongs to documents."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from documents.pdf import Block, Checks, Column, Facts, Table, Text
from kernel.errors import N_
from workflows.letters import instructions, tree, words
from workflows.letters.facts import LetterFacts
from workflows.letters.queries import BookEntry
from workflows.letters.states import BRANCH_LABELS, LETTER_LABELS
from workflows.letters.tree import Given, Node

SHEET_TITLE = N_("Disposition sheet")
BOOK_TITLE = N_("Agenda book of incoming letters")


@dataclass(frozen=True, slots=True)
class Voice:
    """How a paper says things in its reader's language; bound by the door. `posts`, `people`: code or id to name."""

    say: Callable[[str], str]
    instant: Callable[[datetime], str]
    day: Callable[[date], str]
    posts: Mapping[str, str]
    people: Mapping[str, str]

    def at(self, at: datetime | None) -> str:
        """An instant, or nothing."""
        return "" if at is None else self.instant(at)

    def on(self, on: date | None) -> str:
        """A date, or nothing."""
        return "" if on is None else self.day(on)

    def post(self, code: str) -> str:
        """The title of a post."""
        return self.posts.get(code, code)


def sheet(letter: LetterFacts, dispositions: Sequence[Given], voice: Voice) -> list[Block]:
    """The blocks of the disposition sheet of one letter: its entry, then each disposition as in the tree."""
    blocks: list[Block] = [Facts(_entry(letter, voice))]
    for given in _flat(dispositions):
        blocks += _disposition(given, voice)
    if not dispositions:
        blocks.append(Text(voice.say(N_("No disposition yet."))))
    return blocks


def book_columns(voice: Voice) -> list[Column]:
    """The columns of the agenda book."""
    return [Column(voice.say(title), share) for title, share in COLUMNS]


def book_rows(entries: Iterable[BookEntry], voice: Voice) -> list[list[str]]:
    """The rows of the agenda book, in the order of its columns."""
    return [_book_row(entry, voice) for entry in entries]


COLUMNS = (
    (N_("Agenda no."), 0.7),
    (N_("Received"), 1.0),
    (N_("Number of the letter"), 1.4),
    (N_("Date of the letter"), 0.9),
    (N_("Sender"), 1.5),
    (N_("Subject"), 2.0),
    (N_("Attachments"), 0.8),
    (N_("Security"), 0.5),
    (N_("Urgency"), 0.7),
    (N_("Classification code"), 0.7),
    (N_("To"), 1.2),
    (N_("Disposed"), 1.0),
    (N_("Disposition"), 1.4),
    (N_("Follow-up"), 1.2),
    (N_("Place of the file"), 1.0),
    (N_("Remarks"), 0.8),
)


def _entry(letter: LetterFacts, voice: Voice) -> list[tuple[str, str]]:
    security = f"{words.SECURITY_CODES[letter.security]} - {voice.say(words.SECURITY[letter.security])}"
    pairs = (
        (N_("Letter from"), letter.sender),
        (N_("Number of the letter"), letter.number),
        (N_("Date of the letter"), voice.on(letter.dated_on)),
        (N_("Received"), voice.at(letter.received_at)),
        (N_("Agenda no."), letter.agenda),
        (N_("Security"), security),
        (N_("Urgency"), voice.say(words.URGENCY[letter.urgency])),
        (N_("Subject"), letter.subject or (voice.say(words.SECRET_WORD) if letter.is_secret else "")),
        (N_("Due"), voice.at(letter.due_at)),
    )
    return [(voice.say(label), value) for label, value in pairs]


def _flat(dispositions: Iterable[Given]) -> Iterable[Given]:
    for given in dispositions:
        yield given
        for node in given.nodes:
            yield from _flat(node.given)


def _disposition(given: Given, voice: Voice) -> list[Block]:
    signed = f"{given.title_line} · {voice.people.get(given.person, given.person)} · {voice.at(given.created_at)}"
    chosen = [(voice.say(one.label), one.code in given.instructions) for one in instructions.LIST]
    notes = [
        (voice.say(N_("Other instruction")), given.other),
        (voice.say(N_("Note")), given.note),
        (voice.say(N_("On the basis of")), given.basis),
    ]
    titles = (N_("Forwarded to"), N_("Part in it"), N_("Due"), N_("Read"), N_("State"), N_("Follow-up"))
    rows = [_receiver(node, voice) for node in given.nodes]
    return [
        Text(signed, strong=True),
        Checks(chosen),
        Facts([(label, value) for label, value in notes if value]),
        Table([Column(voice.say(title)) for title in titles], rows),
    ]


def _receiver(node: Node, voice: Voice) -> list[str]:
    return [
        voice.post(node.post),
        voice.say(words.PARTS[node.part]),
        voice.at(node.due_at),
        voice.at(node.read_at),
        _state(node, voice),
        node.said.report,
    ]


def _state(node: Node, voice: Voice) -> str:
    return " ".join(part for part in (voice.say(BRANCH_LABELS[node.state]), voice.at(node.closed_at)) if part)


def _book_row(entry: BookEntry, voice: Voice) -> list[str]:
    letter, first = entry.letter, entry.tree[0] if entry.tree and not entry.masked else None
    hidden = voice.say(words.SECRET_WORD) if entry.masked else ""
    reports = "; ".join(node.said.report for _, _, node in tree.walk(entry.tree) if node.said.report)
    return [
        letter.agenda,
        voice.at(letter.received_at),
        letter.number or hidden,
        voice.on(letter.dated_on),
        letter.sender or hidden,
        letter.subject or (voice.say(words.SECRET_WORD) if letter.is_secret else ""),
        letter.attachments,
        words.SECURITY_CODES[letter.security],
        voice.say(words.URGENCY[letter.urgency]),
        letter.classification,
        ", ".join(voice.post(node.post) for node in first.nodes) if first else "",
        voice.at(letter.disposed_at),
        ", ".join(voice.say(label) for label in instructions.labels(first.instructions)) if first else "",
        reports,
        " ".join(part for part in (letter.file_no, letter.location) if part),
        voice.say(LETTER_LABELS[letter.state]),
    ]
