"""Rewrites what the standard says in two ways to one: references to event definitions, links, receiving starts.

Only the tree that is executed changes; the drawing that people see stays its author's.
"""

from copy import deepcopy
from typing import Any

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"

DEFINITION = "EventDefinition"
SCOPES = frozenset({BPMN + "process", BPMN + "subProcess", BPMN + "transaction"})


def normalise(root: Any) -> None:
    """Changes the tree of one file in place."""
    resolve_references(root)
    for scope in [node for node in root.iter() if node.tag in SCOPES]:
        join_links(scope)
        begin_by_message(scope)


def resolve_references(root: Any) -> None:
    """An `eventDefinitionRef` to a definition at the root becomes a copy of it; an unknown one stays, to be refused."""
    known = {
        node.get("id"): node
        for node in root
        if isinstance(node.tag, str) and node.tag.endswith(DEFINITION) and node.get("id")
    }
    for reference in list(root.iter(BPMN + "eventDefinitionRef")):
        definition = known.get((reference.text or "").strip().split(":")[-1])
        if definition is not None:
            own = deepcopy(definition)
            own.tail = None
            reference.getparent().replace(reference, own)


def join_links(scope: Any) -> None:
    """A flow leads from each throwing link to the one catching link of the same name in its scope."""
    catching: dict[str, list[Any]] = {}
    for event in scope.findall(BPMN + "intermediateCatchEvent"):
        for link in event.findall(BPMN + "linkEventDefinition"):
            catching.setdefault(link.get("name", ""), []).append(event)
    for event in scope.findall(BPMN + "intermediateThrowEvent"):
        link = event.find(BPMN + "linkEventDefinition")
        targets = catching.get(link.get("name", ""), []) if link is not None else []
        if len(targets) == 1:
            flow = etree.SubElement(scope, BPMN + "sequenceFlow")
            flow.set("id", f"{event.get('id')}.link")
            flow.set("sourceRef", event.get("id", ""))
            flow.set("targetRef", targets[0].get("id", ""))


def begin_by_message(scope: Any) -> None:
    """A receiving task or an event gateway that starts the process becomes its message start events."""
    targets = {flow.get("targetRef") for flow in scope.findall(BPMN + "sequenceFlow")}
    for task in scope.findall(BPMN + "receiveTask"):
        if task.get("instantiate") == "true" and task.get("id") not in targets:
            become_start(task)
    for gateway in scope.findall(BPMN + "eventBasedGateway"):
        begins = gateway.get("instantiate") == "true" and gateway.get("id") not in targets
        if begins and gateway.get("eventGatewayType", "Exclusive") == "Exclusive":
            replace_gateway(scope, gateway)


def become_start(node: Any) -> None:
    """The node is a start event from now on, with the message it receives."""
    if node.tag == BPMN + "receiveTask":
        definition = etree.SubElement(node, BPMN + "messageEventDefinition")
        if node.get("messageRef"):
            definition.set("messageRef", node.get("messageRef"))
        for attribute in ("messageRef", "operationRef", "instantiate", "implementation"):
            node.attrib.pop(attribute, None)
    node.tag = BPMN + "startEvent"


def replace_gateway(scope: Any, gateway: Any) -> None:
    """Each event behind the gateway starts the process itself; the gateway goes."""
    inside = {node.get("id"): node for node in scope}
    flows = [f for f in scope.findall(BPMN + "sequenceFlow") if f.get("sourceRef") == gateway.get("id")]
    behind = [inside.get(flow.get("targetRef")) for flow in flows]
    kinds = {BPMN + "intermediateCatchEvent", BPMN + "receiveTask"}
    if not flows or any(node is None or node.tag not in kinds for node in behind):
        return
    for node in behind:
        become_start(node)
    for node in (*flows, gateway):
        scope.remove(node)
