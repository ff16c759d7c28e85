"""Builds the page of one letter."""

from api.pages.comment_pages import comments_of
from api.pages.envelopes import envelope_of
from api.pages.files import about
from api.pages.lamps import lamp
from api.pages.letter_view import LetterPage, ProcessView
from api.pages.registering import Tried
from api.pages.scans import view_of
from api.pages.speech import Speech
from api.pages.spines import spine_of
from api.pages.states import STATES
from api.pages.trees import tree_of
from api.pages.viewer import Viewer
from api.pages.words import Fact, Lamp, Link, Tag
from documents import archive
from engine import inbox, instances, runtime
from engine.inbox import TaskRow
from engine.models import Instance
from kernel.render import N_, day_text, instant
from people import directory, structure
from workflows.letters import attachments, briefing, trace, tree, words
from workflows.letters.facts import LetterFacts
from workflows.letters.listing import LetterLine
from workflows.letters.queries import LetterCase
from workflows.letters.states import LETTER_LABELS


def page_of(viewer: Viewer, case: LetterCase, tried: Tried | None = None) -> LetterPage:
    """The page of a letter that was opened, as far as it may be shown; `tried`: content that could not be attached."""
    letter, record = case.letter, trace.record_of(case.letter.id)
    running = instances.list_of_record(viewer.session, record)
    waiting = inbox.open_of_instances(viewer.session, [one.id for one in running if one.state == "running"])
    turn, note = _turn(viewer, case, waiting)
    scans = attachments.scans_of(viewer.session, letter.id) if case.documents else []
    scan = archive.get(viewer.session, scans[-1]) if scans else None
    return LetterPage(
        id=letter.id,
        over=_over(viewer, letter),
        title=letter.subject or viewer.say(words.SECRET_WORD if letter.is_secret else words.NO_SUBJECT),
        from_line=_from(viewer, letter),
        tags=letter_tags(viewer, letter),
        turn=turn,
        turn_note=note,
        doors=_doors(viewer, case, waiting),
        facts=_facts(viewer, case),
        tree=tree_of(viewer, case.tree, case.documents),
        no_tree=viewer.say(N_("No disposition yet.")),
        scan=view_of(viewer, scan, pictures=case.shows_images) if scan else None,
        papers=_papers(viewer, case),
        processes=_processes(viewer, case, running, waiting) if case.shows_log else (),
        spine=spine_of(viewer, record) if case.shows_log else None,
        envelope=envelope_of(viewer, case, tried),
        comments=None if case.masked else comments_of(viewer, record),
    )


def letter_tags(viewer: Viewer, letter: LetterFacts | LetterLine) -> tuple[Tag, ...]:
    """Haste and secrecy, when there is any."""
    return Speech(viewer).tags(briefing.marks_of(letter.urgency, letter.security))


def _over(viewer: Viewer, letter: LetterFacts) -> str:
    agenda = viewer.say(N_("agenda %(number)s"), number=letter.agenda) if letter.agenda else ""
    code = viewer.say(N_("class. %(code)s"), code=letter.classification) if letter.classification else ""
    kind = viewer.say(words.KINDS[letter.kind])
    return " · ".join(part for part in (viewer.say(N_("Incoming letter")), kind, agenda, code) if part)


def _from(viewer: Viewer, letter: LetterFacts) -> str:
    dated = day_text(viewer.lang, letter.dated_on) if letter.dated_on else ""
    sender = viewer.say(N_("From %(who)s"), who=letter.sender) if letter.sender else ""
    return " · ".join(part for part in (sender, letter.number, dated) if part)


def _turn(viewer: Viewer, case: LetterCase, waiting: list[TaskRow]) -> tuple[Lamp, str]:
    """Whose turn it is since when, and how far it is."""
    label = viewer.say(LETTER_LABELS[case.letter.state])
    duties = [node for _, _, node in tree.walk(case.tree) if node.binding]
    facts = {"done": sum(node.is_done for node in duties), "all": len(duties)}
    far = viewer.say(N_("%(done)s of %(all)s branches done"), **facts) if duties else ""
    if not waiting:
        ended = case.letter.filed_at or case.letter.finished_at
        return Lamp("done" if ended else "none", label), " · ".join(
            part for part in (instant(viewer.lang, ended) if ended else "", far) if part
        )
    first = waiting[0]
    whose = viewer.say(
        N_("%(who)s's turn since %(at)s"), who=_serves(viewer, first), at=instant(viewer.lang, first.opened_at)
    )
    lit = lamp(viewer, first.due_at, first.opened_at)
    return Lamp(lit.tone, whose), " · ".join(part for part in (label, lit.text, far) if part)


def _serves(viewer: Viewer, task: TaskRow) -> str:
    if task.claimed_by:
        return directory.names(viewer.session, [task.claimed_by]).get(task.claimed_by, "")
    sort, _, key = task.desk.partition(":")
    if sort == "post":
        holder = structure.holder_of(viewer.session, key, viewer.now)
        post = structure.find_post(viewer.session, key)
        return f"{holder.name}, {holder.title_line}" if holder else (post.title if post else key)
    return viewer.say(task.name)


def _doors(viewer: Viewer, case: LetterCase, waiting: list[TaskRow]) -> tuple[Link, ...]:
    mine = [task for task in waiting if viewer.actor.can_work_for(task.desk, task.process)]
    doors = [Link(viewer.say(N_("Open my task")), f"/tasks/{mine[0].id}", hot=True)] if mine else []
    if not case.masked:
        doors.append(Link(viewer.say(N_("Disposition sheet (PDF)")), f"/letters/{case.letter.id}/sheet.pdf"))
    return tuple(doors)


def _facts(viewer: Viewer, case: LetterCase) -> tuple[Fact, ...]:
    letter = case.letter
    post = structure.find_post(viewer.session, letter.addressee)
    by = directory.names(viewer.session, [letter.registered_by]).get(letter.registered_by, "")
    pairs = (
        (N_("State"), viewer.say(LETTER_LABELS[letter.state])),
        (N_("Received"), instant(viewer.lang, letter.received_at)),
        (N_("Recorded"), f"{instant(viewer.lang, letter.registered_at)} · {by}"),
        (N_("Addressed to"), post.title if post else ""),
        (N_("Security"), viewer.say(words.SECURITY[letter.security])),
        (N_("Urgency"), viewer.say(words.URGENCY[letter.urgency])),
        (N_("Limit"), instant(viewer.lang, letter.due_at) if letter.due_at else ""),
        (N_("Attachments"), letter.attachments),
        (N_("Reason"), letter.reason),
        (N_("Answered"), letter.own_answer),
        (N_("Dossier"), " · ".join(part for part in (letter.file_no, letter.location) if part)),
    )
    facts = [Fact(viewer.say(label), text) for label, text in pairs if text]
    for other in case.linked:
        number = f"{other.agenda_no}/{other.agenda_year}"
        facts.append(Fact(viewer.say(N_("Belongs to")), "", url=f"/letters/{other.id}", door=number))
    return tuple(facts)


def _papers(viewer: Viewer, case: LetterCase) -> tuple[Fact, ...]:
    found = []
    for row in case.documents:
        document = archive.get(viewer.session, row.document_id)
        kind = viewer.say(N_("Scan") if row.role == attachments.SCAN else N_("Evidence"))
        text = " · ".join((kind, about(viewer, document), f"SHA-256 {document.sha256[:12]}…"))
        found.append(Fact(document.name, text, url=f"/documents/{document.id}"))
    return tuple(found)


def _processes(
    viewer: Viewer, case: LetterCase, running: list[Instance], waiting: list[TaskRow]
) -> tuple[ProcessView, ...]:
    posts = {f"branch:{node.recipient_id}": node.post for _, _, node in tree.walk(case.tree)}
    titles = structure.titles(viewer.session, posts.values())
    compiled = runtime.of(viewer.session)
    found = []
    for one in running:
        name = viewer.say(compiled.process(viewer.session, one.definition_id).name)
        if one.business_key in posts:
            name = f"{name} · {titles[posts[one.business_key]].title}"
        here = ", ".join(dict.fromkeys(viewer.say(task.name) for task in waiting if task.instance_id == one.id))
        found.append(ProcessView(name, viewer.say(STATES[one.state]), here, f"/instances/{one.id}/replay"))
    return tuple(found)
