"""Elements and attributes in BPMN's namespace that BPMN does not know: no engine can know what they mean."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.grammar import known
from engine.lint.placing import shape_of
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "element-unknown"
REMEDY = N_("Remove it, or put what is not BPMN into the extension elements under a namespace of its own.")
ELEMENT = N_("BPMN knows no element “%(kind)s”.")
ATTRIBUTE = N_("BPMN gives “%(kind)s” no attribute “%(attribute)s”.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Every element and every attribute without a namespace of its own is one of BPMN's."""
    for node in bundle.nodes:
        if kind_of(node) not in known():
            yield found(node, ELEMENT)
        form = shape_of(node)
        for attribute in node.attrib if form is not None else ():
            if not attribute.startswith("{") and form is not None and attribute not in form.attributes:
                yield found(node, ATTRIBUTE, attribute=attribute)
