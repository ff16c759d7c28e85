"""A valid and an invalid drawing for each rule about events: (valid, invalid, element)."""

from tests.bpmn.drawing import catch, escalation_code, message, timer
from tests.bpmn.lint.judging import around, diagram, end, node, path, start, sub_process, text, user


def link(kind, id, name):
    return node(kind, id, node("linkEventDefinition", None, name=name))


def linked(there):
    return diagram(
        start(), link("intermediateThrowEvent", "x", "on"), link("intermediateCatchEvent", "y", there), end(),
        path("start", "x"), path("y", "end"))  # fmt: skip


def undone(by):
    """A compensation event of x, joined with `by`."""
    undo = node("compensateEventDefinition", None)
    return around(
        user("x"), node("boundaryEvent", "b", undo, attachedToRef="x"), user("undo", isForCompensation="true"),
        user("other"), path("x", "other"), node("association", "a", sourceRef="b", targetRef=by))  # fmt: skip


def thrown(reference, also=""):
    event = node("escalationEventDefinition", None, escalationRef=reference)
    return around(node("intermediateThrowEvent", "x", event), also=also)


def beside(*starts):
    return around(user("x"), sub_process("s", *starts, user("i"), end("e"), path("s1", "i", "e"),
                                         triggeredByEvent="true"))  # fmt: skip


SIGNAL = node("signalEventDefinition", "d1", signalRef="g1")
SHARED = node("signal", "g1", name="gone")
DRAWINGS = {
    "event-kind": (
        around(catch("x", timer("timeDuration", "P1D"))),
        diagram(start(), end("x", timer("timeDuration", "P1D")), path("start", "x")), "x"),
    "event-sub-process": (
        beside(node("startEvent", "s1", message())),
        beside(node("startEvent", "s1", message()), node("startEvent", "s2", message("m2"))), "s"),
    "link-pair": (linked("on"), linked("off"), "x"),
    "event-definition-shared": (
        around(node("intermediateThrowEvent", "x", SIGNAL), also=SHARED),
        diagram(start(), node("intermediateThrowEvent", "x", SIGNAL), end("y", text("eventDefinitionRef", "d1")),
                path("start", "x", "y"), also=SHARED), "x"),
    "compensation": (undone("undo"), undone("other"), "b"),
    "event-reference": (thrown("x1", escalation_code()), thrown("x1", node("escalation", "x1", name="no code")), "x"),
}  # fmt: skip
