"""The live workflows: a bounded cache, catching up from the log, applying one command, snapshots.

A live workflow leaves the cache before it is touched and returns after the commit: a rolled-back step leaves nothing.
"""

import threading
import zlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from engine import definitions
from engine.commands import MIGRATED, MOVING, Command, apply, replay
from engine.handlers import HandlerContext, Registry, Unanswered
from engine.intervention_errors import InstanceMigrated
from engine.spiff.parse import Process, compile_process
from engine.spiff.run import Live
from engine.spiff.step import HandlerCall, Step
from kernel import calendars, history, sql
from kernel.act import Act
from kernel.db import after_commit

BOUND = "engine"  # the runtime in a session's info
DIRTY = "engine.live"  # live workflows this transaction has touched
SNAPSHOT_EVERY = 50


@dataclass(slots=True)
class Held:
    """A live workflow as it is after event `number` of its stream; `kept` is the event of the last snapshot."""

    live: Live
    number: int
    kept: int


@dataclass(frozen=True, slots=True)
class Case:
    """What the runtime must know of an instance."""

    id: str
    definition_id: str
    process: str
    record: str | None
    business_key: str | None

    @property
    def stream(self) -> str:
        return f"instance:{self.id}"


@dataclass(frozen=True, slots=True)
class Deed:
    """Whose answers a command carries, for the handlers it reaches."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    desk: str | None = None


NOBODY = Deed(Unanswered())


class Runtime:
    """All live workflows of this process, bounded by the number of tasks they hold together."""

    def __init__(self, registry: Registry, *, live_tasks: int = 200_000) -> None:
        self.registry = registry
        self.live_tasks = live_tasks
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._processes: dict[str, Process] = {}

    def process(self, session: Session, definition_id: str) -> Process:
        """The compiled process of a version; compiled once. Raises DefinitionUnknown."""
        found = self._processes.get(definition_id)
        if found is None:
            published = definitions.get(session, definition_id)
            found = self._processes[definition_id] = compile_process(published.sources, published.key)
        return found

    def run(self, act: Act, case: Case, head: history.Head, command: Command, deed: Deed = NOBODY) -> Step:
        """Apply a command to the live workflow as it stands before `head`; nothing is kept until the commit."""
        dirty: dict[str, Held] = act.session.info.setdefault(DIRTY, {})
        held = dirty.pop(case.id, None) or self._take(act.session, case, head.number - 1)
        process = self.process(act.session, case.definition_id)
        if held is not None and held.live.process is not process and command.kind != MIGRATED:
            require_pinned(act.session, case)
        live, step = apply(process, held.live if held else None, command, act.now, self._caller(act, case, deed))
        fresh = Held(live, head.number, held.kept if held else 0)
        if not dirty:
            after_commit(act.session, lambda: self._keep(dirty))
        dirty[case.id] = fresh
        self._snapshot(act.session, case.id, fresh, step)
        return step

    def _caller(self, act: Act, case: Case, deed: Deed) -> Any:
        def call(wanted: HandlerCall) -> dict[str, Any]:
            context = HandlerContext(
                act=act,
                instance_id=case.id,
                record=case.record,
                business_key=case.business_key,
                element=wanted.element,
                data=wanted.data,
                parameters=wanted.parameters,
                answers=deed.answers,
                desk=deed.desk,
            )
            return self.registry.call(wanted.handler, context)

        return call

    def _take(self, session: Session, case: Case, number: int) -> Held | None:
        """Out of the cache, or from the snapshot; then brought up to event `number`. None before the first event."""
        if number == 0:
            return None
        with self._lock:
            held = self._held.pop(case.id, None)
            self._size -= held.live.size if held else 0
        if held is None or held.number > number:
            held = load(session, self.process(session, pinned_of(session, case)), case.id)
        return catch_up(session, case, held, number)

    def keep_snapshot(self, session: Session, case: Case) -> None:
        """Replace the snapshot by what this transaction made of the instance."""
        held: Held = session.info[DIRTY][case.id]
        save(session, case.id, held)
        held.kept = held.number

    def look(self, session: Session, case: Case, number: int) -> Live:
        """The live workflow as it is after event `number`, to be read only."""
        dirty: dict[str, Held] = session.info.setdefault(DIRTY, {})
        held = dirty.get(case.id) or self._take(session, case, number)
        assert held is not None  # noqa: S101 - whoever looks knows of an event
        dirty[case.id] = held
        return held.live

    def _keep(self, dirty: dict[str, Held]) -> None:
        with self._lock:
            for instance_id, held in dirty.items():
                before = self._held.pop(instance_id, None)
                self._size -= before.live.size if before else 0
                if held.live.state == "running":
                    self._held[instance_id] = held
                    self._size += held.live.size
            while self._size > self.live_tasks and self._held:
                _, oldest = self._held.popitem(last=False)
                self._size -= oldest.live.size
        dirty.clear()

    def _snapshot(self, session: Session, instance_id: str, held: Held, step: Step) -> None:
        if held.number - held.kept <= max(SNAPSHOT_EVERY, held.live.size // 5) or step.state != "running":
            return
        save(session, instance_id, held)
        held.kept = held.number

    def forget(self) -> None:
        """Empty the cache, as a restart would."""
        with self._lock:
            self._held.clear()
            self._size = 0

    def digests(self) -> dict[str, str]:
        """The digest of each live workflow, by instance, as it is in memory now."""
        with self._lock:
            return {instance_id: held.live.digest() for instance_id, held in self._held.items()}

    @property
    def size(self) -> int:
        """Tasks held by all live workflows."""
        return self._size


def of(session: Session) -> Runtime:
    """The runtime that the doors bound to this session's database."""
    bound: Runtime = session.info[BOUND]
    return bound


def drop(session: Session, instance_id: str) -> None:
    """Forget what this transaction made of an instance, because it is taken back."""
    session.info.get(DIRTY, {}).pop(instance_id, None)


def catch_up(session: Session, case: Case, held: Held | None, number: int) -> Held:
    """Re-execute the moves that a held workflow has not seen yet, each on the version it was written under."""
    seen = held.number if held else 0
    live = held.live if held else None
    kept = held.kept if held else 0
    if seen < number:
        events = history.read(session, case.stream, after=seen)
        calendars.learn(session, events)
        for event in events:
            if event.number <= number and event.kind in MOVING:
                live, _ = replay(process_of(session, event), live, event)
    assert live is not None  # noqa: S101 - the first event of every instance starts it
    return Held(live, number, kept)


def copy_of(session: Session, case: Case) -> Held:
    """The live workflow of an instance as it is now, for looking only: the cache keeps its own."""
    process = of(session).process(session, case.definition_id)
    newest = session.get_one(history.StreamRow, case.stream, populate_existing=True).number
    return catch_up(session, case, load(session, process, case.id), newest)


def process_of(session: Session, event: history.Event) -> Process:
    """The process a move of an instance was written under; a migration is written under the new one."""
    assert event.version is not None  # noqa: S101 - every step writes it
    return of(session).process(session, event.version)


def pinned_of(session: Session, case: Case) -> str:
    """The version an instance is pinned to now."""
    row = sql.run(session, "SELECT definition_id FROM instance WHERE id = ?", (case.id,)).fetchone()
    return str(row[0])


def require_pinned(session: Session, case: Case) -> None:
    """Refuses a deed that was begun under another version. Raises InstanceMigrated."""
    if pinned_of(session, case) != case.definition_id:
        raise InstanceMigrated


def load(session: Session, process: Process, instance_id: str) -> Held | None:
    """The workflow of the last snapshot, if there is one."""
    row = sql.run(session, "SELECT number, blob FROM snapshot WHERE instance_id = ?", (instance_id,)).fetchone()
    if row is None:
        return None
    live = Live.load(process, zlib.decompress(row[1]))
    calendars.learn_version(session, live.root.calendar)
    return Held(live, row[0], row[0])


def save(session: Session, instance_id: str, held: Held) -> None:
    """Replace the snapshot of an instance."""
    blob = held.live.dump()
    sql.run(
        session,
        "INSERT INTO snapshot (instance_id, number, digest, blob) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (instance_id) DO UPDATE SET number = excluded.number, digest = excluded.digest,"
        " blob = excluded.blob",
        (instance_id, held.number, held.live.digest(), zlib.compress(blob, 6)),
    )
