"""Move running instances to another version of their process: rehearsed, only safe ones, undone while it can be.

Each instance gets one event; from it on the log is executed on the new version.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from engine import commands, definitions, four_eyes, runtime
from engine.commands import Command
from engine.definitions import Published
from engine.intervention_errors import MigrationUnsafe, NothingToUndo, VersionUnknown
from engine.interventions import Reason, keep_words, require_reason
from engine.models import OPEN
from engine.runtime import Case
from engine.safe_moves import Version, Why, obstacle
from engine.spiff.comparing import meaning_of
from engine.spiff.parse import Process
from engine.stepping import case_of, step
from kernel import calendars, history, sql
from kernel.act import Act
from kernel.history import Event, Head

OPEN_ROWS = f"SELECT ordinal, element, name, form FROM task WHERE instance_id = ? AND {OPEN}"  # noqa: S608 - constants only


@dataclass(frozen=True, slots=True)
class Route:
    """From which version of a process to which."""

    process: str
    start: int
    goal: int


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One instance, and why it can't be moved; None when it can."""

    instance_id: str
    why: Why | None


@dataclass(frozen=True, slots=True)
class Migrated:
    """One instance that was moved: its event, the digest of its state before and after."""

    instance_id: str
    number: int
    before: str
    after: str


def rehearse(session: Session, route: Route, chosen: Collection[str] | None = None) -> list[Rehearsed]:
    """What would become of all instances of a version, or of the chosen ones, by id. Raises VersionUnknown."""
    old, new = _ends(session, route)
    versions = _version(session, old), _version(session, new)
    return [Rehearsed(one, _obstacle(session, one, versions)) for one in _running(session, old.id, chosen)]


def migrate(act: Act, route: Route, reason: Reason, chosen: Collection[str] | None = None) -> list[Migrated]:
    """Move all instances of a version, or the chosen ones; none when one of them can't be moved safely.

    Raises VersionUnknown, MigrationUnsafe, ReasonMissing, ReasonTextMissing.
    """
    require_reason(reason)
    old, new = _ends(act.session, route)
    versions = _version(act.session, old), _version(act.session, new)
    moved = []
    for instance_id in _running(act.session, old.id, chosen):
        stream = f"instance:{instance_id}"
        history.lock(act.session, stream)
        if not _running(act.session, old.id, (instance_id,)):
            continue  # it ended, or went elsewhere, while we waited for the lock
        why = _obstacle(act.session, instance_id, versions)
        if why is not None:
            raise MigrationUnsafe(instance=instance_id, why=str(why))
        moved.append(_move(act, history.take(act.session, stream), (old, new), reason))
    return moved


def undo(act: Act, instance_ids: Iterable[str], reason: Reason) -> list[Migrated]:
    """Take instances back to the version they came from, as long as nothing has moved in them since.

    Raises NothingToUndo, InstanceUnknown, InstanceEnded, ReasonMissing, ReasonTextMissing.
    """
    require_reason(reason)
    moved = []
    for instance_id in sorted(set(instance_ids)):
        head = history.take(act.session, f"instance:{instance_id}")
        case_of(act.session, instance_id, suspended=True)
        last = _last_move(act.session, head)
        if last is None or last.kind != commands.MIGRATED:
            raise NothingToUndo
        told = last.data["data"]
        ends = definitions.get(act.session, told["to"]), definitions.get(act.session, told["from"])
        done = _move(act, head, ends, reason, undoes=last.number)
        if done.after != last.data["digests"]["before"]:
            raise NothingToUndo
        moved.append(done)
    return moved


def _move(
    act: Act, head: Head, ends: tuple[Published, Published], reason: Reason, undoes: int | None = None
) -> Migrated:
    old, new = ends
    instance_id = head.stream.removeprefix("instance:")
    case = case_of(act.session, instance_id, suspended=True)
    engine = runtime.of(act.session)
    live = engine.look(act.session, case, head.number - 1)
    before, standing = live.digest(), live.here()
    target = replace(case, definition_id=new.id)
    renamed = _renamed(act.session, instance_id, engine.process(act.session, new.id))
    doers = _new_doers(act.session, case, engine.process(act.session, new.id))
    told = {
        "reason": reason.code,
        **keep_words(act, head, reason),
        **({} if undoes is None else {"undoes": undoes}),
        "versions": {"from": old.version, "to": new.version},
        "before": standing,
        "after": standing,
        "renamed": renamed,
        "doers": doers,
    }

    def extra() -> dict[str, Any]:
        return {**told, "digests": {"before": before, "after": engine.look(act.session, target, head.number).digest()}}

    done = step(act, target, head, Command(commands.MIGRATED, data={"from": old.id, "to": new.id}), extra=extra)
    _repin(act.session, target, renamed, doers)
    engine.keep_snapshot(act.session, target)
    return Migrated(instance_id, done.number, before, engine.look(act.session, target, head.number).digest())


def _repin(session: Session, case: Case, renamed: Sequence[dict[str, Any]], doers: Sequence[Sequence[str]]) -> None:
    sql.run(session, "UPDATE instance SET definition_id = ? WHERE id = ?", (case.definition_id, case.id))
    rows = [(one["name"], one["form"], f"{case.id}.{one['ordinal']}") for one in renamed]
    sql.run_many(session, "UPDATE task SET name = ?, form = ? WHERE id = ?", rows)
    sql.run_many(session, four_eyes.INSERT_DOER, [(case.id, element, person) for element, person in doers])


def _renamed(session: Session, instance_id: str, process: Process) -> list[dict[str, Any]]:
    """Open tasks whose name or form is another one in the new version."""
    found = []
    for ordinal, element, name, form in sql.run(session, OPEN_ROWS, (instance_id,)).fetchall():
        now = process.elements[element]
        if (now.name, now.form) != (name, form):
            found.append({"ordinal": ordinal, "name": now.name, "form": now.form})
    return sorted(found, key=lambda one: int(one["ordinal"]))


def _new_doers(session: Session, case: Case, process: Process) -> list[list[str]]:
    """Who did what bars its doers from now on: the new version may ask for what the old one did not."""
    watched = four_eyes.watched(process.guards)
    if not watched:
        return []
    asked = "SELECT element, done_by FROM task WHERE instance_id = ? AND done_by IS NOT NULL"
    rows = sql.run(session, asked, (case.id,)).fetchall()
    return sorted([element, person] for element, person in {tuple(row) for row in rows} if element in watched)


def _obstacle(session: Session, instance_id: str, versions: tuple[Version, Version]) -> Why | None:
    case = case_of(session, instance_id, suspended=True)
    events = history.read(session, case.stream)
    calendars.learn(session, events)
    return obstacle(runtime.copy_of(session, case).live, events, *versions)


def _running(session: Session, definition_id: str, chosen: Collection[str] | None) -> list[str]:
    """Instances of a version that have not ended, by id; chosen ones that are not among them are left out."""
    asked = "SELECT id FROM instance WHERE {which} = ? AND definition_id = ? AND state IN ('running', 'suspended')"
    if chosen is None:
        key = definitions.get(session, definition_id).key
        rows = sql.run(session, asked.replace("{which}", "process"), (key, definition_id)).fetchall()
        return sorted(row[0] for row in rows)
    one_by_one = asked.replace("{which}", "id")
    return [one for one in sorted(set(chosen)) if sql.run(session, one_by_one, (one, definition_id)).fetchone()]


def _ends(session: Session, route: Route) -> tuple[Published, Published]:
    versions = {one.version: one for one in definitions.list_versions(session, route.process)}
    for wanted in (route.start, route.goal):
        if wanted not in versions or route.start == route.goal:
            raise VersionUnknown(process=route.process, version=wanted)
    return versions[route.start], versions[route.goal]


def _version(session: Session, published: Published) -> Version:
    process = runtime.of(session).process(session, published.id)
    return Version(process, meaning_of(published.diagrams, published.key))


def _last_move(session: Session, head: Head) -> Event | None:
    events = [event for event in history.read(session, head.stream) if event.kind in commands.MOVING]
    return events[-1] if events else None
