"""Where a token can go: along flows, through links, from an activity to its boundary events and compensations."""

from collections.abc import Iterable
from typing import Any

from engine.lint.bundle import Bundle, is_event_scope, local
from engine.lint.rules.link_pair import LINK, pair
from engine.spiff.reading import kind_of

STARTING = frozenset({"receiveTask", "eventBasedGateway"})


def next_of(bundle: Bundle) -> dict[str, set[str]]:
    """The ids a token can go to, by the id it is at."""
    leads: dict[str, set[str]] = {node.get("id", ""): set() for node in bundle.each("flowNode")}
    edges = [(flow.get("sourceRef", ""), flow.get("targetRef", "")) for flow in bundle.each("sequenceFlow")]
    edges += [(local(node.get("attachedToRef", "")), node.get("id", "")) for node in bundle.each("boundaryEvent")]
    edges += [(local(node.get("sourceRef", "")), local(node.get("targetRef", ""))) for node in undoings(bundle)]
    throws = [node for node in bundle.each("intermediateThrowEvent") if node.find(LINK) is not None]
    catches = [node for node in bundle.each("intermediateCatchEvent") if node.find(LINK) is not None]
    edges += [(one.get("id", ""), two.get("id", "")) for one in throws for two in catches if pair(one, two)]
    for source, target in edges:
        if source in leads and target in leads:
            leads[source].add(target)
    return leads


def undoings(bundle: Bundle) -> list[Any]:
    """The associations that lead from a boundary event to the activity that undoes."""
    found = ((node, bundle.get(node.get("sourceRef"))) for node in bundle.each("association"))
    return [node for node, source in found if source is not None and kind_of(source) == "boundaryEvent"]


def beginnings(bundle: Bundle) -> list[str]:
    """The ids where tokens appear: starts, what creates instances, event sub-processes, and what no flow leads to."""
    return [node.get("id", "") for node in bundle.each("flowNode") if begins(bundle, node)]


def begins(bundle: Bundle, node: Any) -> bool:
    """Whether a token can appear at an element by itself."""
    kind = kind_of(node)
    if kind == "startEvent" or is_event_scope(node) or node.get("isForCompensation") == "true":
        return True
    if kind in STARTING and node.get("instantiate") == "true":
        return True
    if kind == "boundaryEvent":
        return bundle.get(node.get("attachedToRef")) is None
    return all(bundle.get(flow.get("sourceRef")) is None for flow in bundle.arriving(node))


def reached(leads: dict[str, set[str]], from_: Iterable[str]) -> set[str]:
    """All ids a token can get to."""
    pending = list(from_)
    seen = set(pending)
    while pending:
        for target in leads.get(pending.pop(), ()):
            if target not in seen:
                seen.add(target)
                pending.append(target)
    return seen
