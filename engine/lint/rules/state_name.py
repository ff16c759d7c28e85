"""References to a data object in a state, whose name does not say object and state as readers expect."""

from collections.abc import Iterator
from dataclasses import replace

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import BPMN
from kernel.errors import N_

NAME = "state-name"
REMEDY = N_("Name the reference after its data object, with the state in square brackets.")
SENTENCE = N_("%(name)s stands for “%(expected)s”; the standard's naming would say so.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A named reference with a state is called `object [state]`; anything else is only a warning."""
    for node in bundle.each("dataObjectReference"):
        state, data = node.find(f"{BPMN}dataState"), bundle.get(node.get("dataObjectRef"))
        if state is None or data is None or not (state.get("name") and data.get("name") and node.get("name")):
            continue
        expected = f"{data.get('name')} [{state.get('name')}]"
        if node.get("name") != expected:
            yield replace(found(node, SENTENCE, expected=expected), severity="warning")
