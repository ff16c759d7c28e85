"""What can be done to an instance: applied with living handlers, or re-executed from an event with recorded results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.intervention_errors import InstanceSuspended
from engine.spiff import intervene
from engine.spiff.parse import Process
from engine.spiff.run import Live
from engine.spiff.step import HandlerCall, Step
from kernel.history import Event

Caller = Callable[[HandlerCall], dict[str, Any]]

STARTED = "instance.started"
COMPLETED = "task.completed"
FIRED = "timer.fired"
RECEIVED = "message.received"
SIGNALLED = "signal.received"
ANSWERED = "service.answered"
GIVEN_UP = "service.given_up"
CANCELLED = "instance.cancelled"
RECALENDARED = "calendar.changed"
SUSPENDED = "instance.suspended"
RESUMED = "instance.resumed"
MIGRATED = "instance.migrated"
MOVED = "token.moved"
SKIPPED = "task.skipped"
REPEATED = "task.repeated"
CORRECTED = "data.corrected"
INTERVENTIONS = frozenset({CANCELLED, SUSPENDED, RESUMED, MIGRATED, MOVED, SKIPPED, REPEATED, CORRECTED})
MOVING = INTERVENTIONS | {STARTED, COMPLETED, FIRED, RECEIVED, SIGNALLED, RECALENDARED, ANSWERED, GIVEN_UP}
WHILE_SUSPENDED = frozenset({RESUMED, CANCELLED, CORRECTED, MIGRATED})


@dataclass(frozen=True, slots=True)
class Command:
    """One step of an instance: its event kind, the place it is for, the data it brings, the calendar of a start.

    `name` is the signal that is received, or the start event to begin with.
    """

    kind: str
    ordinal: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)
    calendar: str = ""
    name: str | None = None


class Diverged(Exception):
    """Re-execution asked the world for something that the event did not record."""


def apply(process: Process, live: Live | None, command: Command, at: datetime, call: Caller) -> tuple[Live, Step]:
    """Do the command. Gives the live workflow and what happened. Raises StaleTask and whatever a handler raises."""
    if command.kind == STARTED:
        calendar = command.calendar
        return Live.start(process, at=at, data=command.data, call=call, begin=command.name, calendar=calendar)
    assert live is not None  # noqa: S101 - only a start begins without a workflow
    if live.state == "suspended" and command.kind not in WHILE_SUSPENDED:
        raise InstanceSuspended
    if command.kind == MIGRATED:
        moved = Live.load(process, live.dump())
        return moved, Step(state=moved.state, digest=moved.digest())
    return live, DEEDS[command.kind](live, command, at, call)


def replay(process: Process, live: Live | None, event: Event) -> tuple[Live, Step]:
    """Do again what an event of a kind in `MOVING` tells, with the results it recorded."""
    name = event.data.get("signal", event.data.get("begin"))
    calendar = event.data.get("calendar", "")
    command = Command(event.kind, event.data.get("ordinal", 0), event.data["data"], calendar, name)
    return apply(process, live, command, event.at, _recorded(event))


def _recorded(event: Event) -> Caller:
    answers = iter(event.data["results"])

    def call(wanted: HandlerCall) -> dict[str, Any]:
        answer = next(answers, None)
        if answer is None or (answer["element"], answer["handler"]) != (wanted.element, wanted.handler):
            raise Diverged(f"{event.stream} {event.number}: {wanted.handler} at {wanted.element} was not recorded")
        return dict(answer["result"])

    return call


DEEDS: Mapping[str, Callable[[Live, Command, datetime, Caller], Step]] = {
    COMPLETED: lambda live, it, at, call: live.complete(it.ordinal, at=at, data=it.data, call=call),
    FIRED: lambda live, it, at, call: live.fire(it.ordinal, at=at, call=call),
    RECEIVED: lambda live, it, at, call: live.deliver(it.ordinal, at=at, payload=it.data, call=call),
    SIGNALLED: lambda live, it, at, call: live.signal(it.name or "", at=at, payload=it.data, call=call),
    RECALENDARED: lambda live, it, at, call: live.change_calendar(it.calendar, at=at, data=it.data, call=call),
    ANSWERED: lambda live, it, at, call: live.answer(it.ordinal, at=at, answer=it.data, call=call),
    GIVEN_UP: lambda live, it, at, call: live.answer(it.ordinal, at=at, answer=it.data, call=call),
    CANCELLED: lambda live, it, at, call: intervene.cancel(live, at=at, call=call),
    SUSPENDED: lambda live, it, at, call: intervene.suspend(live, at=at),
    RESUMED: lambda live, it, at, call: intervene.resume(live, at=at),
    MOVED: lambda live, it, at, call: intervene.move(live, it.ordinal, it.data["to"], at=at, call=call),
    REPEATED: lambda live, it, at, call: intervene.repeat(live, it.ordinal, it.data["to"], at=at, call=call),
    SKIPPED: lambda live, it, at, call: intervene.skip(live, it.ordinal, at=at, call=call),
    CORRECTED: lambda live, it, at, call: intervene.correct(live, it.data["set"], it.data["delete"], at=at),
}
