"""Draws events: what they wait for, what they throw, and what undoes what."""

from html import escape

from tests.bpmn.drawing import HEAD, attributes, end, error_code, escalation_code, node, path, process, start, user

CODES = (
    error_code()
    + error_code("E2", "e2")
    + escalation_code()
    + escalation_code("X2", "x2")
    + "".join(f'<bpmn:signal id="s{number}" name="sky{number}"/>' for number in (1, 2, 3))
)


def definition(kind, text="", **values):
    return f"<bpmn:{kind}EventDefinition{attributes(**values)}>{text}</bpmn:{kind}EventDefinition>"


def signal(reference="s1"):
    return definition("signal", signalRef=reference)


def error(reference="e1"):
    return definition("error", errorRef=reference)


def escalation(reference="x1"):
    return definition("escalation", escalationRef=reference)


def condition(text):
    return definition("conditional", f"<bpmn:condition>{escape(text)}</bpmn:condition>")


def compensate(activity=None, wait=None):
    return definition("compensate", activityRef=activity, waitForCompletion=wait)


def cancel():
    return definition("cancel")


def terminate():
    return definition("terminate")


def link(name):
    return definition("link", name=name)


def reference(identity):
    return f"<bpmn:eventDefinitionRef>{identity}</bpmn:eventDefinitionRef>"


def throw(id, *inside):
    return node("intermediateThrowEvent", id, *inside)


def handler(id):
    return node(
        "userTask", id, "<bpmn:extensionElements><satupintu:task/></bpmn:extensionElements>", isForCompensation="true"
    )


def undoes(event, activity):
    return node("association", f"{event}.{activity}", sourceRef=event, targetRef=activity, associationDirection="One")


def transaction(id, *parts):
    return node("transaction", id, *parts)


def event_scope(id, kind, *inside, interrupting=True, **values):
    """An event sub-process `id` with start `id.start`; by default with one task `id.task`."""
    begin = node("startEvent", f"{id}.start", kind, isInterrupting=str(interrupting).lower())
    body = inside or (user(f"{id}.task"), end(f"{id}.end"), path(f"{id}.start", f"{id}.task", f"{id}.end"))
    return node("subProcess", id, begin, *body, triggeredByEvent="true", **values)


def drawn(*parts, also="", **values):
    """The files of a bundle with one process and all codes and signals."""
    messages = '<bpmn:message id="m1" name="letter.answered"/><bpmn:message id="m2" name="letter.withdrawn"/>'
    whole = HEAD + process(*parts, **values) + messages + CODES + also + "</bpmn:definitions>"
    return {"p.bpmn": whole.encode()}


def simple(*parts, scope="sub", inside=()):
    """start → sub(inside) → after → end, with more around."""
    return drawn(
        start(), node("subProcess", scope, start("sub.start"), *inside), user("after"), end(), *parts,
        path("start", scope, "after", "end"),
    )  # fmt: skip
