"""Showing the past folds events; proving it re-executes them with recorded results. Neither calls the world again."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine import definitions, runtime
from engine.commands import MOVING, Diverged, replay
from engine.frames import Frame, frames
from engine.instances import get
from engine.spiff.parse import Process
from engine.spiff.run import Live
from kernel import calendars, history
from kernel.errors import AppError


@dataclass(frozen=True, slots=True)
class Replay:
    """What an auditor sees of an instance: its frames, the pinned version, whether the chain is whole."""

    instance_id: str
    definition: definitions.Published
    process: Process
    frames: list[Frame]
    fault: history.Fault | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The first event whose re-execution does not give what was recorded."""

    instance_id: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """An instance re-executed from its log: the digest of its final state, the first difference if any."""

    instance_id: str
    events: int
    digest: str
    difference: Difference | None


def replay_of(session: Session, instance_id: str) -> Replay:
    """The instance step by step. Raises InstanceUnknown."""
    row = get(session, instance_id)
    published = definitions.get(session, row.definition_id)
    process = runtime.of(session).process(session, row.definition_id)
    stream = f"instance:{instance_id}"
    events = history.read(session, stream)
    return Replay(instance_id, published, process, frames(events, process), history.verify(session, stream))


def recompute(session: Session, instance_id: str) -> Recomputed:
    """Re-execute the whole log of an instance and compare each recorded digest. Raises InstanceUnknown."""
    get(session, instance_id)
    live: Live | None = None
    events = history.read(session, f"instance:{instance_id}")
    calendars.learn(session, events)
    for event in events:
        if event.kind not in MOVING:
            continue
        try:
            live, step = replay(runtime.process_of(session, event), live, event)
        except (Diverged, AppError) as fault:
            return _result(instance_id, events, live, Difference(instance_id, event.number, str(fault)))
        if step.digest != event.state:
            return _result(instance_id, events, live, Difference(instance_id, event.number, "state"))
    return _result(instance_id, events, live, None)


def _result(
    instance_id: str, events: list[history.Event], live: Live | None, difference: Difference | None
) -> Recomputed:
    return Recomputed(instance_id, len(events), live.digest() if live else "", difference)
