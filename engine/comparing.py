"""Two drawings held against each other, element by element; where things stand on the paper does not count."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from engine.spiff.reading import BPMN, kind_of, parse_xml

PASSED_OVER = frozenset({"incoming", "outgoing", "flowNodeRef"})
ROOT = "definitions"


@dataclass(frozen=True, slots=True)
class Difference:
    """One element that was `added`, `removed` or `changed`; `what` names the attributes and parts that changed."""

    element: str
    kind: str
    name: str
    how: str
    what: tuple[str, ...] = ()


def differences(before: str, after: str) -> list[Difference]:
    """What changed between two drawings, in the order of the second, removed elements last. Raises DiagramInvalid."""
    old, new = elements(before), elements(after)
    found = []
    for identity, node in new.items():
        if identity not in old:
            found.append(Difference(identity, kind_of(node), node.get("name") or "", "added"))
        elif what := changed(parts(old[identity]), parts(node)):
            found.append(Difference(identity, kind_of(node), node.get("name") or "", "changed", what))
    gone = [(identity, node) for identity, node in old.items() if identity not in new]
    return [*found, *(Difference(i, kind_of(node), node.get("name") or "", "removed") for i, node in gone)]


def elements(text: str) -> dict[str, Any]:
    """Everything of the model that has an id, by id."""
    root = parse_xml("", text.encode())
    return {node.get("id"): node for node in root.iter(f"{BPMN}*") if node.get("id") and kind_of(node) != ROOT}


def parts(node: Any) -> dict[str, str]:
    """Attributes and inner parts of an element as text; parts with an id of their own stand for themselves."""
    found = {name.rpartition("}")[2]: value for name, value in node.attrib.items() if name != "id"}
    for child in node:
        kind = kind_of(child)
        if not isinstance(child.tag, str) or child.get("id") or kind in PASSED_OVER:
            continue
        for part in child if kind == "extensionElements" else (child,):
            if isinstance(part.tag, str):
                name = etree.QName(part).localname
                found[name] = found.get(name, "") + canonical(part)
    return found


def canonical(node: Any) -> str:
    """A part as text that does not change with spaces and prefixes."""
    name, said = etree.QName(node).localname, (node.text or "").strip()
    given = "".join(f" {key}={value!r}" for key, value in sorted(node.attrib.items()) if not key.startswith("{"))
    inner = "".join(canonical(child) for child in node if isinstance(child.tag, str))
    return f"<{name}{given}>{said}{inner}</{name}>"


def changed(old: dict[str, str], new: dict[str, str]) -> tuple[str, ...]:
    """The names of the parts that are not the same."""
    return tuple(sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)))
