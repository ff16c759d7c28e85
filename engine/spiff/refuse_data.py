"""Refusals about data: process data are visible by their names, and nothing moves them but operations and answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import Finding
from engine.spiff.reading import BPMN, Drawing, kind_of
from engine.spiff.refuse_elements import found
from kernel.errors import N_

ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")


def associations(drawing: Drawing) -> Iterator[Finding]:
    """An association that would move data from one name to another is refused; one that only shows is not."""
    names = named(drawing)
    for node in drawing.nodes.values():
        for association in (child for child in node if kind_of(child) in ASSOCIATIONS):
            if moves(node, association, names):
                sentence = N_("A data association of %(name)s would move data. Use one name for the same data.")
                yield found("data-association", node, sentence)


def moves(node: Any, association: Any, names: Mapping[str, str]) -> bool:
    """Whether an association asks for more than to see the same name."""
    if any(association.find(BPMN + kind) is not None for kind in ("transformation", "assignment")):
        return True
    slots = {slot.get("id"): slot for slot in node.iter(BPMN + "dataInput", BPMN + "dataOutput")}
    ends = [(end.text or "").strip() for kind in ("sourceRef", "targetRef") for end in association.findall(BPMN + kind)]
    inner = {name_of(slots[end]) for end in ends if end in slots}
    outer = {names.get(end, end) for end in ends if end not in slots}
    return bool(inner) and inner != outer


def named(drawing: Drawing) -> dict[str, str]:
    """Reference id to the name of the data object or store that it stands for; its own name comes first."""
    found_names: dict[str, str] = {}
    for process in drawing.processes.values():
        objects = {one.get("id"): name_of(one) for one in process.iter(BPMN + "dataObject")}
        for node in process.iter(BPMN + "dataObjectReference", BPMN + "dataStoreReference"):
            meant = objects.get(node.get("dataObjectRef"), node.get("id") or "")
            found_names[node.get("id") or ""] = node.get("name") or meant
    return found_names


def name_of(node: Any) -> str:
    """What data are called."""
    return node.get("name") or node.get("id") or ""


RULES = (associations,)
