"""The content of an assignment letter: basis, who is assigned, what for, where, when, at whose cost."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from documents.pdf import Block, Column, Facts, Table, Text, Wording
from kernel.errors import N_
from people import directory, structure
from workflows.assignment import trace
from workflows.assignment.models import Assignment
from workflows.assignment.settings import assignment_settings
from workflows.issuing import Drawn, Paper

TITLE = N_("ASSIGNMENT LETTER")
ASSIGNS = N_("assigns:")
SPAN = N_("%(since)s to %(until)s")
REPORT = N_("to report to the head in writing within %(days)s working days after the assignment.")
SHALL = N_("This letter is to be carried out with full responsibility.")
COLUMNS = ((N_("No."), 0.4), (N_("Name / NIP"), 2.4), (N_("Rank / grade"), 1.6), (N_("Post"), 2.2))


def draw(session: Session, paper: Paper, lang: str) -> Drawn:
    """The letter, one for all who are assigned."""
    row, words = trace.get(session, trace.assignment_of(paper.record)), Wording(lang)
    blocks: list[Block] = [
        Facts([(words.say(N_("Basis")), row.basis)]),
        Text(words.say(ASSIGNS), strong=True),
        Table([Column(words.say(title), share) for title, share in COLUMNS], _people(session, paper)),
        Facts(_what(row, words)),
    ]
    if row.must_report:
        blocks.append(Text(words.say(REPORT, {"days": assignment_settings().report_working_days})))
    blocks.append(Text(words.say(SHALL)))
    return Drawn(words.say(TITLE), blocks=blocks)


def _people(session: Session, paper: Paper) -> Sequence[Sequence[str]]:
    posts = {post.code: post.title for post in structure.list_posts(session)}
    codes = structure.posts_of_people(session, paper.people, paper.ordered_at)
    rows = []
    for place, person_id in enumerate(paper.people, start=1):
        person = directory.person(session, person_id)
        rank = " / ".join(part for part in (person.rank, person.grade) if part and part != "-")
        rows.append([f"{place}", f"{person.name}\n{person.nip}", rank, posts.get(codes.get(person_id, ""), "")])
    return rows


def _what(row: Assignment, words: Wording) -> list[tuple[str, str]]:
    when = words.day(row.starts_on)
    if row.last_on != row.starts_on:
        when = words.say(SPAN, {"since": words.day(row.starts_on), "until": words.day(row.last_on)})
    pairs = ((N_("For"), row.task), (N_("Place"), row.place), (N_("Time"), when), (N_("Source of funds"), row.funds))
    return [(words.say(label), value) for label, value in pairs if value]
