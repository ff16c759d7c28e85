"""Refusals about events: what the library ignores, starts at the wrong moment, or leaves without an end."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.spiff import office_time, timing
from engine.spiff.reading import BPMN, EVENTS, Drawing, extension, kind_of, text_of
from engine.spiff.refuse_elements import compiled, found
from engine.spiff.wiring_events import TIMES
from kernel.errors import N_

SUFFIX = "EventDefinition"
ALLOWED = {
    "startEvent": frozenset({""}),
    "endEvent": frozenset({"", "terminate", "error", "escalation", "message"}),
    "intermediateCatchEvent": frozenset({"timer", "message"}),
    "intermediateThrowEvent": frozenset({"", "escalation", "message"}),
    "boundaryEvent": frozenset({"timer", "message", "error", "escalation"}),
}
EVENT_STARTS = {**ALLOWED, "startEvent": frozenset({"timer", "message"})}
THROWERS = frozenset({"endEvent", "intermediateThrowEvent"})
SCOPES = frozenset({"subProcess", "callActivity"})


def definitions(node: Any) -> list[str]:
    """The kinds of an event: 'timer', 'message', …"""
    return [kind_of(child).removesuffix(SUFFIX) for child in node if kind_of(child).endswith(SUFFIX)]


def event_kinds(drawing: Drawing) -> Iterator[Finding]:
    """Each event has one kind, and one we run at that place."""
    for node in drawing.nodes.values():
        place = kind_of(node)
        if place not in EVENTS:
            continue
        kinds = definitions(node)
        if node.find(BPMN + "eventDefinitionRef") is not None:
            yield found("event-reference", node, N_("%(name)s refers to an event definition elsewhere; draw it here."))
        elif len(kinds) > 1:
            yield found(
                "event-several", node, N_("%(name)s waits for several kinds of events; draw one event for each.")
            )
        elif "".join(kinds) not in (EVENT_STARTS if in_event_scope(drawing, node) else ALLOWED)[place]:
            sentence = N_("The event %(name)s can't be run: %(kind)s is not possible here.")
            yield found("event-kind", node, sentence, kind=kinds[0] if kinds else "none")


def in_event_scope(drawing: Drawing, node: Any) -> bool:
    """Whether an element stands directly in an event sub-process."""
    around = drawing.elements.get(drawing.elements[node.get("id")].scope)
    return around is not None and around.on_event


def event_scopes(drawing: Drawing) -> Iterator[Finding]:
    """An event sub-process does not interrupt, stands alone, and happens as it is drawn."""
    for identity, node in drawing.nodes.items():
        if kind_of(node) == "startEvent" and in_event_scope(drawing, node):
            if node.get("isInterrupting", "true") != "false":
                sentence = N_("%(name)s would interrupt, which can't be run. Use a boundary event on a sub-process.")
                yield found("event-sub-process", node, sentence)
        elif kind_of(node) == "subProcess" and drawing.elements[identity].on_event:
            hosts = any(other.get("attachedToRef") == identity for other in drawing.nodes.values())
            if hosts or any(kind_of(child).endswith("LoopCharacteristics") for child in node):
                sentence = N_("The event sub-process %(name)s can't be repeated or carry boundary events.")
                yield found("event-sub-process", node, sentence)


def messages(drawing: Drawing) -> Iterator[Finding]:
    """A wait has a message and a correlation; a message leaves through an operation."""
    for node in drawing.nodes.values():
        place = kind_of(node)
        definition = node if place == "receiveTask" else node.find(f"{BPMN}message{SUFFIX}")
        if definition is None or (place not in EVENTS and place != "receiveTask"):
            continue
        if place in THROWERS:
            if extension(node, "service") is None:
                yield found("message-without-operation", node, N_("%(name)s does not name the operation that sends."))
            continue
        if not drawing.messages.get(definition.get("messageRef", "")):
            yield found("message-missing", node, N_("%(name)s does not say which message it waits for."))
        correlation = extension(node, "correlation")
        if correlation is None or not correlation.get("value"):
            sentence = N_("%(name)s does not say by which value its message is recognised (correlation).")
            yield found("message-without-correlation", node, sentence)
        else:
            yield from compiled(node, correlation.get("value"))


def timers(drawing: Drawing) -> Iterator[Finding]:
    """A timer has one time: an instant, a duration, or a repetition on a non-interrupting boundary event."""
    for node in drawing.nodes.values():
        definition = node.find(f"{BPMN}timer{SUFFIX}")
        if definition is None or kind_of(node) not in EVENTS:
            continue
        if office_time.is_office(definition):
            yield from office_time.findings(node, definition)
            continue
        kinds = [kind for kind in TIMES if definition.find(BPMN + kind) is not None]
        text = text_of(definition, kinds[0]) if len(kinds) == 1 else ""
        if not text:
            yield found("timer-missing", node, N_("The timer %(name)s needs one date, duration or repetition."))
            continue
        if kinds == ["timeCycle"] and node.get("cancelActivity", "true") != "false":
            sentence = N_("The timer %(name)s repeats, but its event can happen only once.")
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
        kinds = definitions(node)
        if (
            kinds in (["error"], ["escalation"])
            and host.kind not in SCOPES
            and not (kinds == ["error"] and host.outside)
        ):
            sentence = N_("Nothing inside %(host)s can throw what %(name)s catches.")
            yield found("boundary-never", node, sentence, host=host.name or host.id)
        if kinds == ["error"] and node.get("cancelActivity", "true") == "false":
            yield found("boundary-error", node, N_("An error always ends its activity; %(name)s says it does not."))


def codes(drawing: Drawing) -> Iterator[Finding]:
    """What is thrown exists and can be caught."""
    called = {node.get("calledElement") for node in drawing.nodes.values() if kind_of(node) == "callActivity"}
    for identity, node in drawing.nodes.items():
        for kind in ("error", "escalation"):
            definition = node.find(f"{BPMN}{kind}{SUFFIX}")
            if definition is None or kind_of(node) not in EVENTS:
                continue
            reference = definition.get(f"{kind}Ref")
            if reference is not None and reference not in drawing.codes:
                yield found("code-unknown", node, N_("%(name)s refers to something that is not defined."))
            scope = drawing.elements[identity].scope
            if kind == "error" and kind_of(node) == "endEvent" and scope in drawing.processes and scope not in called:
                yield found("error-uncaught", node, N_("Nothing around %(name)s can catch its error."))


RULES = (event_kinds, event_scopes, messages, timers, boundaries, codes)
