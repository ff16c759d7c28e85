"""Events of an executable process that do not say which message or escalation they mean."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.grammar import is_a
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "event-reference"
REMEDY = N_("Choose the message, signal or escalation; give the escalation a code.")
NONE = N_("%(name)s does not say which %(event)s it means.")
CODE = N_("%(name)s throws an escalation without a code.")
NAMED = {"messageEventDefinition": "messageRef", "signalEventDefinition": "signalRef"}


def check(bundle: Bundle) -> Iterator[Finding]:
    """In what runs, messages and signals are named, and thrown escalations have a code."""
    for node in bundle.each("catchEvent", "throwEvent"):
        if bundle.runs(node):
            for event in bundle.events_of(node):
                yield from of_event(bundle, node, event)


def of_event(bundle: Bundle, node: Any, event: Any) -> Iterator[Finding]:
    """The finding about one definition of an event."""
    kind = kind_of(event)
    if kind in NAMED and not event.get(NAMED[kind]):
        yield found(node, NONE, event=kind.removesuffix("EventDefinition"))
    if kind == "escalationEventDefinition" and is_a(kind_of(node), "throwEvent"):
        escalation = bundle.get(event.get("escalationRef"))
        if escalation is None or not escalation.get("escalationCode"):
            yield found(node, CODE)
