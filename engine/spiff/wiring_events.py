"""What events wait for and throw, read from the diagram and given to their specs."""

from typing import Any

from engine import expressions
from engine.spiff import events, nodes, office_time, triggers, undoing
from engine.spiff.normalise import safe
from engine.spiff.reading import BPMN, Drawing, extension, kind_of, text_of
from engine.spiff.throwing import Throws
from engine.spiff.timing import is_literal

SUFFIX = "EventDefinition"
TIMES = ("timeDate", "timeDuration", "timeCycle")
CALLS = {"subProcess": "id", "transaction": "id", "adHocSubProcess": "id", "callActivity": "calledElement"}


def definitions_of(node: Any) -> list[Any]:
    """The event definitions of an event, in the diagram's order."""
    return [child for child in node if kind_of(child).endswith(SUFFIX)]


def kind_of_definition(definition: Any) -> str:
    """'timer', 'message', 'signal', …"""
    return kind_of(definition).removesuffix(SUFFIX)


def wire_throwing(task_spec: Any, node: Any, drawing: Drawing) -> None:
    """What an event or a send task throws; a message with an operation leaves through the operation."""
    sends = extension(node, "service") is None
    if kind_of(node) == "sendTask" and sends and node.get("messageRef"):
        task_spec.throws = (thrown_message(node, node, drawing),)
    if isinstance(task_spec, (events.Throw, events.End)):
        thrown = [thrown_by(node, one, drawing) for one in definitions_of(node)]
        task_spec.throws = tuple(one for one in thrown if one is not None and (sends or one.kind != "message"))


def thrown_by(node: Any, definition: Any, drawing: Drawing) -> Throws | None:
    """One thing an event throws; a link throws nothing."""
    kind = kind_of_definition(definition)
    match kind:
        case "error" | "escalation":
            return Throws(kind, drawing.codes.get(definition.get(f"{kind}Ref", "")) or None)
        case "signal":
            return Throws(kind, drawing.signals[definition.get("signalRef")])
        case "message":
            return thrown_message(node, definition, drawing)
        case "compensate":
            return Throws(kind, activity=definition.get("activityRef"))
        case "link":
            return None
        case _:
            return Throws(kind)


def thrown_message(node: Any, definition: Any, drawing: Drawing) -> Throws:
    text = correlation_of(node)
    name = drawing.messages[definition.get("messageRef")]
    return Throws("message", name, expressions.compile(text) if text else None)


def correlation_of(node: Any) -> str:
    """The correlation our extension gives to an event, or ''."""
    ours = extension(node, "correlation")
    return (ours.get("value") or "") if ours is not None else ""


def wire_catching(task_spec: Any, node: Any, drawing: Drawing) -> None:
    """What an element waits for, and whether it interrupts."""
    if isinstance(task_spec, events.Boundary):
        task_spec.interrupts = bool(task_spec.cancel_activity)
    elif isinstance(task_spec, events.Begin):
        task_spec.interrupts = node.get("isInterrupting", "true") == "true"
    trigger = task_spec.trigger = trigger_of(node, drawing)
    if trigger is not None:
        thrown_at_boundary = isinstance(task_spec, events.Boundary) and trigger.listens == ("thrown", "")
        task_spec.listens = None if thrown_at_boundary else trigger.listens
    if isinstance(trigger, triggers.Several):
        spec = task_spec._wf_spec
        arms = [
            events.Arm(spec, f"{task_spec.name}.arm{number}", task_spec, one, number)
            for number, one in enumerate(trigger.triggers)
        ]
        task_spec.arms = tuple(arms)


def trigger_of(node: Any, drawing: Drawing) -> triggers.Trigger | None:
    """What an event or receive task waits for, or None."""
    if kind_of(node) == "receiveTask":
        return message_of(node, node, drawing)
    found = [caught_by(node, one, drawing) for one in definitions_of(node) if kind_of_definition(one) != "link"]
    if len(found) > 1:
        return triggers.Several(tuple(found), node.get("parallelMultiple") == "true")
    return found[0] if found else None


def caught_by(node: Any, definition: Any, drawing: Drawing) -> triggers.Trigger:
    """One thing an event waits for."""
    kind = kind_of_definition(definition)
    match kind:
        case "timer":
            return timer_of(definition)
        case "message":
            return message_of(node, definition, drawing)
        case "signal":
            return triggers.Signal(drawing.signals[definition.get("signalRef")])
        case "conditional":
            return triggers.Condition(expressions.compile(text_of(definition, "condition")))
        case "compensate":
            return triggers.Compensation()
        case _:
            return triggers.Caught(kind, drawing.codes.get(definition.get(f"{kind}Ref", "")) or None)


def timer_of(definition: Any) -> triggers.Timer:
    if office_time.is_office(definition):
        return office_time.timer_of(definition)
    kind = next(name for name in TIMES if definition.find(BPMN + name) is not None)
    text = text_of(definition, kind)
    return triggers.Timer(kind, text, None if is_literal(text) else expressions.compile(text))


def message_of(node: Any, definition: Any, drawing: Drawing) -> triggers.Message:
    text = correlation_of(node)
    name = drawing.messages[definition.get("messageRef")]
    return triggers.Message(name, expressions.compile(text) if text else None)


def finish_events(spec: Any, drawing: Drawing) -> None:
    """What needs all specs of a process wired: its starts, its event sub-processes, and what undoes its activities."""
    found = list(spec.task_specs.values())
    spec.watchful = any(node.find(f"{BPMN}conditional{SUFFIX}") is not None for node in drawing.nodes.values())
    spec.ending = next(iter(spec.end.inputs)).name if spec.end.inputs else f"{spec.name}.EndJoin"
    scopes = [one for one in found if isinstance(one, events.EventScope)]
    undoing_scopes = [one for one in scopes if is_compensation(drawing.nodes[one.bpmn_id])]
    sleeping = [one for one in scopes if one not in undoing_scopes]
    begins = [one for one in found if isinstance(one, events.Begin)]
    spec.start.ways = [*((one, None) for one in sleeping), *(way for way in spec.start.ways if way[0] not in scopes)]
    spec.start.begins = {one.bpmn_id: [*((scope, None) for scope in sleeping), (one, None)] for one in begins}
    spec.undoes = {}
    for boundary in [one for one in found if isinstance(one, events.Boundary)]:
        if is_undoing(drawing.nodes[boundary.bpmn_id]):
            wire_handler(spec, boundary, drawing)
    for activity in [one for one in found if isinstance(one, nodes.Scope) and one not in scopes]:
        called = drawing.nodes[activity.bpmn_id].get(CALLS.get(activity.element.kind, "id"))
        if activity.undo is None and can_be_undone(drawing, called):
            activity.undo = undoing.UndoScope(spec, f"{activity.name}.undo", activity.spec)
            spec.undoes[activity.undo.name] = {activity.bpmn_id}
    spec.undoer = undoing_scopes[0] if undoing_scopes else None
    if spec.undoer is None and can_be_undone(drawing, spec.name.removeprefix("/")):
        spec.undoer = undoing.Undoer(spec, f"{spec.name}.undoer")
        spec.undoer.ways = [(spec.end, None)]


def is_undoing(node: Any) -> bool:
    """Whether a node is the boundary event of a compensation."""
    return kind_of(node) == "boundaryEvent" and node.find(f"{BPMN}compensate{SUFFIX}") is not None


def wire_handler(spec: Any, boundary: Any, drawing: Drawing) -> None:
    """The handler of a compensation boundary event undoes its activity; the event itself never waits."""
    host = drawing.nodes[boundary.bpmn_id].get("attachedToRef")
    handler = spec.task_specs[safe(drawing.undone_by[boundary.bpmn_id])]
    handler.ways = []
    spec.task_specs[safe(host)].undo = handler
    spec.undoes.setdefault(handler.name, set()).add(host)
    split = spec.task_specs[f"{safe(host)}.BoundaryEventSplit"]
    split.ways = [way for way in split.ways if way[0] is not boundary]


def is_compensation(scope: Any) -> bool:
    """Whether an event sub-process is the compensation of the sub-process around it."""
    return scope.find(f"{BPMN}startEvent/{BPMN}compensate{SUFFIX}") is not None


def can_be_undone(drawing: Drawing, scope: str | None) -> bool:
    """Whether something in a process or sub-process, or in what it calls, can be compensated."""
    if drawing.undoable is None:
        drawing.undoable = undoable(drawing)
    return scope in drawing.undoable


def undoable(drawing: Drawing) -> set[str]:
    """The processes and sub-processes in which something can be compensated."""
    around: dict[str, set[str]] = {}
    pending = []
    for identity, element in drawing.elements.items():
        node = drawing.nodes[identity]
        if is_undoing(node) or (element.on_event and is_compensation(node)):
            pending.append(element.scope)
        if element.kind in CALLS and not element.on_event:
            around.setdefault(node.get(CALLS[element.kind]) or "", set()).add(element.scope)
    found = set(pending)
    while pending:
        fresh = around.get(pending.pop(), set()) - found
        found |= fresh
        pending.extend(fresh)
    return found
