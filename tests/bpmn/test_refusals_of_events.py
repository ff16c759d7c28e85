"""What an event may not say: each case names its rule and its element."""

import pytest

from engine.errors import DiagramInvalid
from engine.spiff.parse import compile_process
from tests.bpmn.drawing import (
    boundary,
    catch,
    end,
    event_gateway,
    exclusive,
    flow,
    message,
    node,
    path,
    process,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip
from tests.bpmn.drawing_events import (
    cancel,
    compensate,
    condition,
    drawn,
    error,
    escalation,
    event_scope,
    handler,
    link,
    reference,
    signal,
    throw,
    transaction,
    undoes,
)  # fmt: skip

INNER = (start("s2"), user("inner"), end("e2"), path("s2", "inner", "e2"))


def around(*parts, id="x", also=""):
    """start → x → end."""
    return drawn(start(), *parts, end(), path("start", id, "end"), also=also)


def beside(*inside, kind, interrupting=True):
    """A task, and an event sub-process x with start s2."""
    return around(user("u"), event_scope("x", kind, *inside, interrupting=interrupting), id="u")


CASES = {
    "a reference to nothing": (around(catch("x", reference("nothing"))), "event-reference", "x"),
    "a catch event that waits for nothing": (around(catch("x")), "event-kind", "x"),
    "a timer start": (
        drawn(node("startEvent", "x", timer("timeDuration", "P1D")), end(), path("x", "end")), "event-kind", "x"),
    "a repeating start": (
        drawn(node("startEvent", "x", timer("timeCycle", "R/P1D")), end(), path("x", "end")), "event-kind", "x"),
    "a conditional start": (
        drawn(node("startEvent", "x", condition("n > 1")), end(), path("x", "end")), "event-kind", "x"),
    "a message start of a sub-process": (
        around(sub_process("s", node("startEvent", "x", message()), end("e2"), path("x", "e2")), id="s"),
        "event-kind", "x"),
    "an event sub-process without event": (
        around(user("u"), sub_process("s", start("x"), end("e2"), path("x", "e2"), triggeredByEvent="true"), id="u"),
        "event-kind", "x"),
    "a timer that is thrown": (around(throw("x", timer("timeDuration", "P1D"))), "event-kind", "x"),
    "an error that is thrown in passing": (around(throw("x", error())), "event-kind", "x"),
    "an error that is caught in passing": (around(catch("x", error())), "event-kind", "x"),
    "a link beside a signal": (around(catch("x", link("l"), signal())), "event-several", "x"),
    "two ends in one": (
        drawn(start(), end("x", error(), "<bpmn:terminateEventDefinition/>"), path("start", "x")),
        "event-several", "x"),
    "a process that several messages begin": (
        drawn(node("startEvent", "x", message("m1"), message("m2"), parallelMultiple="true"), end(),
                path("x", "end")), "event-several", "x"),
    "a repetition beside a signal": (
        around(catch("x", signal(), timer("timeCycle", "R3/P1D"))), "event-several", "x"),
    "a time beside a signal that can come again": (
        beside(kind=signal() + timer("timeDuration", "P1D"), interrupting=False), "event-several", "x.start"),
    "an error that does not interrupt": (beside(kind=error(), interrupting=False), "event-sub-process", "x.start"),
    "a boundary event on an event sub-process": (
        around(user("u"), event_scope("x", signal()), boundary("b", "x", signal("s2")), end("e9"), path("b", "e9"),
               id="u"), "event-sub-process", "x"),
    "a message without a name": (around(catch("x", "<bpmn:messageEventDefinition/>")), "message-missing", "x"),
    "a thrown message without a name": (around(throw("x", "<bpmn:messageEventDefinition/>")), "message-missing", "x"),
    "a signal that is not defined": (around(catch("x", signal("nothing"))), "signal-missing", "x"),
    "a thrown signal without a name": (around(throw("x", "<bpmn:signalEventDefinition/>")), "signal-missing", "x"),
    "a correlation as the standard writes it": (
        around(catch("x", message()), also='<bpmn:correlationProperty id="cp"><bpmn:correlationPropertyRetrieval'
               'Expression messageRef="m1"><bpmn:messagePath>id</bpmn:messagePath>'
               "</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>"),
        "message-correlation", "x"),
    "a loop that is a multi-instance": (
        around(user("x", '<bpmn:standardLoopCharacteristics loopMaximum="2"/><bpmn:multiInstanceLoopCharacteristics>'
                    "<bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>")),
        "loop-twice", "x"),
    "a receiving start in the middle": (
        around(node("receiveTask", "x", messageRef="m1", instantiate="true")), "message-start", "x"),
    "a condition that is no expression": (around(catch("x", condition("import os"))), "expression", "x"),
    "a conditional event without condition": (
        around(catch("x", "<bpmn:conditionalEventDefinition/>")), "condition-empty", "x"),
    "an endless repetition": (around(catch("x", timer("timeCycle", "R/P1D"))), "timer-repeats", "x"),
    "a repetition behind an event gateway": (
        drawn(start(), event_gateway("g"), catch("x", timer("timeCycle", "R2/P1D")), catch("y", signal()), end(),
                path("start", "g", "x", "end"), path("g", "y", "end")), "timer-repeats", "x"),
    "an escalation from a task": (
        around(user("u"), boundary("x", "u", escalation()), end("e9"), path("x", "e9"), id="u"),
        "boundary-never", "x"),
    "a cancelled sub-process": (
        around(sub_process("s", *INNER), boundary("x", "s", cancel()), end("e9"), path("x", "e9"), id="s"),
        "boundary-never", "x"),
    "an error boundary that does not interrupt": (
        around(sub_process("s", *INNER), boundary("x", "s", error(), interrupting=False), end("e9"), path("x", "e9"),
               id="s"), "boundary-error", "x"),
    "an end with an error that is not defined": (
        drawn(start(), end("x", error("no")), path("start", "x")), "code-unknown", "x"),
    "an end without an error": (drawn(start(), end("x", error(None)), path("start", "x")), "code-unknown", "x"),
    "a link to nowhere": (around(throw("x", link("l")), id="x"), "link", "x"),
    "a link to two places": (
        drawn(start(), throw("x", link("l")), catch("a", link("l")), catch("b", link("l")), end(),
                path("start", "x"), path("a", "end"), path("b", "end")), "link", "x"),
    "a flow to a link": (
        drawn(start(), throw("t", link("l")), user("u"), catch("x", link("l")), exclusive("g", default="g.t"), end(),
                path("start", "g", "t"), flow("g", "u", "n > 1"), path("u", "x", "end")), "link", "x"),
    "a circle of links": (
        drawn(start(), exclusive("x"), exclusive("g", default="g.end"), throw("t", link("l")), catch("c", link("l")),
                end(), path("start", "x", "g"), flow("g", "t", "n < 9"), flow("g", "end"), path("c", "x")),
        "circle-without-rest", "c"),
    "a cancel end outside of a transaction": (
        drawn(start(), end("x", cancel()), path("start", "x")), "cancel-place", "x"),
    "a cancel end nobody catches": (
        around(transaction("s", start("s2"), end("x", cancel()), path("s2", "x")), id="s"), "cancel-place", "x"),
    "a compensation without handler": (
        around(user("u"), boundary("x", "u", compensate()), id="u"), "compensation-handler", "x"),
    "a handler that nothing calls": (around(user("u"), handler("x"), id="u"), "compensation-handler", "x"),
    "a flow from a compensation": (
        around(user("u"), boundary("x", "u", compensate()), handler("h"), undoes("x", "h"), end("e9"), path("x", "e9"),
               id="u"), "compensation-handler", "x"),
    "a handler in a flow": (
        around(user("u"), boundary("c", "u", compensate()), handler("x"), undoes("c", "x"), end("e9"), path("x", "e9"),
               id="u"), "compensation-handler", "x"),
    "the compensation of a loop": (
        around(user("x", '<bpmn:standardLoopCharacteristics loopMaximum="2"/>'), boundary("c", "x", compensate()),
               handler("h"), undoes("c", "h")), "compensation-repeated", "x"),
    "the compensation of a whole process": (beside(kind=compensate()), "compensation-scope", "x"),
    "a compensation that does not wait": (around(throw("x", compensate(wait="false"))), "compensation-wait", "x"),
    "a compensation of nothing": (around(user("u"), throw("x", compensate("u"))), "compensation-activity", "x"),
    "a compensation far away": (
        drawn(start(), user("u"), boundary("c", "u", compensate()), handler("h"), undoes("c", "h"),
                sub_process("s", start("s2"), throw("x", compensate("u")), end("e2"), path("s2", "x", "e2")), end(),
                path("start", "u", "s", "end")), "compensation-activity", "x"),
    "a call of a process that only events begin": (
        around(node("callActivity", "x", calledElement="q"), also=process(
            node("startEvent", "q1", message("m1")), node("startEvent", "q2", message("m2")), end("q3"),
            path("q1", "q3"), path("q2", "q3"), id="q")), "call-start", "x"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_refuses_by_name(case):
    files, rule, element = CASES[case]
    with pytest.raises(DiagramInvalid) as refused:
        compile_process(files, "p")
    assert (rule, element) in [(finding.rule, finding.element) for finding in refused.value.findings]
    for finding in refused.value.findings:
        assert finding.sentence % finding.facts
