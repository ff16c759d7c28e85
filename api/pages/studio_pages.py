"""Builds the pages of the studio: processes, versions, drafts."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from api.assets import address
from api.pages.studio_view import (
    DraftView,
    EditorView,
    FileRow,
    ProcessRow,
    ProcessView,
    StudioView,
    VersionRow,
    VersionView,
)
from api.pages.viewer import Viewer
from engine import definitions, incidents, studio_drafts, versions
from engine.definitions import Published
from engine.studio_drafts import Draft
from engine.task_errors import DefinitionUnknown, VersionOutdated
from engine.versions import Version
from kernel.errors import AppError
from kernel.render import N_, clock_time, instant, number
from people import directory


def studio_of(viewer: Viewer, alarms: int) -> StudioView:
    """All processes with their newest version, those that are only begun at the end."""
    drafts = studio_drafts.list_of(viewer.session, viewer.actor.id)
    groups: dict[str, list[Version]] = {}
    for one in versions.list_of(viewer.session):
        groups.setdefault(one.key, []).append(one)
    people = names_of(viewer, (group[0].published_by for group in groups.values()))
    rows = [_row(viewer, group, people, key in drafts) for key, group in groups.items()]
    begun = viewer.say(N_("not published yet"))
    draft = viewer.say(N_("your draft"))
    rows += [ProcessRow(key, key, url_of(key), begun, "", "", "", draft) for key in drafts if key not in groups]
    running = sum(one.running for group in groups.values() for one in group)
    summary = viewer.say(N_("%(count)s processes, %(running)s cases under way"), count=len(groups), running=running)
    return StudioView(summary, tuple(rows), incidents=len(incidents.list_open(viewer.session)), alarms=alarms)


def process_of(viewer: Viewer, key: str, trouble: str = "") -> ProcessView:
    """One process with all its versions, or only begun. Raises DefinitionUnknown."""
    found = versions.list_of(viewer.session, key)
    draft = studio_drafts.find(viewer.session, viewer.actor.id, key)
    if not found and draft is None:
        raise DefinitionUnknown(key=key)
    newest = definitions.find_latest(viewer.session, key)
    files = draft.files if draft else newest.files if newest else {}
    people = names_of(viewer, (one.published_by for one in found))
    return ProcessView(
        key=key,
        name=viewer.say(found[0].name) if found else key,
        over=viewer.say(N_("Process %(key)s"), key=key),
        versions=tuple(_version_row(viewer, one, people, one is found[0]) for one in found),
        draft=draft_view(viewer, draft) if draft else None,
        names=tuple(sorted(files, key=lambda name: (not name.endswith(".bpmn"), name))),
        trouble=trouble,
    )


def version_of(viewer: Viewer, key: str, number: int, trouble: str = "", typed: str = "") -> VersionView:
    """One version with its drawing. Raises DefinitionUnknown."""
    one = definitions.get_version(viewer.session, key, number)
    newest = definitions.latest(viewer.session, key)
    running = next(v.running for v in versions.list_of(viewer.session, key) if v.number == number)
    author = author_of(names_of(viewer, [one.published_by]), viewer, one.published_by)
    facts = (
        (viewer.say(N_("Published")), instant(viewer.lang, one.published_at)),
        (viewer.say(N_("By")), author),
        (viewer.say(N_("Cases under way")), str(running)),
        (viewer.say(N_("Digest")), one.sha256),
    )
    return VersionView(
        key=key,
        name=viewer.say(one.name),
        number=number,
        facts=facts,
        note=viewer.say(one.note),
        files=file_rows(viewer, one.files, f"{url_of(key)}/versions/{number}/files"),
        diagram=f"{url_of(key)}/versions/{number}/diagram.bpmn",
        newest=newest.version,
        trouble=trouble,
        typed=typed,
    )


def editor_of(viewer: Viewer, key: str) -> EditorView:
    """The page of the editor. Raises DefinitionUnknown."""
    page = process_of(viewer, key)
    newest = page.versions[0].number if page.versions else 0
    draft = page.draft
    over = viewer.say(N_("version %(n)s"), n=newest) if newest else viewer.say(N_("not published yet"))
    if draft:
        over = f"{draft.based_on} · {draft.saved}"
    return EditorView(
        key, page.name, over, draft.outdated if draft else "", newest, address("modeler.css"), address("modeler.js")
    )


def draft_view(viewer: Viewer, draft: Draft) -> DraftView:
    """A draft in words."""
    newest = definitions.find_latest(viewer.session, draft.key)
    number = newest.version if newest else 0
    based_on = viewer.say(N_("from version %(n)s"), n=draft.based_on) if draft.based_on else viewer.say(N_("new"))
    return DraftView(
        based_on=viewer.say(N_("Draft %(based_on)s"), based_on=based_on),
        saved=viewer.say(N_("saved %(at)s"), at=instant(viewer.lang, draft.saved_at)),
        files=file_rows(viewer, draft.changed, f"{url_of(draft.key)}/draft/files"),
        newest=number,
        outdated=said_of(viewer, _outdated(draft, newest)) if newest and number != draft.based_on else "",
    )


def said_of(viewer: Viewer, fault: AppError) -> str:
    """A refusal in the visitor's words; persons by their names."""
    facts = dict(fault.facts)
    if "who" in facts:
        facts["who"] = author_of(names_of(viewer, [facts["who"]]), viewer, facts["who"])
    return viewer.told(fault.sentence, facts)


def file_rows(viewer: Viewer, files: Mapping[str, str], url: str) -> tuple[FileRow, ...]:
    """Files with their sizes, drawings first."""
    rows = sorted(files, key=lambda name: (not name.endswith(".bpmn"), name))
    sizes = {name: number(viewer.lang, round(len(files[name].encode()) / 1000, 1)) for name in rows}
    return tuple(FileRow(name, f"{sizes[name]} kB", f"{url}/{quote(name)}") for name in rows)


def names_of(viewer: Viewer, persons: Iterable[str]) -> Mapping[str, str]:
    """The names of some persons."""
    return directory.names(viewer.session, set(persons))


def author_of(people: Mapping[str, str], viewer: Viewer, person: str) -> str:
    """The name of an author; what came with the product was published by the system."""
    return people.get(person) or viewer.say(N_("The system"))


def url_of(key: str) -> str:
    """The page of a process."""
    return f"/studio/{quote(key, safe='')}"


def clock_now(viewer: Viewer) -> str:
    """The time of the office as it is said of a saved draft."""
    return clock_time(viewer.lang, viewer.now)


def _outdated(draft: Draft, newest: Published) -> VersionOutdated:
    return VersionOutdated(
        based_on=draft.based_on, newest=newest.version, who=newest.published_by, at=newest.published_at
    )


def _row(viewer: Viewer, group: list[Version], people: Mapping[str, str], has_draft: bool) -> ProcessRow:
    newest = group[0]
    live = [one for one in group if one.running]
    counts = [viewer.say(N_("version %(n)s: %(count)s"), n=one.number, count=one.running) for one in live]
    author = author_of(people, viewer, newest.published_by)
    return ProcessRow(
        key=newest.key,
        name=viewer.say(newest.name),
        url=url_of(newest.key),
        newest=viewer.say(N_("version %(n)s"), n=newest.number),
        published=f"{instant(viewer.lang, newest.published_at)}, {author}",
        note=viewer.say(newest.note),
        running=", ".join(counts) or viewer.say(N_("none")),
        draft=viewer.say(N_("your draft")) if has_draft else "",
    )


def _version_row(viewer: Viewer, one: Version, people: Mapping[str, str], newest: bool) -> VersionRow:
    return VersionRow(
        number=one.number,
        url=f"{url_of(one.key)}/versions/{one.number}",
        author=author_of(people, viewer, one.published_by),
        when=instant(viewer.lang, one.published_at),
        note=viewer.say(one.note),
        running=one.running,
        newest=newest,
    )
