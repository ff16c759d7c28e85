"""Refusals about events: what has no meaning at its place, or would wait or throw without anybody there."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.spiff import office_time, refuse_undoing, timing
from engine.spiff.reading import BPMN, EVENTS, Drawing, extension, kind_of, text_of
from engine.spiff.refuse_elements import compiled, found
from engine.spiff.wiring_events import TIMES, definitions_of, kind_of_definition
from kernel.errors import N_

SUFFIX = "EventDefinition"
ALLOWED = {
    "startEvent": frozenset({"", "message", "signal"}),
    "endEvent": frozenset({"", "terminate", "error", "escalation", "message", "signal", "cancel", "compensate"}),
    "intermediateCatchEvent": frozenset({"timer", "message", "signal", "conditional", "link"}),
    "intermediateThrowEvent": frozenset({"", "escalation", "message", "signal", "compensate", "link"}),
    "boundaryEvent": frozenset({
        "timer", "message", "signal", "conditional", "error", "escalation", "cancel", "compensate",
    }),
}  # fmt: skip
EVENT_STARTS = frozenset({"timer", "message", "signal", "conditional", "error", "escalation", "compensate"})
ALONE = frozenset({"link", "cancel", "compensate", "none"})
ENDING = frozenset({"error", "cancel", "terminate"})
THROWERS = frozenset({"endEvent", "intermediateThrowEvent"})
SCOPES = frozenset({"subProcess", "transaction", "callActivity"})


def definitions(node: Any) -> list[str]:
    """The kinds of an event: 'timer', 'message', …"""
    return [kind_of_definition(one) for one in definitions_of(node)]


def event_kinds(drawing: Drawing) -> Iterator[Finding]:
    """Each event is of kinds that mean something at its place."""
    for identity, node in drawing.nodes.items():
        place = kind_of(node)
        if place not in EVENTS:
            continue
        kinds = definitions(node) or [""]
        if node.find(BPMN + "eventDefinitionRef") is not None:
            yield found("event-reference", node, N_("%(name)s refers to an event definition that is not there."))
            continue
        allowed = ALLOWED[place]
        if place == "startEvent" and drawing.elements[identity].scope not in drawing.processes:
            allowed = EVENT_STARTS if in_event_scope(drawing, node) else frozenset({""})
        for kind in kinds:
            if kind not in allowed:
                sentence = N_("The event %(name)s can't be run: %(kind)s is not possible here.")
                yield found("event-kind", node, sentence, kind=kind or "none")
        if len(kinds) > 1:
            yield from several(drawing, node, kinds)


def several(drawing: Drawing, node: Any, kinds: list[str]) -> Iterator[Finding]:
    """Several triggers in one event: those that can stand beside others."""
    throws = kind_of(node) in THROWERS
    apart = sum(kind in ENDING for kind in kinds) > 1 if throws else bool(ALONE & set(kinds))
    if apart or "link" in kinds:
        sentence = N_("%(name)s joins kinds of events that can't stand in one event; draw one event for each.")
        yield found("event-several", node, sentence)
    if kind_of(node) == "startEvent" and not in_event_scope(drawing, node) and is_parallel(node):
        yield found("event-several", node, N_("%(name)s would need several messages to begin, which can't be run."))
    repeats = kind_of(node) == "startEvent" and node.get("isInterrupting", "true") == "false" and "timer" in kinds
    cycles = any(one.find(BPMN + "timeCycle") is not None for one in definitions_of(node))
    keeps = kind_of(node) == "boundaryEvent" and node.get("cancelActivity", "true") == "false" and not is_parallel(node)
    if repeats or (cycles and not keeps):
        sentence = N_("The time of %(name)s can't repeat beside other triggers; draw one event for each.")
        yield found("event-several", node, sentence)


def is_parallel(node: Any) -> bool:
    """Whether an event needs all its triggers."""
    return bool(node.get("parallelMultiple") == "true")


def in_event_scope(drawing: Drawing, node: Any) -> bool:
    """Whether an element stands directly in an event sub-process."""
    around = drawing.elements.get(drawing.elements[node.get("id")].scope)
    return around is not None and around.on_event


def event_scopes(drawing: Drawing) -> Iterator[Finding]:
    """An event sub-process stands alone; an error always interrupts."""
    for identity, node in drawing.nodes.items():
        if kind_of(node) == "startEvent" and in_event_scope(drawing, node):
            if "error" in definitions(node) and node.get("isInterrupting", "true") == "false":
                sentence = N_("An error always interrupts; %(name)s says it does not.")
                yield found("event-sub-process", node, sentence)
        elif kind_of(node) in SCOPES and drawing.elements[identity].on_event:
            hosts = any(other.get("attachedToRef") == identity for other in drawing.nodes.values())
            if hosts or is_repeated(node) or kind_of(node) != "subProcess":
                sentence = N_("The event sub-process %(name)s can't be repeated or carry boundary events.")
                yield found("event-sub-process", node, sentence)


def is_repeated(node: Any) -> bool:
    """Whether an activity is a loop or happens several times."""
    return any(kind_of(child).endswith("LoopCharacteristics") for child in node)


def messages(drawing: Drawing) -> Iterator[Finding]:
    """Messages and signals that are thrown or waited for have a name; a correlation compiles."""
    for node in drawing.nodes.values():
        place = kind_of(node)
        if place in {"receiveTask", "sendTask"}:
            wanted = [node] if place == "receiveTask" or extension(node, "service") is None else []
        else:
            wanted = node.findall(f"{BPMN}message{SUFFIX}") if place in EVENTS else []
        leaves_by_operation = place in THROWERS and extension(node, "service") is not None
        for definition in wanted:
            if not leaves_by_operation and not drawing.messages.get(definition.get("messageRef", "")):
                yield found("message-missing", node, N_("%(name)s does not say which message it is about."))
        correlation = extension(node, "correlation")
        if correlation is not None:
            yield from compiled(node, correlation.get("value"))
        for definition in node.findall(f"{BPMN}signal{SUFFIX}") if place in EVENTS else ():
            if not drawing.signals.get(definition.get("signalRef", "")):
                yield found("signal-missing", node, N_("%(name)s does not say which signal it is about."))
        if node.get("instantiate") == "true" and place == "receiveTask":
            yield found("message-start", node, N_("%(name)s can't begin the process where a flow leads to it."))


def correlations(drawing: Drawing) -> Iterator[Finding]:
    """A correlation as the standard writes it is not read: ours has to say what a message is recognised by."""
    read = {
        expression.get("messageRef")
        for root in drawing.roots.values()
        for expression in root.iter(f"{BPMN}correlationPropertyRetrievalExpression")
    }
    for node in drawing.nodes.values() if read else ():
        for definition in (node, *node.findall(f"{BPMN}message{SUFFIX}")):
            if definition.get("messageRef") in read and extension(node, "correlation") is None:
                sentence = N_("The correlation of the message of %(name)s is not read; write it into the event.")
                yield found("message-correlation", node, sentence)


def conditions_of_events(drawing: Drawing) -> Iterator[Finding]:
    """A conditional event has a condition that compiles."""
    for node in drawing.nodes.values():
        for definition in node.findall(f"{BPMN}conditional{SUFFIX}") if kind_of(node) in EVENTS else ():
            text = text_of(definition, "condition")
            if not text:
                yield found("condition-empty", node, N_("The conditional event %(name)s has no condition."))
            else:
                yield from compiled(node, text)


def timers(drawing: Drawing) -> Iterator[Finding]:
    """A timer has one time: an instant, a duration, or a repetition, which has an end where tokens wait for it."""
    behind = {
        flow.target
        for identity, node in drawing.nodes.items()
        if kind_of(node) == "eventBasedGateway"
        for flow in drawing.outgoing.get(identity, ())
    }
    for identity, node in drawing.nodes.items():
        for definition in node.findall(f"{BPMN}timer{SUFFIX}") if kind_of(node) in EVENTS else ():
            if office_time.is_office(definition):
                yield from office_time.findings(node, definition)
                continue
            kinds = [kind for kind in TIMES if definition.find(BPMN + kind) is not None]
            text = text_of(definition, kinds[0]) if len(kinds) == 1 else ""
            if not text:
                yield found("timer-missing", node, N_("The timer %(name)s needs one date, duration or repetition."))
                continue
            endless = text.startswith("R/") and kind_of(node) == "intermediateCatchEvent"
            if kinds == ["timeCycle"] and (endless or identity in behind):
                sentence = N_("The timer %(name)s repeats where its event must come to an end.")
                yield found("timer-repeats", node, sentence)
            yield from time_text(node, kinds[0], text)


def time_text(node: Any, kind: str, text: str) -> Iterator[Finding]:
    """A literal is read now; anything else is an expression."""
    if not timing.is_literal(text):
        yield from compiled(node, text)
        return
    read = {"timeDate": timing.instant, "timeDuration": timing.duration, "timeCycle": timing.cycle}[kind]
    try:
        read(text)
    except ValueError as fault:
        yield found("timer-text", node, N_("The timer %(name)s can't be read: %(reason)s."), reason=str(fault))


def boundaries(drawing: Drawing) -> Iterator[Finding]:
    """A boundary event sits on an activity of its own scope that can give its event."""
    for identity, node in drawing.nodes.items():
        if kind_of(node) != "boundaryEvent":
            continue
        host = drawing.elements.get(node.get("attachedToRef", ""))
        if host is None or host.scope != drawing.elements[identity].scope:
            yield found("boundary-host", node, N_("The boundary event %(name)s is not attached to an activity."))
            continue
        kinds = set(definitions(node))
        thrown_outside = host.outside and kinds == {"error"}
        if kinds & {"error", "escalation"} and host.kind not in SCOPES and not thrown_outside:
            sentence = N_("Nothing inside %(host)s can throw what %(name)s catches.")
            yield found("boundary-never", node, sentence, host=host.name or host.id)
        if "cancel" in kinds and host.kind != "transaction":
            yield found("boundary-never", node, N_("%(host)s is not a transaction."), host=host.name or host.id)
        if kinds & {"error", "cancel"} and node.get("cancelActivity", "true") == "false":
            yield found("boundary-error", node, N_("An error always ends its activity; %(name)s says it does not."))


def codes(drawing: Drawing) -> Iterator[Finding]:
    """What is thrown exists."""
    for node in drawing.nodes.values():
        for kind in ("error", "escalation"):
            for definition in node.findall(f"{BPMN}{kind}{SUFFIX}") if kind_of(node) in EVENTS else ():
                reference = definition.get(f"{kind}Ref")
                if reference is not None and reference not in drawing.codes:
                    yield found("code-unknown", node, N_("%(name)s refers to something that is not defined."))
                elif kind_of(node) == "endEvent" and kind == "error" and not reference:
                    yield found("code-unknown", node, N_("%(name)s does not say which error it throws."))


def links(drawing: Drawing) -> Iterator[Finding]:
    """A throwing link leads to the one catching link of its name in its scope, and nothing else leads there."""
    for identity, node in drawing.nodes.items():
        if not is_link(node):
            continue
        if kind_of(node) == "intermediateThrowEvent":
            ways = [flow.id for flow in drawing.outgoing.get(identity, ())]
            if ways != [f"{identity}.link"]:
                sentence = N_(
                    "The link %(name)s needs exactly one link of its name to lead to, and no flow of its own."
                )
                yield found("link", node, sentence)
        elif any(flow.id != f"{flow.source}.link" for flow in drawing.incoming.get(identity, ())):
            yield found("link", node, N_("Only links lead to the link %(name)s."))


def is_link(node: Any) -> bool:
    """Whether an event is a link, which waits for nothing."""
    return node.find(f"{BPMN}link{SUFFIX}") is not None


def calls(drawing: Drawing) -> Iterator[Finding]:
    """A called process has a start that nothing outside must begin, or one start event only."""
    for node in drawing.nodes.values():
        called = drawing.processes.get(node.get("calledElement", "")) if kind_of(node) == "callActivity" else None
        begins = called.findall(f"{BPMN}startEvent") if called is not None else []
        if len(begins) > 1 and all(definitions(begin) for begin in begins):
            yield found("call-start", node, N_("%(name)s calls a process that only messages or signals begin."))


RULES = (
    event_kinds, event_scopes, messages, correlations, conditions_of_events, timers, boundaries, codes, links, calls,
    *refuse_undoing.RULES,
)  # fmt: skip
