"""Elements that no flow leads to beside a start event, and elements that no flow leaves beside an end event."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, scope_of
from engine.lint.rules.way_forbidden import may_be_entered, may_be_left
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "way-missing"
REMEDY = N_("Draw the missing flow, or remove the element.")
IN = N_("No flow leads to %(name)s.")
OUT = N_("No flow leaves %(name)s.")
ALWAYS_LEFT = frozenset({
    "startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "eventBasedGateway",
})  # fmt: skip
ALWAYS_ENTERED = frozenset({"endEvent", "intermediateThrowEvent", "intermediateCatchEvent"})


def check(bundle: Bundle) -> Iterator[Finding]:
    """Where a start is drawn every element is led to; where an end is drawn every element leads on."""
    for node in bundle.each("flowNode"):
        scope = scope_of(node)
        if scope is None or kind_of(scope) == "adHocSubProcess" or kind_of(node) == "implicitThrowEvent":
            continue
        if not bundle.arriving(node) and may_be_entered(bundle, node) and must(node, scope, "startEvent"):
            yield found(node, IN)
        if not bundle.leaving(node) and may_be_left(bundle, node) and must(node, scope, "endEvent"):
            yield found(node, OUT)


def must(node: Any, scope: Any, event: str) -> bool:
    """Whether an element needs a way, because of what it is or of the event that is drawn beside it."""
    always = ALWAYS_ENTERED if event == "startEvent" else ALWAYS_LEFT
    return kind_of(node) in always or scope.find(BPMN + event) is not None
