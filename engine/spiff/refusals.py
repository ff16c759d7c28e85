"""What a diagram may not say, refused by name before the library sees it: most of it the library ignores silently.

One rule, one small function over the drawing; the rules stand in three groups beside this file.
"""

from collections.abc import Callable, Iterator

from engine.errors import DiagramInvalid, Finding
from engine.spiff import outside, refuse_data, refuse_elements, refuse_events, refuse_flows, refuse_foreign
from engine.spiff.reading import BPMN, Drawing
from kernel.errors import N_

Rule = Callable[[Drawing], Iterator[Finding]]
WAITING = ("receiveTask", "intermediateCatchEvent", "boundaryEvent", "startEvent")
MAX_CALLS = 20
ABOUT_ELEMENTS: tuple[Rule, ...] = (*refuse_elements.RULES, *refuse_data.RULES, *refuse_foreign.RULES)
ABOUT_FLOWS: tuple[Rule, ...] = (*refuse_events.RULES, *refuse_flows.RULES, *outside.RULES)
RULES: tuple[Rule, ...] = (*ABOUT_ELEMENTS, *ABOUT_FLOWS)


def require_callable(drawing: Drawing, process: str) -> list[str]:
    """The process and all it calls, callers first. Raises DiagramInvalid for unknown and recursive ones."""
    order: list[str] = []
    visit(drawing, process, process, (), order)
    return order


def visit(drawing: Drawing, process: str, by: str, callers: tuple[str, ...], order: list[str]) -> None:
    """Appends a process and those it calls. Raises DiagramInvalid."""
    facts = {"name": process, "limit": MAX_CALLS}
    if process in callers:
        sentence = N_("The process %(name)s calls itself, directly or through others.")
        raise DiagramInvalid([Finding("call-recursive", by, sentence, facts)])
    if process not in drawing.processes:
        raise DiagramInvalid([Finding("process-unknown", by, N_("There is no process “%(name)s”."), facts)])
    if len(callers) > MAX_CALLS:
        raise DiagramInvalid(
            [Finding("calls-too-deep", by, N_("More than %(limit)s processes call one another."), facts)]
        )
    if process in order:
        return
    order.append(process)
    for node in drawing.processes[process].iter(BPMN + "callActivity"):
        visit(drawing, node.get("calledElement", ""), node.get("id", ""), (*callers, process), order)


def findings(drawing: Drawing) -> list[Finding]:
    """Every reason not to publish; when elements or ids are wrong, only those are told."""
    for rules in (ABOUT_ELEMENTS, ABOUT_FLOWS):
        found = [finding for rule in rules for finding in rule(drawing)]
        if found:
            return found
    return []


def messages_waited_for(drawing: Drawing) -> Iterator[str]:
    """Names of the messages the processes wait for."""
    for node in drawing.nodes.values():
        if node.tag in {BPMN + kind for kind in WAITING}:
            for definition in (node, *node.findall(BPMN + "messageEventDefinition")):
                if definition.get("messageRef"):
                    yield drawing.messages[definition.get("messageRef")]
