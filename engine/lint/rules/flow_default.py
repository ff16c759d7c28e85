"""Default flows that do not leave the element whose default they are."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from kernel.errors import N_

NAME = "flow-default"
REMEDY = N_("Choose one of the flows that leave the element as its default.")
SENTENCE = N_("The default flow of %(name)s does not leave it.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A default flow is one of the flows that leave the element."""
    for node in bundle.each("activity", "gateway"):
        default = node.get("default")
        if default is not None and default not in {flow.get("id") for flow in bundle.leaving(node)}:
            yield found(node, SENTENCE)
