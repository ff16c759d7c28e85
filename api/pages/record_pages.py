"""Builds the page of a record whose case ends in papers: state, turn, facts, what was written, papers, history."""

from dataclasses import dataclass

from api.pages.checking import TONES
from api.pages.comment_pages import comments_of
from api.pages.files import about as about_file
from api.pages.lamps import lamp
from api.pages.record_view import CaseLine, DeedView, PaperLine, RecordPage
from api.pages.speech import Speech
from api.pages.spines import spine_of
from api.pages.states import STATES
from api.pages.task_view import NoteView
from api.pages.viewer import Viewer
from api.pages.words import Fact, Lamp, Link
from documents import archive
from engine import inbox, instances, runtime
from engine.inbox import TaskRow
from engine.models import Instance
from kernel.render import N_, instant
from people import directory, structure
from people.roles import Role
from workflows import issuing
from workflows.areas import Value
from workflows.issued import PAPER_LABELS

ROLES = frozenset(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class About:
    """What an area says of a record on its page; `state` is a msgid, `tone` that of a lamp."""

    record: str
    title: Value
    over: Value
    state: str
    tone: str
    facts: tuple[tuple[str, Value], ...]
    notes: tuple[tuple[Value, Value], ...] = ()
    documents: tuple[str, ...] = ()
    deed: DeedView | None = None


def page_of(viewer: Viewer, about: About) -> RecordPage:
    """The page of a record that this person may read."""
    speech, record = Speech(viewer), about.record
    cases = instances.list_of_record(viewer.session, record)
    waiting = inbox.open_of_instances(viewer.session, [one.id for one in cases if one.state == "running"])
    turn, note = _turn(viewer, about, waiting)
    notes = ((speech.say(who), speech.say(text)) for who, text in about.notes)
    shows_log = viewer.offices.may_see_log(viewer.session, viewer.actor, record)
    return RecordPage(
        over=speech.say(about.over),
        title=speech.say(about.title),
        turn=turn,
        turn_note=note,
        doors=_doors(viewer, waiting),
        facts=speech.facts(about.facts),
        notes=tuple(NoteView(who, text) for who, text in notes if text),
        papers=_papers(viewer, record),
        documents=tuple(_document(viewer, one) for one in about.documents),
        cases=_cases(viewer, cases, waiting) if shows_log else (),
        spine=spine_of(viewer, record) if shows_log else None,
        deed=about.deed,
        comments=comments_of(viewer, record) if viewer.offices.may_open(viewer.session, viewer.actor, record) else None,
    )


def _turn(viewer: Viewer, about: About, waiting: list[TaskRow]) -> tuple[Lamp, str]:
    """The state; whose turn it is since when, and how much time is left."""
    state = Lamp(about.tone, viewer.say(about.state))
    if not waiting:
        return state, ""
    first = waiting[0]
    facts = {"who": _serves(viewer, first), "at": instant(viewer.lang, first.opened_at)}
    lit = lamp(viewer, first.due_at, first.opened_at)
    whose = viewer.say(N_("%(who)s's turn since %(at)s"), **facts)
    return Lamp(lit.tone, state.text), " · ".join(part for part in (whose, lit.text) if part)


def _serves(viewer: Viewer, task: TaskRow) -> str:
    sort, _, key = task.desk.partition(":")
    person = task.claimed_by or (key if sort == "person" else "")
    if person:
        return directory.names(viewer.session, [person]).get(person, "")
    if sort == "post":
        holder = structure.holder_of(viewer.session, key, viewer.now)
        post = structure.find_post(viewer.session, key)
        return f"{holder.name}, {holder.title_line}" if holder else (post.title if post else key)
    return viewer.say(Role(key).group) if key in ROLES else viewer.say(task.name)


def _doors(viewer: Viewer, waiting: list[TaskRow]) -> tuple[Link, ...]:
    mine = [task for task in waiting if viewer.actor.can_work_for(task.desk, task.process)]
    return (Link(viewer.say(N_("Open my task")), f"/tasks/{mine[0].id}", hot=True),) if mine else ()


def _papers(viewer: Viewer, record: str) -> tuple[PaperLine, ...]:
    found = []
    for paper in issuing.list_of(viewer.session, record):
        may = paper.document_id is not None and viewer.offices.may_see_paper(viewer.session, viewer.actor, paper)
        state = Lamp(TONES[paper.state], viewer.say(PAPER_LABELS[paper.state]))
        url = f"/papers/{paper.id}.pdf" if may else ""
        found.append(PaperLine(paper.number, state, url, f"/verifikasi/{paper.code}"))
    return tuple(found)


def _document(viewer: Viewer, document_id: str) -> Fact:
    document = archive.get(viewer.session, document_id)
    return Fact(document.name, about_file(viewer, document), url=f"/documents/{document_id}")


def _cases(viewer: Viewer, cases: list[Instance], waiting: list[TaskRow]) -> tuple[CaseLine, ...]:
    compiled, found = runtime.of(viewer.session), []
    for one in cases:
        name = viewer.say(compiled.process(viewer.session, one.definition_id).name)
        here = ", ".join(dict.fromkeys(viewer.say(task.name) for task in waiting if task.instance_id == one.id))
        found.append(CaseLine(name, here, viewer.say(STATES[one.state]), f"/instances/{one.id}/replay"))
    return tuple(found)
