"""What can be done to an instance: applied with living handlers, or re-executed from an event with recorded results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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
MOVING = frozenset({STARTED, COMPLETED, FIRED, RECEIVED, SIGNALLED, CANCELLED, RECALENDARED, ANSWERED, GIVEN_UP})


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
    match command.kind:
        case "task.completed":
            return live, live.complete(command.ordinal, at=at, data=command.data, call=call)
        case "timer.fired":
            return live, live.fire(command.ordinal, at=at, call=call)
        case "message.received":
            return live, live.deliver(command.ordinal, at=at, payload=command.data, call=call)
        case "signal.received":
            return live, live.signal(command.name or "", at=at, payload=command.data, call=call)
        case "calendar.changed":
            return live, live.change_calendar(command.calendar, at=at, call=call)
        case "service.answered" | "service.given_up":
            return live, live.answer(command.ordinal, at=at, answer=command.data, call=call)
        case _:
            return live, live.cancel(at=at)


def replay(process: Process, live: Live | None, event: Event) -> tuple[Live | None, Step | None]:
    """Do again what an event tells, with the results it recorded. Events that move nothing give no step."""
    if event.kind not in MOVING:
        return live, None
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
