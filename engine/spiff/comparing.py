"""What each element of a version says, to be compared: without names, words, forms and the places of the drawing."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from engine.spiff import reading
from engine.spiff.reading import BPMN, FLOW_NODES, OURS, Drawing, kind_of
from engine.spiff.refusals import require_callable

WORDS = frozenset({"documentation", "incoming", "outgoing", "laneSet", "textAnnotation", "association", "group"})
Way = tuple[str, str, str | None]


@dataclass(slots=True)
class Meaning:
    """What each element of a version says, by id; `around` are boundary events by host and event sub-processes."""

    own: dict[str, str] = field(default_factory=dict)
    ways: dict[str, tuple[tuple[Way, ...], str | None]] = field(default_factory=dict)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    around: dict[str, tuple[str, ...]] = field(default_factory=dict)


def meaning_of(files: Mapping[str, bytes], process: str) -> Meaning:
    """The meaning of a bundle that was published. Raises DiagramInvalid."""
    drawing = reading.read(files)
    for called in require_callable(drawing, process):
        reading.take(drawing, drawing.processes[called])
    named = _definitions(drawing)
    meaning = Meaning()
    for identity, element in drawing.elements.items():
        node = drawing.nodes[identity]
        meaning.own[identity] = f"{element.scope} {_text(node, named)}"
        ways = tuple((flow.id, flow.target, flow.condition) for flow in drawing.outgoing.get(identity, ()))
        meaning.ways[identity] = (ways, node.get("default"))
        meaning.sources[identity] = tuple(sorted(flow.source for flow in drawing.incoming.get(identity, ())))
        host = node.get("attachedToRef") or (element.scope if element.on_event else None)
        if host:
            meaning.around[host] = tuple(sorted((*meaning.around.get(host, ()), identity)))
    return meaning


def _definitions(drawing: Drawing) -> dict[str, str]:
    """Messages, signals, errors and their like, by id: elements mean what these say."""
    return {
        one.get("id"): _text(one, {})
        for root in drawing.roots.values()
        for one in root
        if one.get("id") and kind_of(one) not in ("", "process")
    }


def _text(node: Any, named: Mapping[str, str]) -> str:
    """A node as text that differs only when it means something else."""
    bare = deepcopy(node)
    bare.tail = None
    bare.attrib.pop("name", None)
    bare.attrib.pop("default", None)
    for inner in list(bare):
        if not isinstance(inner.tag, str) or kind_of(inner) in FLOW_NODES | WORDS | {"sequenceFlow"}:
            bare.remove(inner)
    for task in bare.iter(f"{OURS}task"):
        task.attrib.pop("form", None)
    for one in bare.iter(etree.Element):
        one.text, one.tail = (one.text or "").strip() or None, None
    used = {value.rpartition(":")[2] for one in bare.iter(etree.Element) for value in one.attrib.values()}
    used |= {one.text for one in bare.iter(etree.Element) if one.text and one.tag.startswith(BPMN)}
    text = etree.tostring(bare, method="c14n", exclusive=True).decode()
    return " ".join([text, *(named[name] for name in sorted(used & named.keys()))])
