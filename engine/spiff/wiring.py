"""Refits the library's specs of one process: our classes, the ways out in the diagram's order, compiled expressions."""

from collections.abc import Iterable
from typing import Any

from engine import expressions
from engine.spiff import decided, events, gateways, multi, nodes, outside
from engine.spiff.declared import guard_of
from engine.spiff.patch import REFITTED
from engine.spiff.reading import BPMN, OURS, Drawing, extension, text_of
from engine.spiff.wiring_events import wire_catching, wire_throwing


def refit(spec: Any, drawing: Drawing) -> None:
    """Makes the specs of one process ours. The diagram has passed the refusals before."""
    for task_spec in list(spec.task_specs.values()):
        replacement = REFITTED.get(type(task_spec))
        if replacement is not None:
            task_spec.__class__ = replacement
        if type(task_spec) is nodes.Service:
            outside.refit(task_spec, drawing)
        if type(task_spec) is nodes.SubProcess and drawing.elements[task_spec.bpmn_id].on_event:
            task_spec.__class__ = events.EventScope
        if type(task_spec) is nodes.Service and decided.reference_of(drawing.nodes[task_spec.bpmn_id]) is not None:
            task_spec.__class__ = decided.Deciding
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, nodes.Node):
            wire(task_spec, spec, drawing)
    spec.finish = spec.task_specs["End"]
    begins = [(begin, None) for begin in spec.start.outputs if isinstance(begin, events.Begin)]
    sleeping = [task_spec for task_spec in spec.task_specs.values() if isinstance(task_spec, events.EventScope)]
    spec.start.ways = [*((scope, None) for scope in sleeping), *begins]
    for scope in sleeping:
        scope.ways = [(spec.end, None)]
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, gateways.Inclusive) and task_spec.joins:
            task_spec.reach = {name: reaching(spec, name, task_spec.name) for name in task_spec.sources}


def wire(task_spec: Any, spec: Any, drawing: Drawing) -> None:
    """Gives one spec its element, its ways and what its class needs."""
    identity = task_spec.bpmn_id
    body = task_spec.name.endswith(" [child]")
    if identity is None:
        task_spec.ways = [(output, None) for output in task_spec.outputs if isinstance(output, nodes.Node)]
        return
    node, task_spec.element = drawing.nodes[identity], drawing.elements[identity]
    flows = [] if body else drawing.outgoing.get(identity, [])
    task_spec.ways = [(target_spec(spec, flow.target), flow.id) for flow in flows]
    if isinstance(task_spec, nodes.End):
        task_spec.ways = [(spec.end, None)]
    for kind, wiring in WIRINGS:
        if isinstance(task_spec, kind):
            wiring(task_spec, node, drawing)


def target_spec(spec: Any, target: str) -> Any:
    """The spec a flow leads to: the activity, or the split that opens it with its boundary events."""
    return spec.task_specs.get(f"{target}.BoundaryEventSplit") or spec.task_specs[target]


def wire_person(task_spec: Any, node: Any, drawing: Drawing) -> None:
    ours = extension(node, "task")
    if ours is not None:
        task_spec.desk, task_spec.due = optional(ours.get("desk")), optional(ours.get("due"))
        task_spec.guard = guard_of(node)


def wire_handled(task_spec: Any, node: Any, drawing: Drawing) -> None:
    ours = extension(node, "service")
    if ours is not None:
        given = ours.findall(f"{OURS}with")
        task_spec.parameters = [(entry.get("name"), expressions.compile(entry.get("value"))) for entry in given]


def wire_choosing(task_spec: Any, node: Any, drawing: Drawing) -> None:
    flows = drawing.outgoing.get(task_spec.bpmn_id, [])
    branches = []
    for (target, _), flow in zip(task_spec.ways, flows, strict=True):
        condition = expressions.compile(flow.condition) if flow.condition else None
        branch = gateways.Branch(target, flow.id, condition)
        if flow.id == node.get("default") or (condition is None and len(flows) == 1):
            task_spec.default = gateways.Branch(target, flow.id, None)
        else:
            branches.append(branch)
    task_spec.branches = branches


def wire_joining(task_spec: Any, node: Any, drawing: Drawing) -> None:
    incoming = drawing.incoming.get(task_spec.bpmn_id, [])
    task_spec.sources = frozenset(flow.source for flow in incoming)
    task_spec.joins = len(incoming) > 1


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
    task_spec.item, task_spec.output = data_name(loop, "inputDataItem"), data_name(loop, "outputDataItem")


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
