"""Conditions where BPMN allows none: they would be ignored, or leave the token without a way."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.grammar import is_a
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "flow-condition"
REMEDY = N_("Remove the condition, or put an exclusive or inclusive gateway before it.")
PLACE = N_("The flow %(name)s has a condition, but leaves a place where none may be: %(source)s.")
IGNORED = N_("The condition of the flow %(name)s is not read: a parallel gateway takes all its flows (%(source)s).")
ALONE = N_("The flow %(name)s has a condition, but is the only way out of %(source)s.")
DEFAULT = N_("The flow %(name)s is the default of %(source)s and has a condition.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Conditions stand on flows of choosing gateways and on one of several flows of an activity."""
    for node in bundle.each("sequenceFlow"):
        source = bundle.get(node.get("sourceRef"))
        if source is not None and node.find(f"{BPMN}conditionExpression") is not None:
            yield from of_flow(bundle, node, source)


def of_flow(bundle: Bundle, node: Any, source: Any) -> Iterator[Finding]:
    """The finding about one flow with a condition."""
    kind, facts = kind_of(source), {"source": source.get("name") or source.get("id")}
    if is_a(kind, "event") or kind == "eventBasedGateway":
        yield found(node, PLACE, **facts)
    elif kind == "parallelGateway":
        yield replace(found(node, IGNORED, **facts), severity="warning")
    elif source.get("default") == node.get("id"):
        yield found(node, DEFAULT, **facts)
    elif is_a(kind, "activity") and len(bundle.leaving(source)) < 2:
        yield found(node, ALONE, **facts)
