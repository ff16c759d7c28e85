"""Builds the page on which cases are moved to another version."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.intervention_view import Choice, MigrationView, MoveLine
from api.pages.posted import Posted
from api.pages.viewer import Viewer
from engine import definitions, migrating
from engine.definitions import Published
from engine.intervention_errors import VersionUnknown
from engine.interventions import REASONS
from engine.migrating import Rehearsed, Route
from kernel.errors import AppError
from kernel.render import N_

Way = tuple[str, str, str]


def route_of(way: Way) -> Route:
    """The way between two versions. Raises VersionUnknown for what is no number."""
    process, start, goal = way
    for number in (start, goal):
        if not number.isdecimal():
            raise VersionUnknown(process=process, version=number)
    return Route(process, int(start), int(goal))


@dataclass(frozen=True, slots=True)
class Tried:
    """What was sent and refused: the cases chosen, the reason, the words beside it."""

    fault: AppError | None = None
    chosen: frozenset[str] | None = None
    reason: str = ""
    words: str = ""


def tried_of(sent: Posted, fault: AppError | None) -> Tried:
    """What a browser sent, to be shown again when it was refused."""
    if fault is None:
        return Tried()
    return Tried(fault, frozenset(sent.values.get("case", [])), sent.one("reason"), sent.one("text"))


def view_of(viewer: Viewer, way: Way, moved: tuple[str, ...] = (), tried: Tried = Tried()) -> MigrationView:
    """The page: the choice of versions, the rehearsal when both are chosen, what was moved just now."""
    process, start, goal = way
    known = definitions.list_latest(viewer.session)
    versions = definitions.list_versions(viewer.session, process) if process else []
    ready = start.isdecimal() and goal.isdecimal() and start != goal and {int(start), int(goal)} <= _numbers(versions)
    found = migrating.rehearse(viewer.session, route_of(way)) if ready else []
    return MigrationView(
        processes=tuple(Choice(one.key, viewer.say(one.name), one.key == process) for one in known),
        versions=_versions(viewer, versions, start),
        goals=_versions(viewer, versions, goal),
        reasons=tuple(Choice(code, viewer.say(label), code == tried.reason) for code, label in REASONS.items()),
        process=process,
        start=start,
        goal=goal,
        rows=tuple(_line(viewer, one, tried.chosen) for one in found),
        summary=_summary(viewer, found) if ready else _missing(viewer, way, versions),
        moved=moved,
        said=viewer.say(N_("%(count)s cases were moved."), count=len(moved)) if moved else "",
        trouble=viewer.told(tried.fault.sentence, tried.fault.facts) if tried.fault else "",
        words=tried.words,
    )


def _missing(viewer: Viewer, way: Way, versions: list[Published]) -> str:
    process, start, goal = way
    if process and len(versions) < 2:
        return viewer.say(N_("This process has one version only, so there is nowhere to move its cases."))
    if start and start == goal:
        return viewer.say(N_("Choose two different versions."))
    return viewer.say(
        N_("Choose a process and two versions. The rehearsal then tells of every case whether it can move.")
    )


def _line(viewer: Viewer, one: Rehearsed, chosen: frozenset[str] | None) -> MoveLine:
    why = "" if one.why is None else viewer.told(one.why.sentence, one.why.facts)
    is_chosen = chosen is None or one.instance_id in chosen
    return MoveLine(one.instance_id, f"/instances/{one.instance_id}/interventions", why, is_chosen)


def _summary(viewer: Viewer, found: Iterable[Rehearsed]) -> str:
    whys = [one.why for one in found]
    if not whys:
        return viewer.say(N_("No case is under way on that version."))
    safe = sum(1 for why in whys if why is None)
    return viewer.say(N_("%(safe)s of %(total)s cases can be moved safely."), safe=safe, total=len(whys))


def _versions(viewer: Viewer, versions: Iterable[Published], chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(one.version), viewer.say(N_("version %(n)s"), n=one.version), str(one.version) == chosen)
        for one in versions
    )


def _numbers(versions: Iterable[Published]) -> set[int]:
    return {one.version for one in versions}
