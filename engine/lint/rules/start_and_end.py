"""Levels with an end but no start, or with a start but no end: the standard wants both or neither."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "start-and-end"
REMEDY = N_("Draw the missing start or end event.")
NO_START = N_("%(name)s has an end event but no start event.")
NO_END = N_("%(name)s has a start event but no end event.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A process or sub-process with an end has a start, and the other way round."""
    for scope in bundle.each("process", "subProcess"):
        if kind_of(scope) == "adHocSubProcess":
            continue
        if scope.find(f"{BPMN}endEvent") is not None and not starts(scope):
            yield found(scope, NO_START)
        if scope.find(f"{BPMN}startEvent") is not None and scope.find(f"{BPMN}endEvent") is None:
            yield found(scope, NO_END)


def starts(scope: Any) -> bool:
    """Whether something in a level begins it: a start event, or what creates an instance."""
    return any(kind_of(node) == "startEvent" or node.get("instantiate") == "true" for node in scope)
