"""Event definitions of a throwing event that other events refer to: what is thrown has one place."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import DEFINITION, Bundle, found, local
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "event-definition-shared"
REMEDY = N_("Move the event definition to the top of the file, or give each event its own.")
SENTENCE = N_("Other events refer to the event definition inside %(name)s.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Nothing refers to the event definition that stands inside a throwing event."""
    referred = {local(node.text or "") for node in bundle.each("eventDefinitionRef")}
    for node in bundle.each("throwEvent"):
        inside = (one for one in node if kind_of(one).endswith(DEFINITION))
        if any(one.get("id") in referred for one in inside if one.tag != f"{BPMN}linkEventDefinition"):
            yield found(node, SENTENCE)
