"""What a diagram may not say, refused by name before the library sees it. One rule, one small function."""

from collections.abc import Iterator

from engine.errors import DiagramInvalid, Finding
from engine.spiff.reading import BPMN, Drawing
from kernel.errors import N_


def require_callable(drawing: Drawing, process: str) -> list[str]:
    """The process and all it calls, called ones after callers. Raises DiagramInvalid."""
    order: list[str] = []
    pending = [process]
    while pending:
        name = pending.pop()
        if name in order:
            continue
        if name not in drawing.processes:
            raise DiagramInvalid(
                [Finding("process-unknown", name, N_("There is no process %(name)s."), {"name": name})]
            )
        order.append(name)
        pending.extend(node.get("calledElement", "") for node in drawing.processes[name].iter(BPMN + "callActivity"))
    return order


def findings(drawing: Drawing) -> list[Finding]:
    """Every reason not to publish."""
    return []


def messages_waited_for(drawing: Drawing) -> Iterator[str]:
    """Names of the messages the processes wait for."""
    for node in drawing.nodes.values():
        for definition in (node, *node.findall(BPMN + "messageEventDefinition")):
            if definition.get("messageRef"):
                yield drawing.messages[definition.get("messageRef")]
