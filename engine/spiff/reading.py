"""Reads diagrams from bytes into plain values, safely: bounded, without entities, without network."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from engine.errors import DiagramInvalid, Finding
from engine.spiff.normalise_events import normalise
from kernel.errors import N_

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
OURS = "{https://satupintu.example/bpmn/1}"
MAX_BYTES = 1_000_000
MAX_ELEMENTS = 5_000
ACTIVITIES = frozenset({
    "userTask", "manualTask", "scriptTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "task",
    "subProcess", "callActivity", "transaction", "adHocSubProcess",
})  # fmt: skip
GATEWAYS = frozenset({
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
})  # fmt: skip
EVENTS = frozenset({
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
})  # fmt: skip
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the diagram as people know it; `kind` is its BPMN name, `scope` what is around it.

    `desk` is the expression that says whose task it is, `given` names and expressions of what its operation gets.
    """

    id: str
    name: str
    kind: str
    lane: str | None
    form: str | None
    handler: str | None
    documentation: str
    scope: str = ""
    on_event: bool = False
    outside: bool = False
    desk: str | None = None
    given: tuple[tuple[str, str], ...] = ()

    @property
    def operation(self) -> str | None:
        """What the registry must know: operations outside the transaction have names of their own."""
        return f"outside:{self.handler}" if self.handler and self.outside else self.handler


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    name: str
    condition: str | None


@dataclass(slots=True)
class Drawing:
    """All diagrams of a bundle, read: XML nodes by element id, elements, flows, and who calls whom."""

    roots: dict[str, Any] = field(default_factory=dict)
    processes: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, Any] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    signals: dict[str, str] = field(default_factory=dict)
    undone_by: dict[str, str] = field(default_factory=dict)
    outgoing: dict[str, list[Flow]] = field(default_factory=dict)
    incoming: dict[str, list[Flow]] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    inside: dict[str, list[str]] = field(default_factory=dict)
    undoable: set[str] | None = None
    decisions: Mapping[str, Any] = field(default_factory=dict)


def kind_of(node: Any) -> str:
    """The BPMN name of an XML node, or '' for anything else."""
    tag = node.tag
    return tag[len(BPMN) :] if isinstance(tag, str) and tag.startswith(BPMN) else ""


def text_of(node: Any, path: str) -> str:
    """The stripped text of the first sub-node, '' when there is none. Names in the path are BPMN's."""
    found = node.find("/".join(BPMN + part for part in path.split("/")))
    return "".join(found.itertext()).strip() if found is not None else ""


def extension(node: Any, name: str) -> Any | None:
    """Our own element among the extension elements of a node."""
    return node.find(f"{BPMN}extensionElements/{OURS}{name}")


def parse_xml(name: str, source: bytes) -> Any:
    """The root of a diagram file. Raises DiagramInvalid."""
    if len(source) > MAX_BYTES:
        raise refused(name, "file-size", N_("The file is larger than %(limit)s bytes."), limit=MAX_BYTES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as fault:
        raise refused(name, "file-xml", N_("The file is not readable XML: %(reason)s"), reason=fault.msg) from None
    tree = root.getroottree()
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise refused(name, "file-doctype", N_("A diagram may not carry a document type definition."))
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise refused(name, "file-elements", N_("The file has more than %(limit)s elements."), limit=MAX_ELEMENTS)
    return root


def refused(element: str, rule: str, sentence: str, **facts: Any) -> DiagramInvalid:
    """The refusal of a whole file."""
    return DiagramInvalid([Finding(rule, element, sentence, facts)])


def read(files: Mapping[str, bytes]) -> Drawing:
    """Every `.bpmn` file of a bundle. Raises DiagramInvalid."""
    drawing = Drawing()
    for name in sorted(files):
        if name.endswith(".bpmn"):
            drawing.roots[name] = parse_xml(name, files[name])
    for root in drawing.roots.values():
        normalise(root)
        for node in root.iter(BPMN + "signal"):
            define(drawing, drawing.signals, node, node.get("name") or node.get("id", ""))
        handlers = {node.get("id") for node in root.iter() if node.get("isForCompensation") == "true"}
        for node in root.iter(BPMN + "association"):
            if node.get("targetRef") in handlers:
                drawing.undone_by.setdefault(node.get("sourceRef", ""), node.get("targetRef", ""))
        for node in root.iter(BPMN + "message"):
            define(drawing, drawing.messages, node, node.get("name") or "")
        for kind, attribute in (("error", "errorCode"), ("escalation", "escalationCode")):
            for node in root.iter(BPMN + kind):
                define(drawing, drawing.codes, node, node.get(attribute) or "")
        for node in root.iter(BPMN + "process"):
            if node.get("id", "") in drawing.processes:
                drawing.twice.append(node.get("id", ""))
            drawing.processes[node.get("id", "")] = node
    return drawing


def define(drawing: Drawing, known: dict[str, str], node: Any, value: str) -> None:
    """A message, error or escalation; files may repeat one, but not with another meaning."""
    if known.setdefault(node.get("id", ""), value) != value:
        drawing.twice.append(node.get("id", ""))


def take(drawing: Drawing, process: Any) -> None:
    """Reads the elements and flows of one process into the drawing."""
    lanes = lanes_of(process)
    drawing.taken.append(process.get("id", ""))
    for node, scope, lane in walk(process, process.get("id", ""), None, lanes):
        identity = node.get("id", "")
        if identity in drawing.nodes:
            drawing.twice.append(identity)
        drawing.nodes[identity] = node
        if kind_of(node) == "sequenceFlow":
            condition = text_of(node, "conditionExpression") or None
            source, target = node.get("sourceRef", ""), node.get("targetRef", "")
            flow = Flow(identity, source, target, node.get("name", ""), condition)
            drawing.flows[identity] = flow
            drawing.outgoing.setdefault(source, []).append(flow)
            drawing.incoming.setdefault(target, []).append(flow)
        else:
            drawing.elements[identity] = element_of(node, scope, lane)
            drawing.inside.setdefault(scope, []).append(identity)


def walk(
    container: Any, scope: str, lane: str | None, lanes: Mapping[str, str]
) -> Iterator[tuple[Any, str, str | None]]:
    """Flow nodes and flows of a process and of the sub-processes in it, with their scope and lane."""
    for node in container:
        kind = kind_of(node)
        if kind in FLOW_NODES or kind == "sequenceFlow":
            own = lanes.get(node.get("id", ""), lane)
            yield node, scope, own
            if kind in {"subProcess", "transaction", "adHocSubProcess"}:
                yield from walk(node, node.get("id", ""), own, lanes)


def lanes_of(process: Any) -> dict[str, str]:
    """Element id to the name of its innermost lane; document order puts outer lanes first."""
    lanes = {}
    for lane in process.iter(BPMN + "lane"):
        for reference in lane.findall(BPMN + "flowNodeRef"):
            lanes[(reference.text or "").strip()] = lane.get("name") or lane.get("id", "")
    return lanes


def given_of(service: Any) -> tuple[tuple[str, str], ...]:
    """Names and expressions of what a diagram passes to an operation."""
    entries = () if service is None else service.findall(f"{OURS}with")
    return tuple((entry.get("name", ""), entry.get("value", "")) for entry in entries)


def element_of(node: Any, scope: str, lane: str | None) -> Element:
    """What people see of an XML node."""
    task, service = extension(node, "task"), extension(node, "service")
    return Element(
        id=node.get("id", ""),
        name=node.get("name") or "",
        kind=kind_of(node),
        lane=lane,
        form=task.get("form") if task is not None else None,
        handler=service.get("handler") if service is not None else None,
        documentation=text_of(node, "documentation"),
        scope=scope,
        on_event=node.get("triggeredByEvent") == "true",
        outside=service is not None and service.get("outside") == "true",
        desk=task.get("desk") if task is not None else None,
        given=given_of(service),
    )
