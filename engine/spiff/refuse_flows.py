"""Refusals about flows: tokens that would be lost, stand still for ever, or never come to rest."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.spiff.reading import ACTIVITIES, GATEWAYS, Drawing, Element, extension, kind_of, text_of
from engine.spiff.refuse_elements import compiled, found, taken_processes
from engine.spiff.refuse_events import definitions, is_link
from kernel.errors import N_

CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway"})
SCOPES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
MAX_REACH = 200_000
RESTING = frozenset({
    "task", "userTask", "manualTask", "receiveTask", "intermediateCatchEvent", "callActivity", "subProcess",
    "boundaryEvent", "transaction",
})  # fmt: skip


def begins(drawing: Drawing) -> Iterator[Finding]:
    """A process begins at one start event, or at all that nothing leads to."""
    scopes = [*taken_processes(drawing), *(node for node in drawing.nodes.values() if kind_of(node) in SCOPES)]
    for scope in scopes:
        identity = scope.get("id", "")
        inside = [drawing.elements[one] for one in drawing.inside.get(identity, ())]
        starts = [element for element in inside if element.kind == "startEvent"]
        plain = [element for element in starts if not definitions(drawing.nodes[element.id])]
        around = drawing.elements.get(identity)
        if len(plain) > 1 or (around is not None and around.on_event and len(starts) != 1):
            sentence = N_("%(name)s has %(count)s start events; it is not clear with which it begins.")
            yield found("start-event", scope, sentence, count=len(starts))
        elif not starts and not any(may_begin(element, drawing) for element in inside):
            yield found("start-event", scope, N_("%(name)s has nothing it could begin with."))
        if kind_of(scope) == "adHocSubProcess":
            yield from ad_hoc(scope, inside, drawing)


def may_begin(element: Element, drawing: Drawing) -> bool:
    """Whether an element begins with its scope when that has no start event."""
    able = element.kind in ACTIVITIES | GATEWAYS and not element.on_event
    return able and not drawing.incoming.get(element.id)


def ad_hoc(scope: Any, inside: list[Element], drawing: Drawing) -> Iterator[Finding]:
    """An ad hoc sub-process does each activity once, all at once or one after the other."""
    if text_of(scope, "completionCondition"):
        sentence = N_("The completion condition of %(name)s can't be run: each of its activities is done once.")
        yield found("ad-hoc-condition", scope, sentence)
    if any(element.kind in {"startEvent", "endEvent"} for element in inside):
        yield found("ad-hoc-events", scope, N_("%(name)s may not contain start or end events: it is ad hoc."))
    joined = any(drawing.outgoing.get(element.id) or element.kind not in ACTIVITIES for element in inside)
    if scope.get("ordering") == "Sequential" and joined:
        sentence = N_("%(name)s is done one after the other; draw only activities into it, without flows.")
        yield found("ad-hoc-sequence", scope, sentence)
    if scope.get("ordering", "Parallel") not in {"Parallel", "Sequential"}:
        yield found("ad-hoc-sequence", scope, N_("The ordering of %(name)s is neither Parallel nor Sequential."))


def targets(drawing: Drawing) -> Iterator[Finding]:
    """A flow joins two elements of one scope."""
    for flow in drawing.flows.values():
        source, target = drawing.elements.get(flow.source), drawing.elements.get(flow.target)
        if source is None or target is None or source.scope != target.scope:
            sentence = N_("The flow %(name)s does not join two elements of one process.")
            yield Finding("flow-ends", flow.id, sentence, {"name": flow.name or flow.id})


def ways_in(drawing: Drawing) -> Iterator[Finding]:
    """A flow leads to every element but those that begin by themselves."""
    started = {element.scope for element in drawing.elements.values() if element.kind == "startEvent"}
    for identity, element in drawing.elements.items():
        node, count = drawing.nodes[identity], len(drawing.incoming.get(identity, ()))
        alone = element.kind in {"startEvent", "boundaryEvent"} or element.on_event
        begins_itself = element.scope not in started and may_begin(element, drawing)
        if alone and count:
            yield found("way-in", node, N_("A flow leads into %(name)s, where none may."))
        elif not (alone or count or begins_itself or links(node) or node.get("isForCompensation") == "true"):
            yield found("way-in", node, N_("No flow leads to %(name)s."))


def ways_out(drawing: Drawing) -> Iterator[Finding]:
    """An activity without a flow ends its path; everything else but an end event is left."""
    for identity, element in drawing.elements.items():
        node, count = drawing.nodes[identity], len(drawing.outgoing.get(identity, ()))
        last = element.kind == "endEvent" or element.on_event
        if last and count:
            yield found("way-out", node, N_("A flow leaves %(name)s, where none may."))
        elif not (last or count or element.kind in ACTIVITIES or links(node) or definitions(node) == ["compensate"]):
            yield found("way-out", node, N_("No flow leaves %(name)s."))


def links(node: Any) -> bool:
    """Whether an event is one half of a link."""
    return definitions(node) == ["link"]


def reachable(drawing: Drawing) -> Iterator[Finding]:
    """Every element can be reached from a start."""
    pending = [identity for identity in drawing.elements if not drawing.incoming.get(identity)]
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
    """Conditions stand on flows that leave activities and choosing gateways; a parallel gateway never reads them."""
    for flow in drawing.flows.values():
        source = drawing.nodes.get(flow.source)
        if source is None or not flow.condition or kind_of(source) == "parallelGateway":
            continue
        node = drawing.nodes[flow.id]
        if kind_of(source) not in CHOOSING | ACTIVITIES:
            sentence = N_("The condition “%(condition)s” would be ignored: an event reads no conditions.")
            yield found("condition-ignored", node, sentence, condition=flow.condition)
        elif source.get("default") == flow.id:
            yield found("condition-ignored", node, N_("The default flow %(name)s can't have a condition."))
        else:
            yield from compiled(node, flow.condition)


def exclusive_choices(drawing: Drawing) -> Iterator[Finding]:
    """A flow without a condition is always open: behind it no other flow of an exclusive gateway is ever taken."""
    for identity, element in drawing.elements.items():
        flows = drawing.outgoing.get(identity, [])
        default = drawing.nodes[identity].get("default")
        if element.kind != "exclusiveGateway" or len(flows) < 2:
            continue
        for flow in flows if default else flows[:-1]:
            if not flow.condition and flow.id != default:
                sentence = N_("The flow %(name)s leaves a gateway without a condition and is not its default.")
                yield found("condition-missing", drawing.nodes[flow.id], sentence)


def complex_gateways(drawing: Drawing) -> Iterator[Finding]:
    """A complex gateway parts like an inclusive one, or joins by its activation condition into one flow."""
    for identity, element in drawing.elements.items():
        if element.kind != "complexGateway":
            continue
        node, leaving = drawing.nodes[identity], drawing.outgoing.get(identity, [])
        activation = text_of(node, "activationCondition")
        if len(drawing.incoming.get(identity, ())) < 2:
            if activation:
                sentence = N_("%(name)s has an activation condition, but nothing to wait for.")
                yield found("complex-gateway", node, sentence)
        elif not activation or len(leaving) != 1 or leaving[0].condition:
            sentence = N_("%(name)s joins flows: it needs an activation condition and one flow out, without condition.")
            yield found("complex-gateway", node, sentence)
        else:
            yield from compiled(node, activation)


def reach(drawing: Drawing) -> Iterator[Finding]:
    """A join that looks for tokens elsewhere knows the ways to it: many such joins in a large process are too many."""
    sizes = {scope: len(inside) for scope, inside in drawing.inside.items()}
    looking = {"inclusiveGateway", "complexGateway"}
    for scope, inside in drawing.inside.items():
        joins = [identity for identity in inside if drawing.elements[identity].kind in looking]
        if sum(len(drawing.incoming.get(identity, ())) for identity in joins) * sizes[scope] > MAX_REACH:
            sentence = N_("%(name)s has too many inclusive and complex gateways. Divide it into sub-processes.")
            yield Finding("joins-too-many", scope, sentence, {"name": scope})


def defaults(drawing: Drawing) -> Iterator[Finding]:
    """A default flow leaves its own gateway or activity."""
    for identity, node in drawing.nodes.items():
        default = node.get("default")
        if default is None:
            continue
        own = any(flow.id == default for flow in drawing.outgoing.get(identity, ()))
        if kind_of(node) not in CHOOSING | ACTIVITIES or not own:
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
            waits = waits and drawing.nodes[target].get("startQuantity", "1") == "1"
            if not waits or len(drawing.incoming.get(target, ())) != 1:
                sentence = N_("%(name)s is not an event that only its event gateway leads to.")
                yield found("event-gateway", drawing.nodes[target], sentence)
        starts = node.get("instantiate") == "true" or node.get("eventGatewayType", "Exclusive") != "Exclusive"
        if starts or extension(node, "service") is not None:
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
    begins, targets, ways_in, ways_out, reachable, conditions, exclusive_choices, complex_gateways, reach, defaults,
    event_gateways, rest, ignored_ways,
)  # fmt: skip
