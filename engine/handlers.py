"""The operations that service tasks name, and who wants to hear of what happens to tasks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kernel.act import Act


@dataclass(frozen=True, slots=True)
class HandlerContext:
    """What a handler gets: the deed, the instance, its data, and the answers of the person whose deed this is.

    `answers` are the public and private answers of the completing command, `{}` when no person completed a task;
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


Handler = Callable[[HandlerContext], Mapping[str, Any] | None]


class Registry:
    """Handlers by name, filled once at start by the areas."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def add(self, name: str, handler: Handler) -> None:
        """Register a handler under `<area>.<verb>_<object>`. Raises ValueError for a name taken twice."""
        if name in self._handlers:
            raise ValueError(f"handler {name} is registered twice")
        self._handlers[name] = handler

    def call(self, name: str, context: HandlerContext) -> dict[str, Any]:
        """Run the handler; what it answers joins the process data. Raises whatever the handler raises."""
        return dict(self._handlers[name](context) or {})

    @property
    def names(self) -> frozenset[str]:
        """The operations that exist."""
        return frozenset(self._handlers)
