"""What a diagram may not say: each case names its rule and its element."""

import pytest

from engine.errors import DiagramInvalid
from engine.spiff.parse import compile_process
from tests.bpmn.drawing import (
    HEAD,
    awaited,
    boundary,
    catch,
    diagram,
    end,
    event_gateway,
    exclusive,
    flow,
    message,
    node,
    operation,
    parallel,
    path,
    process,
    receive,
    script,
    service,
    several,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip


def around(*parts, id="x", also="", **values):
    """start → x → end."""
    return diagram(start(), *parts, end(), path("start", id, "end"), also=also, **values)


INNER = (start("s2"), user("inner"), end("e2"), path("s2", "inner", "e2"))
CASES = {
    "a catch event that waits for nothing": (around(catch("x")), "event-kind", "x"),
    "a referenced event definition": (around(catch("x", "<bpmn:eventDefinitionRef>d</bpmn:eventDefinitionRef>")),
                                      "event-reference", "x"),
    "a timer start": (diagram(node("startEvent", "x", timer("timeDuration", "P1D")), end(), path("x", "end")),
                      "event-kind", "x"),
    "a complex gateway that joins without a condition": (
        diagram(start(), parallel("f"), user("a"), user("b"), node("complexGateway", "x"), end(), path("start", "f",
                "a", "x", "end"), path("f", "b", "x")), "complex-gateway", "x"),
    "a complex gateway with a condition and nothing to join": (
        around(node("complexGateway", "x", "<bpmn:activationCondition>True</bpmn:activationCondition>")),
        "complex-gateway", "x"),
    "an ad hoc sub-process with a condition": (
        around(node("adHocSubProcess", "x", user("a"), "<bpmn:completionCondition>n</bpmn:completionCondition>")),
        "ad-hoc-condition", "x"),
    "an ad hoc sub-process with an end": (around(node("adHocSubProcess", "x", user("a"), end("e"), path("a", "e"))),
                                          "ad-hoc-events", "x"),
    "an ad hoc sequence with flows": (
        around(node("adHocSubProcess", "x", user("a"), user("b"), path("a", "b"), ordering="Sequential")),
        "ad-hoc-sequence", "x"),
    "an unknown element": (around(user("x"), node("choreographyTask", "y")), "element-unknown", "p"),
    "a data association that moves data": (
        around(user("x", "<bpmn:ioSpecification><bpmn:dataInput id='i' name='letter'/></bpmn:ioSpecification>"
                    "<bpmn:dataInputAssociation id='d'><bpmn:sourceRef>other</bpmn:sourceRef><bpmn:targetRef>i"
                    "</bpmn:targetRef></bpmn:dataInputAssociation>")), "data-association", "x"),
    "a data association that calculates": (
        around(user("x", "<bpmn:dataInputAssociation id='d'><bpmn:assignment/></bpmn:dataInputAssociation>")),
        "data-association", "x"),
    "a performer": (around(user("x", "<bpmn:potentialOwner id='o'/>")), "element-ignored", "x"),
    "a start quantity of nothing": (around(user("x", startQuantity="0")), "token-quantity", "x"),
    "a completion quantity of nothing": (around(user("x", completionQuantity="-1")), "token-quantity", "x"),
    "a negative number of instances": (around(user("x", several(count="-1"))), "multi-instance-count", "x"),
    "half an instance": (around(user("x", several(count="2.5"))), "multi-instance-count", "x"),
    "an event sub-process": (
        around(user("x"), sub_process("y", *INNER, triggeredByEvent="true")), "event-kind", "s2"),
    "a condition behind an event": (
        diagram(node("startEvent", "x"), end(), flow("x", "end", "n > 1")), "condition-ignored", "x.end"),
    "two starts": (diagram(start(), start("s2"), end(), path("start", "end"), path("s2", "end")), "start-event", "p"),
    "an empty sub-process": (around(sub_process("x")), "start-event", "x"),
    "a task that begins beside the start event": (
        diagram(start(), user("x"), end(), path("start", "end"), path("x", "end")), "way-in", "x"),
    "a default with a condition": (
        diagram(start(), exclusive("x", default="x.a"), end("a"), end("b"), path("start", "x"), flow("x", "a", "n > 1"),
                flow("x", "b", "n > 2")), "condition-ignored", "x.a"),
    "a flow that is always open before another": (
        diagram(start(), exclusive("x"), end("a"), end("b"), path("start", "x"), flow("x", "a"),
                flow("x", "b", "n > 1")), "condition-missing", "x.a"),
    "a default that is no flow of the gateway": (
        diagram(start(), exclusive("x", default="start.x"), end("a"), end("b"), path("start", "x"),
                flow("x", "a", "n > 1"), flow("x", "b", "n > 2")), "default-flow", "x"),
    "an expression of another engine": (
        diagram(start(), exclusive("x", default="x.b"), end("a"), end("b"), path("start", "x"),
                flow("x", "a", "${approved && days > 2}"), flow("x", "b")), "expression", "x.a"),
    "a desk that is no expression": (around(user("x", desk="import os")), "expression", "x"),
    "a correlation that is no expression": (around(receive("x", "a.__class__")), "expression", "x"),
    "a parameter that is no expression": (around(service("x", "a.b", n="lambda: 1")), "expression", "x"),
    "a script with a statement": (around(script("x", "for a in b: pass")), "expression", "x"),
    "a script in another language": (
        around(node("scriptTask", "x", "<bpmn:script>a = 1</bpmn:script>", scriptFormat="javascript")),
        "script-format", "x"),
    "an empty script": (around(script("x", "# nothing")), "script-empty", "x"),
    "a script that sets a reserved name": (around(script("x", "typename = 'a'")), "name-reserved", "x"),
    "a service without operation": (around(node("serviceTask", "x")), "service-without-handler", "x"),
    "a wait without message": (around(node("receiveTask", "x", awaited("k"))), "message-missing", "x"),
    "a timer without time": (around(catch("x", "<bpmn:timerEventDefinition/>")), "timer-missing", "x"),
    "a timer in cron": (around(catch("x", timer("timeDuration", "0 0 * * 1"))), "expression", "x"),
    "a duration nobody can read": (around(catch("x", timer("timeDuration", "P1Y2X"))), "timer-text", "x"),
    "a duration below zero": (around(catch("x", timer("timeDuration", "-P1D"))), "timer-text", "x"),
    "a repetition below zero": (around(catch("x", timer("timeCycle", "R-1/PT1S"))), "timer-text", "x"),
    "an instant without zone": (around(catch("x", timer("timeDate", "2026-11-12T08:00:00"))), "timer-text", "x"),
    "a repetition without length": (
        diagram(start(), user("u"), boundary("x", "u", timer("timeCycle", "R/PT0S"), interrupting=False), end(),
        end("e2"),
                path("start", "u", "end"), path("x", "e2")), "timer-text", "x"),
    "an error boundary on a user task": (
        diagram(start(), user("u"), boundary("x", "u", "<bpmn:errorEventDefinition/>"), end(), end("e2"),
                path("start", "u", "end"), path("x", "e2")), "boundary-never", "x"),
    "a boundary event in the air": (
        diagram(start(), user("u"), boundary("x", "nobody", timer("timeDuration", "P1D")), end(), end("e2"),
                path("start", "u", "end"), path("x", "e2")), "boundary-host", "x"),
    "an error that is not defined": (
        diagram(start(), sub_process("s", start("s2"), end("x", '<bpmn:errorEventDefinition errorRef="no"/>'),
                                     path("s2", "x")), end(), path("start", "s", "end")), "code-unknown", "x"),
    "a gateway that leads nowhere": (diagram(start(), exclusive("x"), path("start", "x")), "way-out", "x"),
    "an orphan": (diagram(start(), user("x"), end(), path("start", "end"), path("x", "end")), "way-in", "x"),
    "an island": (
        diagram(start(), user("x"), user("y"), end(), path("start", "end"), path("x", "y", "x")), "unreachable", "x"),
    "a flow into a sub-process": (
        diagram(start(), sub_process("s", *INNER), end(), path("start", "s", "end"), flow("start", "inner", id="x")),
        "flow-ends", "x"),
    "an event gateway before a task": (
        diagram(start(), event_gateway("g"), user("x"), catch("t", timer("timeDuration", "P1D")), end("a"), end("b"),
                path("start", "g", "x", "a"), path("g", "t", "b")), "event-gateway", "x"),
    "a circle without rest": (
        diagram(start(), exclusive("x"), script("s", "n = n + 1"), exclusive("g", default="g.end"), end(),
                path("start", "x", "s", "g"), flow("g", "x", "n < 9"), flow("g", "end")), "circle-without-rest", "g"),
    "an id that a process has": (around(user("p"), id="p"), "id-reserved", "p"),
    "many inclusive joins": (
        diagram(start(), parallel("f"), *[node("inclusiveGateway", f"g{n}") for n in range(330)], end(),
                path("start", "f"), path("f", *[f"g{n}" for n in range(330)], "end"),
                *[flow("f", f"g{n}", id=f"x{n}") for n in range(1, 330)]), "joins-too-many", "p"),
    "a script without end": (around(script("x", "a = 1\n" * 4000)), "script-too-long", "x"),
    "a listener of another engine": (
        around(user("x", "<bpmn:extensionElements xmlns:camunda='http://camunda.org/schema/1.0/bpmn'>"
                    "<camunda:taskListener/></bpmn:extensionElements>")), "foreign-extension", "x"),
    "several candidates": (
        around('<bpmn:userTask xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="x" '
               'camunda:candidateGroups="a,b"/>'), "foreign-candidates", "x"),
    "a foreign due date without zone": (
        around('<bpmn:userTask xmlns:flowable="http://flowable.org/bpmn" id="x" flowable:dueDate="2026-11-12"/>'),
        "foreign-due", "x"),
    "an assignee of another language": (
        around('<bpmn:userTask xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="x" '
               'camunda:assignee="${boss}"/>'), "expression", "x"),
    "a condition in another language": (
        diagram(start(), exclusive("x"), end("a"), end("b"), path("start", "x"), flow("x", "a"),
                '<bpmn:sequenceFlow id="f" sourceRef="x" targetRef="b"><bpmn:conditionExpression language="groovy">n'
                "</bpmn:conditionExpression></bpmn:sequenceFlow>"), "expression-language", "f"),
    "an extension that must be understood": (
        around(user("x"), also='<bpmn:extension id="e" definition="q" mustUnderstand="true"/>'), "extension-unknown",
        "e"),
    "a flow that is not immediate": (
        diagram(start(), end(), node("sequenceFlow", "f", sourceRef="start", targetRef="end", isImmediate="false")),
        "flow-not-immediate", "f"),
    "an event gateway for events in parallel": (
        diagram(start(), node("eventBasedGateway", "x", eventGatewayType="Parallel"), catch("a", timer("timeDuration",
                "P1D")), catch("b", timer("timeDuration", "P2D")), end(), path("start", "x", "a", "end"),
                path("x", "b", "end")), "event-gateway", "x"),
    "an ad hoc sub-process of no ordering": (around(node("adHocSubProcess", "x", user("a"), ordering="Random")),
                                             "ad-hoc-sequence", "x"),
    "calls that go too deep": (
        around(node("callActivity", "x", calledElement="q0"), also="".join(
            process(node("callActivity", f"c{n}", calledElement=f"q{n + 1}"), id=f"q{n}") for n in range(25))),
        "calls-too-deep", "c19"),
    "a choreography": (around(user("x"), also='<bpmn:choreography id="c"/>'), "diagram-kind", "c"),
    "an id given twice": (diagram(start(), user("x"), user("x"), end(), path("start", "x", "end")), "id-twice", "x"),
    "a process that is not executable": (around(user("x"), isExecutable="false"), "process-not-executable", "p"),
    "a call to nowhere": (around(node("callActivity", "x", calledElement="q")), "process-unknown", "x"),
    "a call to itself": (around(node("callActivity", "x", calledElement="p")), "call-recursive", "x"),
    "an endless loop": (around(user("x", "<bpmn:standardLoopCharacteristics/>")), "loop-endless", "x"),
    "a negative loop": (
        around(user("x", '<bpmn:standardLoopCharacteristics loopMaximum="-1"/>')), "loop-maximum", "x"),
    "a multi-instance over nothing": (around(user("x", several())), "multi-instance-source", "x"),
    "a multi-instance with half an output": (around(user("x", several("xs", outputs="ys"))),
    "multi-instance-output", "x"),
    "a multi-instance with a behaviour": (
        around(user("x", '<bpmn:multiInstanceLoopCharacteristics behavior="One"><bpmn:loopCardinality>2'
                    "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>")), "multi-instance-behavior",
                    "x"),
    "a reserved item name": (around(user("x", several("xs", item="typename"))), "name-reserved", "x"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_refuses_by_name(case):
    files, rule, element = CASES[case]
    with pytest.raises(DiagramInvalid) as refused:
        compile_process(files, "p")
    found = [(finding.rule, finding.element) for finding in refused.value.findings]
    assert (rule, element) in found
    for finding in refused.value.findings:
        assert finding.sentence % finding.facts


def test_a_refusal_offers_the_translation_of_a_foreign_expression():
    files, _, _ = CASES["an expression of another engine"]
    with pytest.raises(DiagramInvalid) as refused:
        compile_process(files, "p")
    assert refused.value.findings[0].facts["offer"] == "approved and days > 2"


def test_several_faults_are_told_at_once():
    files = diagram(start(), script("a", "import os"), node("serviceTask", "b"), end(), path("start", "a", "b", "end"))
    with pytest.raises(DiagramInvalid) as refused:
        compile_process(files, "p")
    assert {finding.element for finding in refused.value.findings} == {"a", "b"}


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        (b"<no", "file-xml"),
        (b"", "file-xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "file-doctype"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "file-doctype"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "file-doctype"),
        (b"<a>" + b" " * 1_000_000 + b"</a>", "file-size"),
        (b"<a>" + b"<b/>" * 5_000 + b"</a>", "file-elements"),
        (b"<a>" * 300 + b"</a>" * 300, "file-xml"),
    ],
)
def test_refuses_a_dangerous_file(source, rule):
    with pytest.raises(DiagramInvalid) as refused:
        compile_process({"p.bpmn": source}, "p")
    assert refused.value.findings[0].rule == rule


def test_billions_of_laughs_are_not_laughed():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    with pytest.raises(DiagramInvalid):
        compile_process({"p.bpmn": f"<!DOCTYPE a [{entities}]><a>&l9;</a>".encode()}, "p")


def chain(length):
    ids = [f"u{number}" for number in range(length - 2)]
    return diagram(start(), *map(user, ids), end(), path("start", *ids, "end"))


def test_a_chain_as_long_as_allowed_is_read_even_deep_in_the_stack():
    def deep(frames):
        return compile_process(chain(1000), "p") if not frames else deep(frames - 1)

    assert len(deep(100).elements) == 1000


def test_a_chain_too_long_for_one_process_is_refused_by_name():
    with pytest.raises(DiagramInvalid) as refused:
        compile_process(chain(1001), "p")
    assert refused.value.findings[0].rule == "process-too-long"


def test_the_called_processes_may_stand_in_another_file():
    files = around(node("callActivity", "x", calledElement="q"))
    files["q.bpmn"] = (HEAD + process(start("s9"), user("u9", form="q/u"), end("e9"), path("s9", "u9", "e9"), id="q")
                       + "</bpmn:definitions>").encode()  # fmt: skip
    files["note.txt"] = b"not a diagram"
    compiled = compile_process(files, "p")
    assert compiled.forms == {"q/u"}
    assert set(compiled.elements) == {"start", "x", "end", "s9", "u9", "e9"}


def test_a_process_tells_what_it_uses():
    files = diagram(
        start(), user("a", form="p/a"), service("b", "letters.number"), receive("c", "letter"), parallel("f"),
        parallel("j"),
        end("end", operation("letters.close"), message("m2")),
        path("start", "a", "b", "c", "f", "j", "end"), name="Letters",
    )  # fmt: skip
    compiled = compile_process(files, "p")
    assert (compiled.id, compiled.name) == ("p", "Letters")
    assert compiled.forms == {"p/a"}
    assert compiled.handlers == {"letters.number", "letters.close"}
    assert compiled.messages == {"letter.answered"}
    assert compiled.flows["a.b"].target == "b"
    assert compiled.elements["a"].kind == "userTask"
