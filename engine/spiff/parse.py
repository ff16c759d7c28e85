"""From the files of a bundle to a Process that can be run: read, refuse, let the library parse, refit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, full_tag
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.task_parsers import GatewayParser, SubWorkflowParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.defaults import ServiceTask, SubWorkflowTask

from engine.dmn import reading as decisions
from engine.dmn.model import Decisions
from engine.errors import DiagramInvalid, Finding
from engine.spiff import decided, normalise, reading, refusals, wiring
from engine.spiff.events import EventGateway
from engine.spiff.reading import Drawing, Element, Flow
from engine.spiff.starting import Begin, begins_of, chosen
from kernel.errors import N_


@dataclass(frozen=True, slots=True)
class Process:
    """A process that can be run, shared by all its instances: nothing in it changes at run time."""

    id: str
    name: str
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    forms: frozenset[str]
    handlers: frozenset[str]
    messages: frozenset[str]
    begins: tuple[Begin, ...]
    decisions: Decisions
    owner: str
    spec: Any = field(repr=False)
    subprocess_specs: Mapping[str, Any] = field(repr=False)

    def start_for(self, begin: str | None) -> str | None:
        """The start event to begin with; None when there is only one. Raises StartUnknown."""
        return chosen(self.begins, begin)


class ScopeParser(ProcessParser):
    """Reads the elements of a process or sub-process one by one: the bare copy has no flows to follow."""

    def add_tasks(self) -> None:
        for node in self.node:
            if reading.kind_of(node) in reading.FLOW_NODES - {"boundaryEvent"}:
                self.parse_node(node)


class InnerParser(SubWorkflowParser):
    """A sub-process, wherever it begins and ends."""

    def create_task(self) -> Any:
        self.process_parser.parser.create_parser(self.node, filename=self.filename, lane=self.lane)
        return self.spec_class(self.spec, self.bpmn_id, subworkflow_spec=self.bpmn_id, **self.bpmn_attributes)


class Parser(BpmnParser):
    """The library's parser, with the tasks that call an operation of ours."""

    PROCESS_PARSER_CLASS = ScopeParser
    OVERRIDE_PARSER_CLASSES = {
        full_tag("sendTask"): (TaskParser, ServiceTask),
        full_tag("businessRuleTask"): (TaskParser, ServiceTask),
        full_tag("eventBasedGateway"): (GatewayParser, EventGateway),
        full_tag("subProcess"): (InnerParser, SubWorkflowTask),
    }


def compile_process(files: Mapping[str, bytes], process: str) -> Process:
    """The process with this id, with all processes it calls, from the `.bpmn` files. Raises DiagramInvalid."""
    drawing = reading.read(files)
    normalise.normalise(drawing)
    drawing.decisions = decisions.read(files)
    for called in refusals.require_callable(drawing, process):
        reading.take(drawing, drawing.processes[called])
    findings = refusals.findings(drawing) or decided.findings(drawing)
    if findings:
        raise DiagramInvalid(findings)
    spec, subprocess_specs = library_specs(drawing, process)
    for one in (spec, *subprocess_specs.values()):
        wiring.refit(one, drawing)
    elements = drawing.elements
    return Process(
        id=process,
        name=drawing.processes[process].get("name") or process,
        elements=elements,
        flows=drawing.flows,
        forms=frozenset(element.form for element in elements.values() if element.form),
        handlers=frozenset(element.operation for element in elements.values() if element.operation),
        owner=drawing.processes[process].get(f"{reading.OURS}owner", ""),
        messages=frozenset(refusals.messages_waited_for(drawing)),
        begins=begins_of(drawing, process),
        decisions=drawing.decisions,
        spec=spec,
        subprocess_specs=subprocess_specs,
    )


def library_specs(drawing: Drawing, process: str) -> tuple[Any, dict[str, Any]]:
    """What the library makes of the diagrams. Raises DiagramInvalid for whatever it refuses itself."""
    try:
        parser = Parser()
        parser.add_bpmn_xml(normalise.skeleton(drawing))
        return parser.get_spec(process), parser.get_subprocess_specs(process)
    except (ValidationException, AssertionError, KeyError, TypeError, ValueError) as fault:
        sentence = N_("The diagram can't be read here: %(reason)s")
        raise DiagramInvalid([Finding("library", process, sentence, {"reason": str(fault)})]) from fault
