"""Events of a kind that the standard does not know at their place, like an end event with a timer."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, is_event_scope, scope_of
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "event-kind"
REMEDY = N_("Choose a kind of event that is possible here.")
SENTENCE = N_("A %(event)s event is not possible at this place: %(name)s.")
NONE = N_("%(name)s does not say what it waits for.")
NORMAL = frozenset({"message", "timer", "conditional", "signal"})
CAUGHT = NORMAL | {"escalation", "error", "compensate"}
ALLOWED = {
    "startEvent": NORMAL,
    "start of a sub-process": frozenset[str](),
    "start of an event sub-process": CAUGHT,
    "start that does not interrupt": NORMAL | {"escalation"},
    "intermediateCatchEvent": NORMAL | {"link"},
    "intermediateThrowEvent": frozenset({"message", "escalation", "compensate", "link", "signal"}),
    "boundaryEvent": CAUGHT | {"cancel"},
    "boundary that does not interrupt": NORMAL | {"escalation"},
    "endEvent": frozenset({"message", "escalation", "error", "cancel", "compensate", "signal", "terminate"}),
}
PLAIN = frozenset({"startEvent", "start of a sub-process", "intermediateThrowEvent", "endEvent"})


def check(bundle: Bundle) -> Iterator[Finding]:
    """Every event is of a kind that is possible at its place."""
    for node in bundle.each("catchEvent", "throwEvent"):
        place, kinds = place_of_event(node), bundle.kinds_of(node)
        if place not in ALLOWED:
            continue
        for kind in sorted(set(kinds) - ALLOWED[place]):
            yield found(node, SENTENCE, event=kind, place=place)
        if not kinds and place not in PLAIN and not len(node.findall("{*}eventDefinitionRef")):
            yield found(node, NONE, place=place)


def place_of_event(node: Any) -> str:
    """Where an event stands, as far as that decides what it may be."""
    kind, scope = kind_of(node), scope_of(node)
    if kind == "boundaryEvent" and node.get("cancelActivity") in {"false", "0"}:
        return "boundary that does not interrupt"
    if kind != "startEvent" or scope is None or kind_of(scope) in {"process", "choreography", "subChoreography"}:
        return kind
    if not is_event_scope(scope):
        return "start of a sub-process"
    quiet = node.get("isInterrupting") in {"false", "0"}
    return "start that does not interrupt" if quiet else "start of an event sub-process"
