"""Elements whose lists of incoming and outgoing flows say something else than the flows."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, local, texts_in
from kernel.errors import N_

NAME = "flow-lists"
REMEDY = N_("Draw the flow anew, so that both its ends know of it.")
NOT_LISTED = N_("%(name)s does not list the flow %(flow)s among its %(list)s flows.")
NOT_SO = N_("%(name)s lists the flow %(flow)s among its %(list)s flows, but the flow goes elsewhere.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """In a file that lists flows at its elements, lists and flows agree."""
    listing = {node.getroottree().getroot() for node in bundle.each("flowNode") if any(both(node, way) for way in WAYS)}
    for node in bundle.each("flowNode"):
        if node.getroottree().getroot() in listing:
            yield from compared(node, "incoming", bundle.arriving(node))
            yield from compared(node, "outgoing", bundle.leaving(node))


WAYS = ("incoming", "outgoing")


def both(node: Any, way: str) -> list[str]:
    """The ids of a list of a node."""
    return [local(text) for text in texts_in(node, way)]


def compared(node: Any, way: str, flows: list[Any]) -> Iterator[Finding]:
    """The differences between one list and the flows."""
    listed, drawn = set(both(node, way)), {flow.get("id", "") for flow in flows}
    for flow in sorted(drawn - listed):
        yield found(node, NOT_LISTED, flow=flow, list=way)
    for flow in sorted(listed - drawn):
        yield found(node, NOT_SO, flow=flow, list=way)
