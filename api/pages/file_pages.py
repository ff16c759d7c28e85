"""Builds the page of a personnel file: completeness, documents, what ends, who looked."""

from collections.abc import Mapping
from datetime import date

from api.pages.profile_view import EntryView, FilePage, LookView, UploadView
from api.pages.profiles import limit_of, said_of
from api.pages.viewer import Viewer
from api.pages.words import Lamp, Link, Option
from kernel import ids
from kernel.act import Act
from kernel.errors import AppError
from kernel.render import N_, day_text, instant
from people import directory
from people.days import day_of
from workflows import issuing
from workflows.dosir import checklist, filing, opening, overview
from workflows.dosir.access import Surface, Verdict
from workflows.dosir.checklist import Completeness, Mark
from workflows.dosir.declarations import Kind, declared
from workflows.dosir.models import FileEntry
from workflows.dosir.opening import Look, Opened
from workflows.dosir.states import ENTRY_LABELS, EntryState
from workflows.issuing import Paper

LOOKS = {
    "profile.opened": N_("opened the profile"),
    "profile.numbers_shown": N_("had the masked numbers shown"),
    "file.opened": N_("opened the list of documents"),
    "file.content_opened": N_("opened the document: %(kind)s"),
    "proposal.opened": N_("opened a proposed change"),
}
FORMER = (EntryState.REPLACED, EntryState.REMOVED, EntryState.DROPPED)


def file_of(
    viewer: Viewer, act: Act, opened: Opened, typed: Mapping[str, str], fault: AppError | None = None
) -> FilePage:
    """The page of a file that was opened."""
    person = directory.person(viewer.session, opened.person_id)
    today = day_of(act.now)
    whole = opened.may(Surface.FILE) is Verdict.ALLOWED
    rows = [row for row in filing.list_of(viewer.session, person.id) if whole or _is_told(row)]
    told = overview.completeness_of(viewer.session, person.id, person.employment, today)
    base = "/me" if opened.is_own else f"/people/{person.id}"
    standing = [row for row in rows if row.state in (EntryState.PROPOSED, EntryState.IN_FORCE)]
    looks = opened.may(Surface.LOG) is Verdict.ALLOWED
    return FilePage(
        person=person.name,
        about=viewer.say(N_("My personnel file")) if opened.is_own else viewer.say(N_("Personnel file of an employee")),
        percent=told.percent,
        summary=summary_of(viewer, told),
        missing=tuple(viewer.say(line.kind.title) for line in told.missing),
        ending=tuple(_ending(viewer, line) for line in told.expiring if whole or not line.kind.restricted),
        entries=tuple(_entry(viewer, opened, row, base, today) for row in standing),
        former=tuple(_entry(viewer, opened, row, base, today) for row in rows if row.state in FORMER) if whole else (),
        papers=tuple(_paper(viewer, paper) for paper in _papers(viewer, opened)),
        doors=(Link(viewer.say(N_("Profile")), f"{base}/profile"),) if opened.may(Surface.PROFILE) else (),
        upload=_upload(viewer, opened, typed, fault) if opened.may_change else None,
        looks=tuple(_look(viewer, looks_of) for looks_of in _looks(viewer, person.id)) if looks else None,
        own=opened.is_own,
        said=said_of(viewer, fault) if not opened.may_change else "",
    )


def summary_of(viewer: Viewer, told: Completeness) -> str:
    """`8 of 12 needed documents`."""
    facts = {"there": told.there, "needed": told.needed}
    return viewer.say(N_("%(there)s of %(needed)s needed documents are there"), **facts)


def lamp_of(viewer: Viewer, until: date | None, mark: Mark) -> Lamp | None:
    """How long a document is valid, in words; None for one that does not end."""
    if until is None:
        return None
    day = day_text(viewer.lang, until)
    if mark is Mark.EXPIRED:
        return Lamp("late", viewer.say(N_("ended on %(day)s"), day=day))
    if mark is Mark.EXPIRING:
        return Lamp("today", viewer.say(N_("ends soon, on %(day)s"), day=day))
    return Lamp("ok", viewer.say(N_("valid until %(day)s"), day=day))


def about_entry(viewer: Viewer, row: FileEntry) -> str:
    """Number, date, by whom and when."""
    dated = day_text(viewer.lang, row.dated_on) if row.dated_on else ""
    added = viewer.say(N_("filed %(at)s"), at=instant(viewer.lang, row.added_at))
    return " · ".join(part for part in (row.number, dated, added) if part)


def _is_told(row: FileEntry) -> bool:
    kind = declared().kinds.get(row.kind)
    return row.state == EntryState.IN_FORCE and kind is not None and not kind.restricted


def _entry(viewer: Viewer, opened: Opened, row: FileEntry, base: str, today: date) -> EntryView:
    kind = declared().kinds.get(row.kind)
    title = viewer.say(kind.title) if kind else row.kind
    if opened.may(Surface.CONTENT) is Verdict.HIDDEN:
        return EntryView(row.id, title, "")
    lamp = lamp_of(viewer, row.valid_until, checklist.mark_of(row.valid_until, today))
    if row.state != EntryState.IN_FORCE:
        lamp = Lamp("today" if row.state == EntryState.PROPOSED else "done", viewer.say(ENTRY_LABELS[row.state]))
    about = about_entry(viewer, row)
    waits = row.state == EntryState.PROPOSED and row.proposal_id
    removes = not opened.is_own and opened.may_change and row.state in (EntryState.IN_FORCE, EntryState.REPLACED)
    return EntryView(
        id=row.id,
        title=title,
        about=" · ".join(part for part in (about, row.reason) if part),
        url=f"{base}/file/{row.id}",
        lamp=lamp,
        removal_url=f"{base}/file/{row.id}/removal" if removes else "",
        door=Link(viewer.say(N_("See the proposal")), f"/changes/{row.proposal_id}") if waits else None,
    )


def _ending(viewer: Viewer, line: checklist.Line) -> EntryView:
    return EntryView("", viewer.say(line.kind.title), "", lamp=lamp_of(viewer, line.until, line.mark))


def _papers(viewer: Viewer, opened: Opened) -> list[Paper]:
    """The papers the office issued for this person; to who may open documents."""
    if opened.may(Surface.CONTENT) is Verdict.HIDDEN:
        return []
    return issuing.list_of_person(viewer.session, opened.person_id)[::-1]


def _paper(viewer: Viewer, paper: Paper) -> EntryView:
    lamp = Lamp("done", viewer.say(N_("revoked"))) if paper.revoked_at is not None else None
    about = " · ".join((paper.number, day_text(viewer.lang, paper.dated_on)))
    may = paper.document_id is not None and viewer.offices.may_see_paper(viewer.session, viewer.actor, paper)
    url = f"/papers/{paper.id}.pdf" if may else ""
    return EntryView(paper.id, viewer.say(paper.title or N_("Paper being drawn")), about, url, lamp)


def _upload(viewer: Viewer, opened: Opened, typed: Mapping[str, str], fault: AppError | None) -> UploadView:
    kinds = [kind for kind in declared().kinds.values() if not (opened.is_own and kind.by == "hr")]
    return UploadView(
        url="/me/file" if opened.is_own else f"/people/{opened.person_id}/file",
        key=ids.new_id(viewer.now),
        kinds=tuple(_option(viewer, kind, typed.get("kind", "")) for kind in kinds),
        several=not opened.is_own,
        limit=limit_of(viewer),
        typed={name: typed.get(name, "") for name in ("number", "dated_on", "valid_until", "note", "apart")},
        said=said_of(viewer, fault),
    )


def _option(viewer: Viewer, kind: Kind, chosen: str) -> Option:
    return Option(kind.code, viewer.say(kind.title), kind.code == chosen)


def _looks(viewer: Viewer, person_id: str) -> list[tuple[Look, str]]:
    found = opening.list_looks(viewer.session, person_id)
    names = directory.names(viewer.session, {look.person for look in found})
    return [(look, names.get(look.person, look.person)) for look in found]


def _look(viewer: Viewer, seen: tuple[Look, str]) -> LookView:
    look, who = seen
    kind = declared().kinds.get(look.entry)
    what = viewer.say(LOOKS[look.kind], kind=viewer.say(kind.title) if kind else "")
    return LookView(instant(viewer.lang, look.at), who, what)
