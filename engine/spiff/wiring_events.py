"""What events wait for and throw, read from the diagram and given to their specs."""

from typing import Any

from engine import expressions
from engine.spiff import events, nodes, office_time
from engine.spiff.reading import BPMN, Drawing, extension, kind_of, text_of
from engine.spiff.timing import is_literal

EVENT_KINDS = ("timer", "message", "error", "escalation")
TIMES = ("timeDate", "timeDuration", "timeCycle")


def wire_throwing(task_spec: Any, node: Any, drawing: Drawing) -> None:
    """What a throwing event throws, and whether it ends everything."""
    if not isinstance(task_spec, (nodes.Throw, nodes.End)):
        return
    for kind in ("error", "escalation"):
        definition = node.find(f"{BPMN}{kind}EventDefinition")
        if definition is not None:
            task_spec.thrown = (kind, drawing.codes.get(definition.get(f"{kind}Ref", "")) or None)
    if isinstance(task_spec, nodes.End):
        task_spec.terminates = node.find(f"{BPMN}terminateEventDefinition") is not None


def wire_catching(task_spec: Any, node: Any, drawing: Drawing) -> None:
    task_spec.trigger = trigger_of(node, drawing)


def trigger_of(node: Any, drawing: Drawing) -> events.Timer | events.Message | events.Thrown | None:
    """What an event or receive task waits for, or None."""
    if kind_of(node) == "receiveTask":
        return message_of(node, node, drawing)
    for kind in EVENT_KINDS:
        definition = node.find(f"{BPMN}{kind}EventDefinition")
        if definition is None:
            continue
        if kind == "timer":
            return timer_of(definition)
        if kind == "message":
            return message_of(node, definition, drawing)
        return events.Thrown(kind, drawing.codes.get(definition.get(f"{kind}Ref", "")) or None)
    return None


def timer_of(definition: Any) -> events.Timer:
    if office_time.is_office(definition):
        return office_time.timer_of(definition)
    kind = next(name for name in TIMES if definition.find(BPMN + name) is not None)
    text = text_of(definition, kind)
    return events.Timer(kind, text, None if is_literal(text) else expressions.compile(text))


def message_of(node: Any, definition: Any, drawing: Drawing) -> events.Message:
    correlation = extension(node, "correlation")
    text = correlation.get("value") if correlation is not None else ""
    return events.Message(drawing.messages[definition.get("messageRef")], expressions.compile(text))
