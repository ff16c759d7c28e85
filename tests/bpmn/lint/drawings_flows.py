"""A valid and an invalid drawing for each rule about ways, gateways and sub-processes: (valid, invalid, element)."""

from tests.bpmn.drawing import boundary, catch, event_gateway, message, timer
from tests.bpmn.lint.judging import (
    INNER,
    around,
    choice,
    diagram,
    end,
    exclusive,
    flow,
    node,
    path,
    process,
    start,
    sub_process,
    text,
    user,
    xml,
)

ROUND = (start(), exclusive("again"), user("x"), path("start", "again", "x"))


def waiting(*events):
    return diagram(
        start(), event_gateway("race"), *events, end(), path("start", "race"),
        *(path("race", place, "end") for place in ("one", "two")))  # fmt: skip


def taking(minimum, maximum):
    number = node("participantMultiplicity", "m", minimum=minimum, maximum=maximum)
    return xml(node("collaboration", "c", node("participant", "us", number)), process())


ONE = catch("one", message())
DRAWINGS = {
    "flow-lists": (
        diagram(node("startEvent", "start", text("outgoing", "start.end")),
                end("end", text("incoming", "start.end")), path("start", "end")),
        around(user("x", text("incoming", "start.x"))), "x"),
    "flow-scope": (
        around(sub_process("x", *INNER)), around(sub_process("x", *INNER), flow("inner", "end", id="f")), "f"),
    "flow-condition": (
        choice(default="f2", two=None),
        diagram(start(), user("x"), end(), path("start", "x"), flow("x", "end", "n > 1", id="f")), "f"),
    "flow-default": (choice(default="f2", two=None), choice(default="start.x"), "x"),
    "flow-immediate": (
        around(user("x")),
        diagram(start(), end(), node("sequenceFlow", "f", sourceRef="start", targetRef="end", isImmediate="false")),
        "f"),
    "way-forbidden": (
        around(user("x")), diagram(start(), user("x"), end(), path("start", "x", "end", "start")), "start"),
    "way-missing": (around(user("x")), around(user("x"), user("alone")), "alone"),
    "start-and-end": (
        diagram(user("x"), user("y"), path("x", "y")), diagram(start(), user("x"), path("start", "x")), "p"),
    "gateway-arity": (choice(default="f2", two=None), around(exclusive("x")), "x"),
    "event-gateway": (
        waiting(ONE, catch("two", timer("timeDuration", "P1D"))), waiting(ONE, user("two")), "two"),
    "unreachable": (
        around(user("x")),
        around(user("x"), user("y"), user("z"), exclusive("more"), path("y", "z", "more", "y"), flow("more", "end")),
        "y"),
    "endless": (
        diagram(*ROUND, exclusive("more"), end(), path("x", "more", "again"), flow("more", "end")),
        diagram(*ROUND, end(), path("x", "again")), "again"),
    "default-missing": (choice(default="f2", two=None), choice(), "x"),
    "ad-hoc": (around(node("adHocSubProcess", "x", user("inner"))), around(node("adHocSubProcess", "x", *INNER)), "x"),
    "boundary-host": (
        diagram(start(), user("x"), boundary("b", "x", timer("timeDuration", "P1D")), end(), end("e2"),
                path("start", "x", "end"), path("b", "e2")),
        diagram(start(), sub_process("x", *INNER), boundary("b", "inner", timer("timeDuration", "P1D")), end(),
                end("e3"), path("start", "x", "end"), path("b", "e3")), "b"),
    "called-start": (
        xml(process(start(), node("callActivity", "x", calledElement="q"), end(), path("start", "x", "end")),
            process(start("s9"), end("e9"), path("s9", "e9"), id="q")),
        xml(process(start(), node("callActivity", "x", calledElement="q"), end(), path("start", "x", "end")),
            process(node("startEvent", "s9", message()), end("e9"), path("s9", "e9"), id="q")), "x"),
    "call-recursive": (
        xml(process(start(), node("callActivity", "x", calledElement="q"), end(), path("start", "x", "end")),
            process(start("s9"), end("e9"), path("s9", "e9"), id="q")),
        around(node("callActivity", "x", calledElement="p")), "x"),
    "process-public": (around(user("x")), around(user("x"), processType="Public"), "p"),
    "message-flow": (
        xml(node("collaboration", "c", node("participant", "us", processRef="p"), node("participant", "they"),
                 node("messageFlow", "m", sourceRef="x", targetRef="they")),
            process(start(), user("x"), end(), path("start", "x", "end"))),
        xml(node("collaboration", "c", node("participant", "us", processRef="p"),
                 node("messageFlow", "m", sourceRef="x", targetRef="y")),
            process(start(), user("x"), user("y"), end(), path("start", "x", "y", "end"))), "m"),
    "participants": (
        taking(1, 2), taking(3, 2), "us"),
    "choreography": (
        xml(process(user("x"))),
        xml(process(node("choreographyTask", "x", initiatingParticipantRef="us"))), "p"),
}  # fmt: skip
