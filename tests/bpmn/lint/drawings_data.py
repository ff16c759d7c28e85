"""A valid and an invalid drawing for each rule about data, repetition and expressions: (valid, invalid, element)."""

from tests.bpmn.drawing import script, several
from tests.bpmn.lint.judging import FORMAL, around, diagram, end, node, path, process, start, text, user, xml

ITEMS = node("itemDefinition", "word", structureRef="text") + node("itemDefinition", "count", structureRef="number")
LIST = node("itemDefinition", "words", structureRef="text", isCollection="true")
LETTER = node("message", "m7", itemRef="word")
NOTHING_OUT = node("outputSet", None)


def inputs(*ids, item=None, set_=None, out=NOTHING_OUT, **values):
    """A specification with inputs, all of one item definition, in one set."""
    data = "".join(node("dataInput", id, itemSubjectRef=item, **values) for id in ids)
    listed = "".join(text("dataInputRefs", id) for id in (ids if set_ is None else set_))
    return node("ioSpecification", None, data, node("inputSet", "set_" + "_".join(ids), listed), out)


def of_kinds(one, other):
    join = node("dataInputAssociation", "j", text("sourceRef", "o"), text("targetRef", "i"))
    data = node("dataObject", "o", itemSubjectRef=one)
    return around(data, user("x", inputs("i", item=other), join), also=ITEMS)


def sending(item):
    return around(node("sendTask", "x", inputs("i", item=item), messageRef="m7"), also=ITEMS + LETTER)


def calling(specification):
    return xml(
        ITEMS, process(start(), node("callActivity", "x", specification, calledElement="q"), end(),
                       path("start", "x", "end")),
        process(inputs("there", item="word"), start("s9"), end("e9"), path("s9", "e9"), id="q"))  # fmt: skip


def throwing(item):
    data = node("dataInput", "i", itemSubjectRef=item)
    inside = node("inputSet", None, text("dataInputRefs", "i")) + node("messageEventDefinition", None, messageRef="m7")
    return around(node("intermediateThrowEvent", "x", data, inside), also=ITEMS + LETTER)


def going_through(name):
    loop = node("multiInstanceLoopCharacteristics", "l", text("loopDataInputRef", name))
    return around(user("x", inputs("i", item="words", isCollection="true"), loop), also=LIST)


def condition(said):
    one = f"<bpmn:conditionExpression {FORMAL}>{said}</bpmn:conditionExpression>"
    return diagram(
        start(), node("exclusiveGateway", "x", default="f2"), end(), end("e2"), path("start", "x"),
        node("sequenceFlow", "f1", one, sourceRef="x", targetRef="end"),
        node("sequenceFlow", "f2", sourceRef="x", targetRef="e2"))  # fmt: skip


def in_state(name):
    data = node("dataObject", "o", name="Letter")
    return around(data, node("dataObjectReference", "r", node("dataState", None, name="signed"), dataObjectRef="o",
                             name=name), user("x"))  # fmt: skip


def counted(name):
    return diagram(
        start(), script("s", f"{name} = 1"), node("exclusiveGateway", "x", default="f2"), end(), end("e2"),
        path("start", "s", "x"), node("sequenceFlow", "f1", f"<bpmn:conditionExpression {FORMAL}>n &gt; 1"
        "</bpmn:conditionExpression>", sourceRef="x", targetRef="end"),
        node("sequenceFlow", "f2", sourceRef="x", targetRef="e2"))  # fmt: skip


DRAWINGS = {
    "item-collection": (
        around(node("dataObject", "o", itemSubjectRef="words", isCollection="true"), user("x"), also=LIST),
        around(node("dataObject", "o", itemSubjectRef="words"), user("x"), also=LIST), "o"),
    "data-sets": (around(user("x", inputs("i"))), around(user("x", inputs("i", "k", set_=["i"]))), "x"),
    "data-association": (of_kinds("word", "word"), of_kinds("word", "count"), "x"),
    "operation-data": (sending("word"), sending("count"), "x"),
    "called-data": (calling(inputs("i", item="word")), calling(inputs("i", "k", item="word")), "x"),
    "event-data": (throwing("word"), throwing("count"), "x"),
    "loop-data": (going_through("i"), going_through("elsewhere"), "x"),
    "loop-limits": (around(user("x", several(count="3"))), around(user("x", several(count="-1"))), "x"),
    "expression": (condition("n &gt; 1"), condition("as the head decides"), "f1"),
    "state-name": (in_state("Letter [signed]"), in_state("Signed letter"), "r"),
    "data-unknown": (counted("n"), counted("m"), "f1"),
    "name-function": (around(script("x", "total = 1")), around(script("x", "sum = 1")), "x"),
}  # fmt: skip
