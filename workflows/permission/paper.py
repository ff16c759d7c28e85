"""The content of the paper of a permission. The reason does not stand on it: the paper is kept for ever."""

from sqlalchemy.orm import Session

from documents.pdf import Block, Facts, Text, Wording
from kernel.errors import N_
from people import directory, structure
from workflows.issuing import Drawn, Paper
from workflows.permission import trace
from workflows.permission.models import PermissionRequest
from workflows.permission.states import PermissionKind

TITLES = {
    PermissionKind.LATE: N_("PERMISSION TO COME LATER"),
    PermissionKind.EARLY: N_("PERMISSION TO LEAVE EARLIER"),
    PermissionKind.OUT: N_("PERMISSION TO LEAVE THE OFFICE"),
    PermissionKind.ABSENT: N_("PERMISSION TO BE ABSENT"),
}
GIVES = N_("The undersigned gives permission to:")
FOR = N_("for:")
NO_LEAVE = N_("This permission is not leave and does not touch the leave balance.")


def draw(session: Session, paper: Paper, lang: str) -> Drawn:
    """The paper of a permission: to whom, which day, which hours."""
    row, words = trace.get(session, trace.request_of(paper.record)), Wording(lang)
    blocks: list[Block] = [
        Text(words.say(GIVES)),
        Facts(_person(session, row, words)),
        Text(words.say(FOR)),
        Facts(_what(row, words)),
        Text(words.say(NO_LEAVE)),
    ]
    return Drawn(words.say(TITLES[PermissionKind(row.kind)]), blocks=blocks)


def _person(session: Session, row: PermissionRequest, words: Wording) -> list[tuple[str, str]]:
    person, post = directory.person(session, row.person_id), structure.post(session, row.post)
    units = {unit.code: unit.name for unit in directory.list_units(session)}
    rank = " / ".join(part for part in (person.rank, person.grade) if part and part != "-")
    pairs = (
        (N_("Name"), person.name),
        (N_("NIP"), person.nip),
        (N_("Rank / grade"), rank),
        (N_("Post"), post.title),
        (N_("Unit"), units.get(post.unit, "")),
    )
    return [(words.say(label), value) for label, value in pairs if value]


def _what(row: PermissionRequest, words: Wording) -> list[tuple[str, str]]:
    hours = N_("%(since)s to %(until)s")
    return [
        (words.say(N_("Day / date")), words.weekday(row.on_day)),
        (words.say(N_("Hours")), words.say(hours, {"since": row.starts, "until": row.ends})),
    ]
