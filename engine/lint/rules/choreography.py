"""Choreographies and conversations where they can't be: in a process, or referring to each other."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, texts_in
from engine.lint.grammar import is_a
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "choreography"
REMEDY = N_("Draw choreographies and conversations beside the processes, each by itself.")
PLACE = N_("“%(inside)s” can't stand in the process %(name)s.")
REFERS = N_("%(name)s can't refer to a choreography.")
CONTENT = N_("The global conversation %(name)s can't have a “%(inside)s”.")
CLOSED = N_("%(name)s and the choreography it refers to do not agree on isClosed.")
HOLDERS = ("process", "subProcess")
FOREIGN = (
    "conversationNode", "participantAssociation", "messageFlowAssociation", "conversationAssociation", "artifact",
)  # fmt: skip


def check(bundle: Bundle) -> Iterator[Finding]:
    """Processes hold no choreography; choreographies and global conversations refer to none and hold what they may."""
    for node in bundle.each("choreographyActivity"):
        holder = node.getparent()
        if any(is_a(kind_of(holder), family) for family in HOLDERS):
            yield found(holder, PLACE, inside=kind_of(node))
    for node in bundle.each("collaboration"):
        yield from of_collaboration(bundle, node)


def of_collaboration(bundle: Bundle, node: Any) -> Iterator[Finding]:
    """The findings about one collaboration or one of its kinds."""
    choreographies = texts_in(node, "choreographyRef")
    if choreographies and kind_of(node) != "collaboration":
        yield found(node, REFERS)
    for reference in choreographies if kind_of(node) == "collaboration" else ():
        choreography = bundle.get(reference)
        if choreography is not None and closed(choreography) != closed(node):
            yield found(node, CLOSED)
    if kind_of(node) == "globalConversation":
        for child in node:
            if any(is_a(kind_of(child), family) for family in FOREIGN):
                yield found(node, CONTENT, inside=kind_of(child))


def closed(node: Any) -> bool:
    return node.get("isClosed") in {"true", "1"}
