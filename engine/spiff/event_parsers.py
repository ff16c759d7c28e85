"""Lets the library place events among the other elements, and nothing more: what they mean is read by us.

Its own parsers refuse compensation, ignore links and end signals, and take definitions of nested elements for own ones.
"""

from copy import deepcopy
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import full_tag
from SpiffWorkflow.bpmn.parser.event_parsers import EventDefinitionParser
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    ReceiveTask,
    StartEvent,
)
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from engine.spiff.reading import BPMN


class PlainEventParser(EventDefinitionParser):
    """An event without its definitions."""

    def create_task(self) -> Any:
        return self._create_task(NoneEventDefinition())

    def handles_multiple_outgoing(self) -> bool:
        return True


class PlainStartParser(PlainEventParser):
    def create_task(self) -> Any:
        task = super().create_task()
        self.spec.start.connect(task)
        return task


class PlainEndParser(PlainEventParser):
    def create_task(self) -> Any:
        task = super().create_task()
        task.connect(self.spec.end)
        return task


class PlainBoundaryParser(PlainEventParser):
    def create_task(self) -> Any:
        return self._create_task(NoneEventDefinition(), self.node.get("cancelActivity", "true") == "true")


EVENT_PARSERS = {
    full_tag("startEvent"): (PlainStartParser, StartEvent),
    full_tag("endEvent"): (PlainEndParser, EndEvent),
    full_tag("intermediateCatchEvent"): (PlainEventParser, IntermediateCatchEvent),
    full_tag("intermediateThrowEvent"): (PlainEventParser, IntermediateThrowEvent),
    full_tag("boundaryEvent"): (PlainBoundaryParser, BoundaryEvent),
    full_tag("receiveTask"): (PlainEventParser, ReceiveTask),
}


def with_handlers(root: Any) -> Any:
    """A copy of a diagram where flows lead to compensation handlers, which the library would not find otherwise."""
    copy = deepcopy(root)
    for association in list(copy.iter(BPMN + "association")):
        container, ends = association.getparent(), (association.get("sourceRef"), association.get("targetRef"))
        inside = {node.get("id"): node for node in container}
        event, handler = (inside.get(end) for end in ends)
        if event is not None and handler is not None and is_undoing(event):
            flow = etree.SubElement(container, BPMN + "sequenceFlow")
            flow.set("id", f"{ends[0]}.handler")
            flow.set("sourceRef", ends[0])
            flow.set("targetRef", ends[1])
    return copy


def is_undoing(node: Any) -> bool:
    """Whether a node is the boundary event of a compensation."""
    boundary: bool = node.tag == BPMN + "boundaryEvent"
    return boundary and node.find(f"{BPMN}compensateEventDefinition") is not None
