"""The operations that service tasks name: inside the transaction of the deed, or outside, after its commit.

An operation outside gets no transaction and no process data, only what the diagram passes. It may be called more than
once for one task, always with the same key: whoever it calls must do the deed once for that key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.foretelling import Preview
from engine.intervention_errors import AnswerMissing
from kernel.act import Act


class Unanswered(dict[str, Any]):
    """The answers when no person completed a task: an operation that needs one is refused by name."""

    def __missing__(self, name: str) -> Any:
        raise AnswerMissing(field=name)


@dataclass(frozen=True, slots=True)
class HandlerContext:
    """What a handler gets: the deed, the instance, its data, and the answers of the person whose deed this is.

    `answers` are the public and private answers of the completing command, `Unanswered` when no person completed one;
    `desk` is the desk whose task was completed; `element` the service task; `parameters` what the diagram passes.
    """

    act: Act
    instance_id: str
    record: str | None
    business_key: str | None
    element: str
    data: Mapping[str, Any]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    desk: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """What an operation outside gets. `key` is the same at every attempt, so that the world does it once."""

    instance_id: str
    ordinal: int
    element: str
    parameters: Mapping[str, Any]
    key: str
    attempt: int


class BpmnError(Exception):
    """An operation outside ends with an error code of the diagram; an error boundary event catches it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Handler = Callable[[HandlerContext], Mapping[str, Any] | None]


Service = Callable[[ServiceCall], Mapping[str, Any] | None]


class Registry:
    """Handlers by name, filled once at start by the areas."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}
        self._services: dict[str, Service] = {}
        self.previews: dict[str, Preview] = {}

    def add(self, name: str, handler: Handler, preview: Preview | None = None) -> None:
        """Register a handler under `<area>.<verb>_<object>`; `preview` says what it would give, changing nothing.

        Raises ValueError for a name taken twice.
        """
        if name in self._handlers:
            raise ValueError(f"handler {name} is registered twice")
        self._handlers[name] = handler
        if preview is not None:
            self.previews[name] = preview

    def add_outside(self, name: str, service: Service) -> None:
        """Register an operation for tasks outside the transaction. Raises ValueError for a name taken twice."""
        if name in self._services:
            raise ValueError(f"service {name} is registered twice")
        self._services[name] = service

    def call(self, name: str, context: HandlerContext) -> dict[str, Any]:
        """Run the handler; what it answers joins the process data. Raises whatever the handler raises."""
        return dict(self._handlers[name](context) or {})

    def call_outside(self, name: str, call: ServiceCall) -> dict[str, Any]:
        """What the task is answered: a `result` or an `error` code. Raises whatever else the operation raises."""
        try:
            return {"result": dict(self._services[name](call) or {})}
        except BpmnError as ended:
            return {"error": ended.code}

    @property
    def names(self) -> frozenset[str]:
        """The operations that exist; those outside the transaction are named `outside:<name>`."""
        return frozenset(self._handlers) | {f"outside:{name}" for name in self._services}
