"""Flows into what nothing may lead to, and out of what nothing may leave."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, is_event_scope
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "way-forbidden"
REMEDY = N_("Remove the flow, or put another element in its place.")
INTO = N_("A flow leads into %(name)s, where none may: %(kind)s.")
OUT = N_("A flow leaves %(name)s, where none may: %(kind)s.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Starts and boundary events have no way in, ends no way out, and what stands beside the flow neither."""
    for node in bundle.each("flowNode"):
        if bundle.arriving(node) and not may_be_entered(bundle, node):
            yield found(node, INTO)
        if bundle.leaving(node) and not may_be_left(bundle, node):
            yield found(node, OUT)


def may_be_entered(bundle: Bundle, node: Any) -> bool:
    """Whether a flow may lead to an element."""
    kind = kind_of(node)
    if kind in {"startEvent", "boundaryEvent"} or is_event_scope(node) or node.get("isForCompensation") == "true":
        return False
    if kind in {"receiveTask", "eventBasedGateway"} and node.get("instantiate") == "true":
        return False
    return not (kind == "intermediateCatchEvent" and "link" in bundle.kinds_of(node))


def may_be_left(bundle: Bundle, node: Any) -> bool:
    """Whether a flow may leave an element."""
    kind = kind_of(node)
    if kind == "endEvent" or is_event_scope(node) or node.get("isForCompensation") == "true":
        return False
    if kind == "boundaryEvent":
        return "compensate" not in bundle.kinds_of(node)
    return not (kind == "intermediateThrowEvent" and "link" in bundle.kinds_of(node))
