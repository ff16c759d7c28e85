"""Who would get each task of a process today, in words: the preview of its assignment."""

from dataclasses import dataclass

from api.pages import staff
from api.pages.reasons import group_of
from api.pages.speech import Speech
from api.pages.viewer import Viewer
from api.pages.words import Option
from engine import runtime
from engine.foretelling import Foretold, foretell
from kernel.render import N_
from people import directory, structure
from workflows import chart, notices


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One user task: its name, the rule in words, the rule as it is written, who gets it today or why nobody knows."""

    name: str
    rule: str
    written: str
    people: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """The user tasks of a version, for somebody who would begin a case now."""

    requesters: tuple[Option, ...]
    lines: tuple[TaskLine, ...]


def assignment_of(viewer: Viewer, definition_id: str, requester: str) -> AssignmentView:
    """The preview of a version; whoever looks is the requester until another one is chosen."""
    known = {person.id for person in directory.list_people(viewer.session)}
    chosen = requester if requester in known else viewer.actor.id
    process = runtime.of(viewer.session).process(viewer.session, definition_id)
    told = foretell(process, viewer.offices.handlers.previews, viewer.session, chosen, viewer.now)
    return AssignmentView(staff.options(viewer, {chosen}), tuple(_line(viewer, one) for one in told))


def _line(viewer: Viewer, one: Foretold) -> TaskLine:
    name = viewer.say(one.element.name) or one.element.id
    people = _people(viewer, one.desk) if one.desk else ()
    return TaskLine(name, _rule(viewer, one), one.rule, people, _note(viewer, one, people))


def _rule(viewer: Viewer, one: Foretold) -> str:
    """The rule in words: found by the chart, computed by a step, or written in the drawing."""
    if one.handlers:
        said = [chart.WORDS.get(handler, N_("computed by a step before")) for handler in one.handlers]
        return ", ".join(viewer.say(sentence) for sentence in dict.fromkeys(said))
    if one.missing:
        return viewer.say(N_("computed while the case runs"))
    return _desk(viewer, one.desk or "")


def _desk(viewer: Viewer, desk: str) -> str:
    sort, _, key = desk.partition(":")
    if sort == "role":
        return viewer.say(N_("group %(role)s"), role=group_of(viewer, key))
    return Speech(viewer).post(key) if sort == "post" else Speech(viewer).person(key) or desk


def _people(viewer: Viewer, desk: str) -> tuple[str, ...]:
    """Those who serve a desk today; of a post with the sign of who acts for it."""
    sort, _, key = desk.partition(":")
    ids = notices.people_of(viewer.session, desk, viewer.now)
    names = directory.names(viewer.session, ids)
    holder = structure.holder_of(viewer.session, key, viewer.now) if sort == "post" else None
    if holder is None:
        return tuple(names[person] for person in ids if person in names)
    if holder.person_id in ids:
        return (f"{holder.name}, {holder.title_line}",)
    said = N_("%(name)s, in place of %(holder)s")
    return tuple(viewer.say(said, name=names[person], holder=f"{holder.name}, {holder.title_line}") for person in names)


def _note(viewer: Viewer, one: Foretold, people: tuple[str, ...]) -> str:
    if one.fault is not None:
        return viewer.told(one.fault.sentence, one.fault.facts)
    if one.missing:
        return viewer.say(
            N_("Can't be known before the case runs: depends on %(names)s."), names=", ".join(one.missing)
        )
    if one.desk is None:
        return viewer.say(N_("Can't be known before the case runs."))
    return "" if people else viewer.say(N_("Nobody serves this desk today."))
