"""Sequence flows between two pools, or over the border of a sub-process: no token can cross it."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, scope_of
from engine.lint.grammar import is_a
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "flow-scope"
REMEDY = N_("Join elements of one process and one level; between pools draw a message flow.")
SENTENCE = N_("The flow %(name)s leaves its process or sub-process.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Both ends of a sequence flow stand in the same process and on the same level."""
    for node in bundle.each("sequenceFlow"):
        ends = [bundle.get(node.get(end)) for end in ("sourceRef", "targetRef")]
        known = [end for end in ends if end is not None and is_a(kind_of(end), "flowNode")]
        if len(known) == len(ends) and scope_of(known[0]) is not scope_of(known[1]):
            yield found(node, SENTENCE)
