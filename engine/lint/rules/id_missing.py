"""Elements of a process without an id: no history, no task and no reference could name them."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from kernel.errors import N_

NAME = "id-missing"
REMEDY = N_("Give the element an id.")
SENTENCE = N_("In %(name)s an element has no id: %(kind)s.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Processes, pools, flow nodes, flows and activities of a choreography have ids."""
    for node in bundle.each("process", "participant", "flowNode", "sequenceFlow", "messageFlow"):
        if not node.get("id", "").strip():
            yield found(node, SENTENCE)
