"""A valid and an invalid drawing for each rule about the file itself: (valid, invalid, element)."""

from tests.bpmn.lint.judging import around, diagram, end, node, path, process, start, text, user, xml

NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def imported(location, also=None):
    file = node("import", None, namespace="https://satupintu.example", location=location, importType=NAMESPACE)
    return {**xml(file, process(id="p")), **(also or {})}


DRAWINGS = {
    "element-unknown": (around(user("x")), around(user("x", "<bpmn:colour/>")), "x"),
    "element-place": (
        around(user("x", node("standardLoopCharacteristics", "l1", loopMaximum=2))),
        around(user("x", node("standardLoopCharacteristics", "l1"), node("multiInstanceLoopCharacteristics", "l2"))),
        "x"),
    "element-order": (
        around(user("x", text("incoming", "start.x"), text("outgoing", "x.end"))),
        around(user("x", text("outgoing", "x.end"), text("incoming", "start.x"))), "x"),
    "element-missing": (
        around(user("x"), node("textAnnotation", "note"), node("association", "a", sourceRef="x", targetRef="note")),
        around(user("x"), node("association", "a", sourceRef="x")), "a"),
    "attribute-value": (
        around(user("x", isForCompensation="false")), around(user("x", isForCompensation="perhaps")), "x"),
    "id-twice": (around(user("x")), diagram(start(), user("x"), user("x"), end(), path("start", "x", "end")), "x"),
    "id-missing": (around(user("x")), around(user("x"), node("manualTask", None)), "p"),
    "reference": (
        around(node("receiveTask", "x", messageRef="m1")), around(node("receiveTask", "x", messageRef="m9")), "x"),
    "prefix": (
        around(node("receiveTask", "x", messageRef="m1")), around(node("receiveTask", "x", messageRef="far:m1")), "x"),
    "import": (
        imported("q.bpmn", {"q.bpmn": xml(process(id="q"))["p.bpmn"]}), imported("q.bpmn"), "definitions"),
}  # fmt: skip
