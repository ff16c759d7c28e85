"""Sub-elements in another order than BPMN's: programs that read by order, and the standard's own check, refuse them."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.placing import out_of_order, shape_of
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "element-order"
REMEDY = N_("Save the diagram again with a modeler that keeps the standard's order.")
SENTENCE = N_("In %(name)s “%(inside)s” stands behind what belongs after it.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Sub-elements stand in the standard's order."""
    for node in bundle.nodes:
        form = shape_of(node)
        child = None if form is None else out_of_order(node, form)
        if child is not None:
            yield found(node, SENTENCE, inside=kind_of(child))
