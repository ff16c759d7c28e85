"""Elements that no token can get to, though flows lead to them: an island beside the process."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.ways import beginnings, next_of, reached
from kernel.errors import N_

NAME = "unreachable"
REMEDY = N_("Join it to the way from the start, or remove it.")
SENTENCE = N_("%(name)s can't be reached from the start.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Every element with a way in is on a way that begins somewhere; what has none is told by `way-missing`."""
    seen = reached(next_of(bundle), beginnings(bundle))
    for node in bundle.each("flowNode"):
        if node.get("id") and node.get("id") not in seen and bundle.arriving(node):
            yield found(node, SENTENCE)
