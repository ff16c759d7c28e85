"""Elements and attributes that BPMN demands and the diagram lacks."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.placing import missing, shape_of
from kernel.errors import N_

NAME = "element-missing"
REMEDY = N_("Fill it in, or remove the element that needs it.")
ELEMENT = N_("“%(kind)s” (%(name)s) needs “%(inside)s”.")
ATTRIBUTE = N_("“%(kind)s” (%(name)s) needs the attribute “%(attribute)s”.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """What must be there is there."""
    for node in bundle.nodes:
        form = shape_of(node)
        if form is None:
            continue
        for name in missing(node, form):
            yield found(node, ELEMENT, inside=name)
        for attribute in sorted(form.required):
            if node.get(attribute) is None:
                yield found(node, ATTRIBUTE, attribute=attribute)
