"""Refusals about flows: tokens that would be lost, stand still for ever, or never come to rest."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.spiff.event_parsers import is_undoing
from engine.spiff.reading import BPMN, GATEWAYS, Drawing, extension, kind_of
from engine.spiff.refuse_elements import compiled, found, taken_processes
from engine.spiff.refuse_events import definitions, is_link
from engine.spiff.refuse_undoing import is_handler
from kernel.errors import N_

CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway"})
RESTING = frozenset({
    "userTask", "manualTask", "receiveTask", "intermediateCatchEvent", "callActivity", "subProcess", "boundaryEvent",
    "transaction",
})  # fmt: skip


def ends(drawing: Drawing) -> Iterator[Finding]:
    """Each process and sub-process has one start and at least one end."""
    inner = (n for n in drawing.nodes.values() if kind_of(n) in {"subProcess", "transaction"})
    scopes = [*taken_processes(drawing), *inner]
    for scope in scopes:
        starts = len(scope.findall(BPMN + "startEvent"))
        begun = [one for one in scope.findall(BPMN + "startEvent") if not definitions(one)]
        if starts != 1 and (kind_of(scope) != "process" or not starts or len(begun) > 1):
            sentence = N_("%(name)s has %(count)s start events; it needs exactly one.")
            yield found("start-event", scope, sentence, count=starts)
        if scope.find(BPMN + "endEvent") is None:
            yield found("end-event", scope, N_("%(name)s has no end event."))


def targets(drawing: Drawing) -> Iterator[Finding]:
    """A flow joins two elements of one scope."""
    for flow in drawing.flows.values():
        source, target = drawing.elements.get(flow.source), drawing.elements.get(flow.target)
        if source is None or target is None or source.scope != target.scope:
            sentence = N_("The flow %(name)s does not join two elements of one process.")
            yield Finding("flow-ends", flow.id, sentence, {"name": flow.name or flow.id})


def dead_ends(drawing: Drawing) -> Iterator[Finding]:
    """Every element can be reached and left, except where a process begins and ends."""
    for identity, element in drawing.elements.items():
        node, kind = drawing.nodes[identity], element.kind
        if is_handler(node) or is_undoing(node):
            continue
        ways_in, ways_out = len(drawing.incoming.get(identity, ())), len(drawing.outgoing.get(identity, ()))
        if (kind in {"startEvent", "boundaryEvent"} or element.on_event) == bool(ways_in):
            sentence = (
                N_("A flow leads into %(name)s, where none may.") if ways_in else N_("No flow leads to %(name)s.")
            )
            yield found("way-in", node, sentence)
        if (kind == "endEvent" or element.on_event) == bool(ways_out):
            sentence = N_("A flow leaves %(name)s, where none may.") if ways_out else N_("No flow leaves %(name)s.")
            yield found("way-out", node, sentence)
        if ways_out > 1 and kind not in GATEWAYS:
            yield found("fork-without-gateway", node, N_("Several flows leave %(name)s; put a gateway behind it."))


def reachable(drawing: Drawing) -> Iterator[Finding]:
    """Every element can be reached from a start."""
    pending = [i for i, e in drawing.elements.items() if e.kind in {"startEvent", "boundaryEvent"}]
    seen = set(pending)
    while pending:
        for flow in drawing.outgoing.get(pending.pop(), ()):
            if flow.target not in seen:
                seen.add(flow.target)
                pending.append(flow.target)
    for identity in drawing.elements:
        if identity not in seen and drawing.incoming.get(identity):
            yield found("unreachable", drawing.nodes[identity], N_("%(name)s can't be reached from the start."))


def conditions(drawing: Drawing) -> Iterator[Finding]:
    """Conditions stand on the flows of exclusive and inclusive gateways, on all of them but the default."""
    for flow in drawing.flows.values():
        source = drawing.nodes.get(flow.source)
        if source is None:
            continue
        node, choosing = drawing.nodes[flow.id], kind_of(source) in CHOOSING
        default = source.get("default") == flow.id
        if flow.condition and not choosing:
            sentence = N_("The condition “%(condition)s” would be ignored: only gateways read conditions.")
            yield found("condition-ignored", node, sentence, condition=flow.condition)
        elif flow.condition and default:
            yield found("condition-ignored", node, N_("The default flow %(name)s can't have a condition."))
        elif flow.condition:
            yield from compiled(node, flow.condition)
        elif choosing and not default and len(drawing.outgoing[flow.source]) > 1:
            sentence = N_("The flow %(name)s leaves a gateway without a condition and is not its default.")
            yield found("condition-missing", node, sentence)


def defaults(drawing: Drawing) -> Iterator[Finding]:
    """A default flow leaves its own gateway."""
    for identity, node in drawing.nodes.items():
        default = node.get("default")
        if default is None:
            continue
        own = any(flow.id == default for flow in drawing.outgoing.get(identity, ()))
        if kind_of(node) not in CHOOSING or not own:
            yield found("default-flow", node, N_("The default flow of %(name)s is not one of its flows with a choice."))


def event_gateways(drawing: Drawing) -> Iterator[Finding]:
    """Behind an event gateway stand at least two events, each only for it."""
    for identity, node in drawing.nodes.items():
        if kind_of(node) != "eventBasedGateway":
            continue
        behind = [flow.target for flow in drawing.outgoing.get(identity, ()) if flow.target in drawing.nodes]
        if len(behind) < 2:
            yield found("event-gateway", node, N_("The event gateway %(name)s needs at least two events behind it."))
        for target in behind:
            waits = kind_of(drawing.nodes[target]) in {"intermediateCatchEvent", "receiveTask"}
            if not waits or len(drawing.incoming.get(target, ())) != 1:
                sentence = N_("%(name)s is not an event that only its event gateway leads to.")
                yield found("event-gateway", drawing.nodes[target], sentence)
        if node.get("instantiate") == "true" or extension(node, "service") is not None:
            yield found("event-gateway", node, N_("The event gateway %(name)s can't start a process."))


def rest(drawing: Drawing) -> Iterator[Finding]:
    """Every circle contains an element that waits for people, time or a message."""
    automatic = {i for i, e in drawing.elements.items() if e.kind not in RESTING or is_link(drawing.nodes[i])}
    leads: dict[str, list[str]] = {
        i: [flow.target for flow in drawing.outgoing.get(i, ()) if flow.target in automatic] for i in automatic
    }
    arriving = dict.fromkeys(automatic, 0)
    for successors in leads.values():
        for target in successors:
            arriving[target] += 1
    pending = [i for i, count in arriving.items() if not count]
    while pending:
        gone = pending.pop()
        arriving.pop(gone)
        for target in leads[gone]:
            arriving[target] -= 1
            if not arriving[target]:
                pending.append(target)
    circle = next((i for i in sorted(arriving) if on_circle(i, leads, arriving)), None)
    if circle is not None:
        yield found("circle-without-rest", drawing.nodes[circle], N_("From %(name)s the process runs in a circle."))


def on_circle(start: str, leads: dict[str, list[str]], among: dict[str, int]) -> bool:
    """Whether an element leads back to itself."""
    seen: set[str] = set()
    pending = [start]
    while pending:
        for target in leads[pending.pop()]:
            if target == start:
                return True
            if target in among and target not in seen:
                seen.add(target)
                pending.append(target)
    return False


def ignored_ways(drawing: Drawing) -> Iterator[Finding]:
    """A throw event without an effect or an operation is drawn by mistake, unless it only marks a place."""
    for node in drawing.nodes.values():
        service: Any = extension(node, "service")
        if service is not None and not service.get("handler"):
            yield found("service-without-handler", node, N_("%(name)s does not name the operation it calls."))
        throws = kind_of(node) in {"intermediateThrowEvent", "endEvent"}
        if service is not None and throws and definitions(node) != ["message"]:
            yield found("operation-ignored", node, N_("Only message events call an operation; %(name)s does not."))


RULES = (
    ends, targets, dead_ends, reachable, conditions, defaults, event_gateways, rest, ignored_ways,
)  # fmt: skip
