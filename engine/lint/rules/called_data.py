"""Call activities whose inputs and outputs are not those of what they call, and services bound wrongly."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, text_in
from engine.lint.items import agree, item_of
from engine.lint.rules.operation_data import parts
from engine.spiff.reading import BPMN
from kernel.errors import N_

NAME = "called-data"
REMEDY = N_("Give both sides the same inputs and outputs, in number, sets and kinds.")
COUNTS = N_("%(name)s has %(count)s of “%(what)s”, but what it calls has %(other)s.")
ITEMS = N_("“%(what)s” of %(name)s is not of the kind that what it calls has.")
UNBOUND = N_("%(name)s offers a service, but binds none of its inputs and outputs to an operation.")
BINDING = N_("%(name)s binds “%(what)s” to an operation of another kind of data.")
COUNTED = ("dataInput", "dataOutput", "inputSet", "outputSet")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A call gives what is called its inputs; an offered service binds its inputs and outputs."""
    for node in bundle.each("callActivity"):
        called = bundle.get(node.get("calledElement"))
        if called is not None and node.find(f"{BPMN}ioSpecification") is not None:
            yield from of_call(bundle, node, called)
    for node in bundle.each("callableElement"):
        if node.find(f"{BPMN}supportedInterfaceRef") is not None and node.find(f"{BPMN}ioBinding") is None:
            yield found(node, UNBOUND)
        for binding in node.iterfind(f"{BPMN}ioBinding"):
            yield from of_binding(bundle, node, binding)


def of_call(bundle: Bundle, node: Any, called: Any) -> Iterator[Finding]:
    """What a call and the called element do not agree on."""
    for what in COUNTED:
        ours, theirs = parts(node, what), parts(called, what)
        if len(ours) != len(theirs):
            yield found(node, COUNTS, what=what, count=len(ours), other=len(theirs))
        elif what.startswith("data"):
            items = [item_of(bundle, one) for one in theirs]
            if not all(any(agree(item_of(bundle, one), item) for item in items) for one in ours):
                yield found(node, ITEMS, what=what)


def of_binding(bundle: Bundle, node: Any, binding: Any) -> Iterator[Finding]:
    """What a binding and its operation do not agree on."""
    operation = bundle.get(binding.get("operationRef"))
    for data, message in (("inputDataRef", "inMessageRef"), ("outputDataRef", "outMessageRef")):
        sent = None if operation is None else bundle.get(text_in(operation, message))
        if not agree(item_of(bundle, bundle.get(binding.get(data))), item_of(bundle, sent)):
            yield found(node, BINDING, what=data)
