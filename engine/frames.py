"""From events to what a person reads and sees on the drawing: a pure fold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import commands
from engine.spiff.parse import Process
from engine.states import ALIVE
from kernel.history import Event


@dataclass(frozen=True, slots=True)
class Frame:
    """One event of an instance, and where its tokens stand after it.

    `passed` and `flows` are what this event moved through; `here` the elements that hold a token after it;
    `timers` those it set on office time. An intervention tells its reason and where the tokens stood `before` it.
    """

    number: int
    kind: str
    at: datetime
    actor: str
    desk: str | None
    capacity: str | None
    basis: str | None
    element: str | None
    element_name: str
    passed: tuple[str, ...]
    flows: tuple[str, ...]
    here: tuple[str, ...]
    answers: Mapping[str, Any]
    choices: tuple[Mapping[str, Any], ...]
    decisions: tuple[Mapping[str, Any], ...]
    timers: tuple[Mapping[str, Any], ...]
    hash: str
    reason: str | None = None
    before: tuple[str, ...] = ()


def frames(events: Iterable[Event], process: Process) -> list[Frame]:
    """One frame for each event, in order."""
    standing: dict[int, str] = {}
    made = []
    for event in events:
        moves = event.data.get("moves", ())
        for ordinal, element, state, _via in moves:
            if state == "entered":
                standing[ordinal] = element
            else:
                standing.pop(ordinal, None)
        if event.data.get("state", "running") not in ALIVE:
            standing.clear()
        made.append(_frame(event, process, moves, tuple(dict.fromkeys(standing.values()))))
    return made


def _frame(event: Event, process: Process, moves: Iterable[Any], here: tuple[str, ...]) -> Frame:
    element = event.data.get("element")
    known = process.elements.get(element) if element else None
    return Frame(
        number=event.number,
        kind=event.kind,
        at=event.at,
        actor=event.actor,
        desk=event.desk,
        capacity=event.capacity,
        basis=event.basis,
        element=element,
        element_name=known.name if known else "",
        passed=tuple(dict.fromkeys(move[1] for move in moves if move[2] == "done")),
        flows=tuple(dict.fromkeys(move[3] for move in moves if move[3])),
        here=here,
        answers=event.data.get("data", {}) if event.kind in commands.MOVING - commands.INTERVENTIONS else {},
        choices=tuple(event.data.get("choices", ())),
        decisions=tuple(event.data.get("decisions", ())),
        timers=tuple(timer for timer in event.data.get("timers", ()) if "arithmetic" in timer),
        hash=event.hash,
        reason=event.data.get("reason") if event.kind in commands.INTERVENTIONS else None,
        before=tuple(event.data.get("before", ())),
    )
