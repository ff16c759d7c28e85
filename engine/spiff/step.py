"""What one command did to a live instance, in our own words: plain frozen values, nothing of the library."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Opened:
    """A task for a person; `desk` is 'post:KP', 'role:x', 'person:P01' or None, `due` an ISO instant or None.

    `subjects` are the persons whom the data name as barred from it.
    """

    ordinal: int
    element: str
    name: str
    lane: str | None
    form: str | None
    desk: str | None
    due: str | None
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimerSet:
    """A timer to fire at `due` (aware, UTC); `attached_to` is the ordinal of the activity of a boundary timer.

    On office time, `arithmetic` tells how the instant was found: see office_time.py.
    """

    ordinal: int
    element: str
    due: datetime
    attached_to: int | None
    arithmetic: list[list[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """A message or signal waited for; a correlation that is not None must match. `kind`: 'message' or 'signal'."""

    ordinal: int
    element: str
    message: str
    correlation: str | None
    kind: str = "message"


@dataclass(frozen=True, slots=True)
class Thrown:
    """A message or signal that left the instance, thrown by the task with this ordinal."""

    kind: str
    ordinal: int
    name: str
    correlation: str | None


@dataclass(frozen=True, slots=True)
class Fault:
    """The error that nobody caught: the element that threw it, and its code."""

    element: str
    code: str


@dataclass(frozen=True, slots=True)
class Errand:
    """A service to be called after the commit; `retries` is the diagram's limit, None when it names none."""

    ordinal: int
    element: str
    handler: str
    parameters: dict[str, Any]
    retries: int | None


@dataclass(frozen=True, slots=True)
class Move:
    """An element of the diagram was 'entered', is 'done' or was 'cancelled'; `via` is the flow that led to it."""

    ordinal: int
    element: str
    state: str
    via: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What a handler answered."""

    element: str
    handler: str
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """The flow a gateway took; the default flow has no expression. `values` are the data the conditions read."""

    element: str
    flow: str
    expression: str | None
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was made: inputs as name and value, the rules that hold as number and id, the output."""

    element: str
    decision: str
    inputs: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    output: Any


@dataclass(frozen=True, slots=True)
class Step:
    """All effects of one command. `state`: 'running', 'suspended', 'completed', 'terminated', 'failed' or 'cancelled'.

    `stuck` names where a running instance stands when no task, no time and no message can move it any more; `dues` are
    the new limits of tasks that stay open, by ordinal.
    """

    opened: list[Opened] = field(default_factory=list)
    timers: list[TimerSet] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    thrown: list[Thrown] = field(default_factory=list)
    fault: Fault | None = None
    decisions: list[Decided] = field(default_factory=list)
    dues: dict[int, str | None] = field(default_factory=dict)
    state: str = "running"
    stuck: list[str] = field(default_factory=list)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class HandlerCall:
    """A service task asks for its operation; `data` is a copy, `parameters` are evaluated."""

    handler: str
    element: str
    ordinal: int
    data: dict[str, Any]
    parameters: Mapping[str, Any]


Call = Callable[[HandlerCall], dict[str, Any]]
