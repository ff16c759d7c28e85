"""Refits the library's specs of one process: our classes, the ways out in the diagram's order, compiled expressions."""

from collections.abc import Iterable
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import ParallelGateway

from engine import expressions
from engine.spiff import choosing, decided, events, gateways, multi, nodes, outside
from engine.spiff.normalise import safe
from engine.spiff.patch import REFITTED
from engine.spiff.reading import ACTIVITIES, BPMN, OURS, Drawing, Element, extension, kind_of, text_of
from engine.spiff.wiring_events import finish_events, wire_catching, wire_throwing


def refit(spec: Any, drawing: Drawing) -> None:
    """Makes the specs of one process ours. The diagram has passed the refusals before."""
    for task_spec in list(spec.task_specs.values()):
        task_spec.__class__ = class_for(task_spec, drawing)
        if type(task_spec) is nodes.Service:
            outside.refit(task_spec, drawing)
        if type(task_spec) is nodes.Service and decided.reference_of(drawing.nodes[task_spec.bpmn_id]) is not None:
            task_spec.__class__ = decided.Deciding
    gather(spec, drawing)
    for task_spec in list(spec.task_specs.values()):
        if isinstance(task_spec, nodes.Node):
            wire(task_spec, spec, drawing)
    spec.finish = spec.task_specs["End"]
    sleeping = [task_spec for task_spec in spec.task_specs.values() if isinstance(task_spec, events.EventScope)]
    spec.start.ways = [*((scope, None) for scope in sleeping), *begins(spec, drawing)]
    for scope in sleeping:
        scope.ways = [(spec.end, None)]
    finish_events(spec, drawing)
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, gateways.Awaiting) and task_spec.joins and task_spec.flows:
            flows = [drawing.flows[flow] for flow in task_spec.flows]
            task_spec.reach = {flow.id: reaching(spec, safe(flow.source), task_spec.name) for flow in flows}


def class_for(task_spec: Any, drawing: Drawing) -> type:
    """Our class for a spec of the library; its element's id is the author's again."""
    if task_spec.bpmn_id is None:
        return REFITTED.get(type(task_spec), type(task_spec))
    task_spec.bpmn_id = task_spec.bpmn_id.removeprefix("/")
    element = drawing.elements[task_spec.bpmn_id]
    if element.on_event and not is_body(task_spec):
        return events.EventScope
    if element.kind == "complexGateway" and len(drawing.incoming.get(element.id, ())) > 1:
        return gateways.Complex
    return REFITTED.get(type(task_spec), type(task_spec))


def is_body(task_spec: Any) -> bool:
    """Whether a spec is the inside of an activity that happens several times."""
    return bool(task_spec.name != safe(task_spec.bpmn_id))


def gather(spec: Any, drawing: Drawing) -> None:
    """Puts a gathering place before every activity that begins with several tokens."""
    for task_spec in list(spec.task_specs.values()):
        identity = task_spec.bpmn_id
        quantity = drawing.nodes[identity].get("startQuantity", "1") if identity is not None else "1"
        if int(quantity) > 1 and not is_body(task_spec):
            place = ParallelGateway(spec, f"{task_spec.name}.Gather")
            place.__class__ = gateways.Gather
            place.bpmn_id, place.quantity = None, int(quantity)
            place.ways = [(opening(spec, task_spec.name), None)]


def begins(spec: Any, drawing: Drawing) -> list[nodes.Way]:
    """Where a process or sub-process begins: its start events, or else all that nothing leads to."""
    inside = [drawing.elements[identity] for identity in drawing.inside.get(spec.name.removeprefix("/"), ())]
    starts = [element for element in inside if element.kind == "startEvent"]
    plain = [element for element in starts if not definitions_of(drawing.nodes[element.id])]
    scope = drawing.nodes.get(spec.name.removeprefix("/"))
    if scope is not None and in_sequence(scope):
        return [(target_spec(spec, element.id), None) for element in inside[:1]]
    chosen = plain or starts or [element for element in inside if is_source(element, drawing)]
    return [(target_spec(spec, element.id), None) for element in chosen]


def is_source(element: Element, drawing: Drawing) -> bool:
    """Whether an element begins when its scope begins, if that has no start event."""
    called_up = element.kind == "boundaryEvent" or element.on_event
    compensates = drawing.nodes[element.id].get("isForCompensation") == "true"
    return not called_up and not compensates and not drawing.incoming.get(element.id)


def definitions_of(node: Any) -> list[Any]:
    """The event definitions of an event."""
    return [child for child in node if kind_of(child).endswith(("EventDefinition", "eventDefinitionRef"))]


def in_sequence(scope: Any) -> bool:
    """Whether a scope is an ad hoc sub-process whose activities are done one after the other."""
    return kind_of(scope) == "adHocSubProcess" and scope.get("ordering", "Parallel") == "Sequential"


def wire(task_spec: Any, spec: Any, drawing: Drawing) -> None:
    """Gives one spec its element, its ways and what its class needs."""
    identity = task_spec.bpmn_id
    body = identity is not None and is_body(task_spec)
    if identity is None:
        if not task_spec.ways:
            task_spec.ways = [(output, None) for output in task_spec.outputs if isinstance(output, nodes.Node)]
        return
    node, task_spec.element = drawing.nodes[identity], drawing.elements[identity]
    flows = [] if body else drawing.outgoing.get(identity, [])
    task_spec.ways = [(target_spec(spec, flow.target), flow.id) for flow in flows]
    if not flows and not body:
        task_spec.ways = [(next_in_sequence(spec, task_spec.element, drawing) or spec.end, None)]
    if not body and task_spec.element.kind in ACTIVITIES:
        wire_leaving(task_spec, node, drawing)
    for kind, wiring in WIRINGS:
        if isinstance(task_spec, kind):
            wiring(task_spec, node, drawing)


def next_in_sequence(spec: Any, element: Element, drawing: Drawing) -> Any | None:
    """The activity after this one where an ad hoc sub-process goes through them in the order they are drawn."""
    scope = drawing.nodes.get(element.scope)
    if scope is None or not in_sequence(scope):
        return None
    inside = drawing.inside[element.scope]
    after = inside[inside.index(element.id) + 1 :]
    return target_spec(spec, after[0]) if after else None


def target_spec(spec: Any, target: str) -> Any:
    """The spec a flow leads to: the activity, or what stands before it."""
    name = safe(target)
    return spec.task_specs.get(f"{name}.Gather") or opening(spec, name)


def opening(spec: Any, name: str) -> Any:
    """An activity, or the split that opens it with its boundary events."""
    return spec.task_specs.get(f"{name}.BoundaryEventSplit") or spec.task_specs[name]


def wire_leaving(task_spec: Any, node: Any, drawing: Drawing) -> None:
    """Conditions on the flows that leave an activity, and the number of tokens it gives."""
    quantity = int(node.get("completionQuantity", "1"))
    conditional = any(flow.condition for flow in drawing.outgoing.get(task_spec.bpmn_id, ()))
    if quantity > 1 or conditional:
        outgoing = outgoing_of(task_spec, node, drawing) if conditional else None
        task_spec.ways_out = choosing.Leaving(task_spec.ways, outgoing, quantity)


def outgoing_of(task_spec: Any, node: Any, drawing: Drawing) -> choosing.Outgoing:
    """The flows out of an element where conditions are read, in the diagram's order."""
    branches, default = [], None
    flows = drawing.outgoing.get(task_spec.bpmn_id, [])
    for (target, _), flow in zip(task_spec.ways, flows, strict=True):
        if flow.id == node.get("default"):
            default = choosing.Branch(target, flow.id, None)
        else:
            condition = expressions.compile(flow.condition) if flow.condition else None
            branches.append(choosing.Branch(target, flow.id, condition))
    first_only = isinstance(task_spec, gateways.Exclusive)
    return choosing.Outgoing(task_spec.bpmn_id, tuple(branches), default, first_only)


def wire_person(task_spec: Any, node: Any, drawing: Drawing) -> None:
    ours = extension(node, "task")
    if ours is not None:
        task_spec.desk, task_spec.due = optional(ours.get("desk")), optional(ours.get("due"))


def wire_handled(task_spec: Any, node: Any, drawing: Drawing) -> None:
    ours = extension(node, "service")
    if ours is not None:
        given = ours.findall(f"{OURS}with")
        task_spec.parameters = [(entry.get("name"), expressions.compile(entry.get("value"))) for entry in given]


def wire_choosing(task_spec: Any, node: Any, drawing: Drawing) -> None:
    flows = drawing.outgoing.get(task_spec.bpmn_id, [])
    if len(flows) > 1 or any(flow.condition for flow in flows):
        task_spec.outgoing = outgoing_of(task_spec, node, drawing)


def wire_joining(task_spec: Any, node: Any, drawing: Drawing) -> None:
    task_spec.flows = tuple(flow.id for flow in drawing.incoming.get(task_spec.bpmn_id, []))
    task_spec.joins = len(task_spec.flows) > 1
    if isinstance(task_spec, gateways.Complex):
        task_spec.activation = expressions.compile(text_of(node, "activationCondition"))


def wire_repeated(task_spec: Any, node: Any, drawing: Drawing) -> None:
    task_spec.body = task_spec._wf_spec.task_specs[task_spec.task_spec]
    if isinstance(task_spec, multi.Loop):
        condition = text_of(node, "standardLoopCharacteristics/loopCondition")
        task_spec.whilst = optional(condition)
        return
    loop = node.find(f"{BPMN}multiInstanceLoopCharacteristics")
    items = text_of(loop, "loopDataInputRef")
    task_spec.source = expressions.compile(items or text_of(loop, "loopCardinality"))
    task_spec.by_count = not items
    task_spec.until = optional(text_of(loop, "completionCondition"))
    task_spec.outputs = text_of(loop, "loopDataOutputRef") or None
    task_spec.tells, task_spec.tells_once = told(drawing, loop), loop.get("behavior") == "One"
    task_spec.item, task_spec.output = data_name(loop, "inputDataItem"), data_name(loop, "outputDataItem")


def told(drawing: Drawing, loop: Any) -> str | None:
    """The signal that a multi-instance throws when one of its instances is done, or the first; None for the others."""
    attribute = {"None": "noneBehaviorEventRef", "One": "oneBehaviorEventRef"}.get(loop.get("behavior"))
    reference = loop.get(attribute) if attribute is not None else None
    for root in drawing.roots.values() if reference else ():
        for definition in root.findall(f"{BPMN}signalEventDefinition"):
            if definition.get("id") == reference:
                return drawing.signals.get(definition.get("signalRef", ""))
    return None


def data_name(loop: Any, tag: str) -> str | None:
    """The name of a data item; its id when it has no name."""
    node = loop.find(BPMN + tag)
    return None if node is None else node.get("name") or node.get("id")


def optional(text: str | None) -> expressions.Compiled | None:
    return expressions.compile(text) if text and text.strip() else None


def reaching(spec: Any, goal: str, without: str) -> frozenset[str]:
    """Names of the specs from which a token can get to `goal` without passing `without`."""
    before: dict[str, set[str]] = {}
    for task_spec in spec.task_specs.values():
        for target, _ in getattr(task_spec, "ways", ()):
            before.setdefault(target.name, set()).add(task_spec.name)
    found, pending = {goal}, [goal]
    while pending:
        fresh: Iterable[str] = before.get(pending.pop(), set()) - found - {without}
        found.update(fresh)
        pending.extend(fresh)
    return frozenset(found)


WIRINGS = (
    (nodes.Human, wire_person),
    (nodes.Handled, wire_handled),
    (decided.Deciding, decided.wire_deciding),
    (outside.Outside, wire_handled),
    (nodes.Handled, wire_throwing),
    (gateways.Choosing, wire_choosing),
    (gateways.Joining, wire_joining),
    (events.Catching, wire_catching),
    (multi.Repeated, wire_repeated),
)
