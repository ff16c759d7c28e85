"""Service, send and receive tasks whose inputs and outputs are not those of their operation or message."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, text_in
from engine.lint.items import equal, item_of
from engine.spiff.reading import BPMN
from kernel.errors import N_

NAME = "operation-data"
REMEDY = N_("Give the task the one input and output that its operation or message has, or none.")
SETS = N_("%(name)s has %(count)s sets or items of %(what)s; its operation or message allows one.")
ITEMS = N_("%(name)s and its operation or message do not agree on the kind of %(what)s.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Inputs and outputs of a task are those of the operation it calls or of the message it sends or receives."""
    for node in bundle.each("serviceTask"):
        operation = bundle.get(node.get("operationRef"))
        if operation is not None:
            yield from service(bundle, node, operation)
    for kind, data, set_ in (("sendTask", "dataInput", "inputSet"), ("receiveTask", "dataOutput", "outputSet")):
        for node in bundle.each(kind):
            message = bundle.get(node.get("messageRef"))
            if message is not None:
                yield from messaging(bundle, node, message, data, set_)


def service(bundle: Bundle, node: Any, operation: Any) -> Iterator[Finding]:
    """A service task has one set of inputs, at most one of outputs, of the kinds of its operation."""
    inputs, outputs = parts(node, "inputSet"), parts(node, "outputSet")
    if len(inputs) != 1:
        yield found(node, SETS, count=len(inputs), what="inputSet")
    if len(outputs) > 1:
        yield found(node, SETS, count=len(outputs), what="outputSet")
    for data, reference in (("dataInput", "inMessageRef"), ("dataOutput", "outMessageRef")):
        message = bundle.get(text_in(operation, reference))
        items = [item_of(bundle, one) for one in parts(node, data)]
        if message is not None and items and not any(equal(item, item_of(bundle, message)) for item in items):
            yield found(node, ITEMS, what=data)


def messaging(bundle: Bundle, node: Any, message: Any, data: str, set_: str) -> Iterator[Finding]:
    """A task for a message has at most one set and one item, of the kind of the message."""
    for what in (data, set_):
        if len(parts(node, what)) > 1:
            yield found(node, SETS, count=len(parts(node, what)), what=what)
    items, sent = [item_of(bundle, one) for one in parts(node, data)], item_of(bundle, message)
    if items and sent is not None and not any(equal(item, sent) for item in items):
        yield found(node, ITEMS, what=data)


def parts(node: Any, kind: str) -> list[Any]:
    """The sub-elements of a kind in the specification of inputs and outputs."""
    return list(node.iterfind(f"{BPMN}ioSpecification/{BPMN}{kind}"))
