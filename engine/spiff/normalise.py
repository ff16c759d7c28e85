"""Brings a diagram as any modeler writes it into the one form we wire, and draws the bare copy the library parses.

The author's drawing is never changed: what is rewritten is our own reading of it.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from engine.spiff.foreign import translate
from engine.spiff.reading import BPMN, Drawing, kind_of, text_of

RESERVED = re.compile(
    r"Start|End|Root|StartEventSplit|StartEventJoin|/.*|.* \[child\]|.*\.(BoundaryEvent(Split|Join)|EndJoin|Gather)",
    re.DOTALL,
)
GLOBAL = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}
BARE = {
    "task": "manualTask",
    "transaction": "subProcess",
    "adHocSubProcess": "subProcess",
    "complexGateway": "inclusiveGateway",
}
QNAMES = frozenset({
    "calledElement", "attachedToRef", "messageRef", "errorRef", "escalationRef", "signalRef", "operationRef",
    "activityRef", "noneBehaviorEventRef", "oneBehaviorEventRef", "dataObjectRef", "dataStoreRef", "sourceRef",
    "targetRef", "default",
})  # fmt: skip
MULTI, LOOP = "multiInstanceLoopCharacteristics", "standardLoopCharacteristics"


def normalise(drawing: Drawing) -> None:
    """Rewrites what was read, before elements are taken from it."""
    for root in drawing.roots.values():
        for node in list(root.iter(etree.Element)):
            plain_names(node)
            translate(node)
    known = {node.get("id"): node for root in drawing.roots.values() for node in globals_of(root)}
    for process in drawing.processes.values():
        for call in list(process.iter(BPMN + "callActivity")):
            if call.get("calledElement") in known:
                put_in_place(call, known[call.get("calledElement")])


def plain_names(node: Any) -> None:
    """References written with a bound prefix, as the standard allows, become the plain id."""
    for attribute in QNAMES.intersection(node.attrib):
        prefix, colon, name = node.get(attribute).partition(":")
        if colon and prefix in node.nsmap:
            node.set(attribute, name)


def globals_of(root: Any) -> Iterator[Any]:
    """The global tasks of a file."""
    return (node for kind in GLOBAL for node in root.iter(BPMN + kind))


def put_in_place(call: Any, task: Any) -> None:
    """A call of a global task becomes that task, under the id and with the loop of the call."""
    call.tag = BPMN + GLOBAL[kind_of(task)]
    for name, value in task.attrib.items():
        if name not in {"id", "name"} and name not in call.attrib:
            call.set(name, value)
    for child in task:
        if kind_of(child) not in {"documentation", "supportedInterfaceRef", "ioBinding"}:
            call.append(deepcopy(child))


def safe(identity: str) -> str:
    """The name of an element's spec: its id, out of the way of the names the library gives itself."""
    return f"/{identity}" if RESERVED.fullmatch(identity) else identity


def skeleton(drawing: Drawing) -> Any:
    """Every element once, without flows, events and data: the library makes specs of it, and we wire them."""
    root = etree.Element(f"{BPMN}definitions", nsmap={"bpmn": BPMN[1:-1]})
    for process in drawing.taken:
        bare = etree.SubElement(root, f"{BPMN}process", id=process, isExecutable="true")
        fill(bare, process, drawing)
    return root


def fill(bare: Any, scope: str, drawing: Drawing) -> None:
    """The elements of one process or sub-process."""
    for identity in drawing.inside.get(scope, ()):
        node = drawing.nodes[identity]
        kind = kind_of(node)
        copy = etree.SubElement(bare, BPMN + BARE.get(kind, kind), id=safe(identity))
        for attribute in ("calledElement", "cancelActivity"):
            if node.get(attribute) is not None:
                copy.set(attribute, node.get(attribute))
        if kind == "scriptTask":
            etree.SubElement(copy, f"{BPMN}script").text = text_of(node, "script")
        if kind == "boundaryEvent":
            copy.set("attachedToRef", safe(node.get("attachedToRef")))
            placeholder = etree.SubElement(copy, f"{BPMN}timerEventDefinition")
            etree.SubElement(placeholder, f"{BPMN}timeDuration").text = "P1D"
        repeat(copy, node)
        fill(copy, identity, drawing)


def repeat(copy: Any, node: Any) -> None:
    """The loop of an activity, as far as the library must know of it."""
    loop, several = node.find(BPMN + LOOP), node.find(BPMN + MULTI)
    if loop is not None:
        given = {name: loop.get(name) for name in ("loopMaximum", "testBefore") if loop.get(name) is not None}
        etree.SubElement(etree.SubElement(copy, BPMN + LOOP, given), f"{BPMN}loopCondition").text = "True"
    if several is not None:
        bare = etree.SubElement(copy, BPMN + MULTI, isSequential=several.get("isSequential", "false"))
        etree.SubElement(bare, f"{BPMN}loopCardinality").text = "1"
