"""Item definitions: what kind of data an element carries, and whether two of them agree."""

from typing import Any

from engine.lint.bundle import Bundle
from engine.spiff.reading import kind_of

REFERENCES = ("itemSubjectRef", "itemRef", "structureRef")


def carrier(bundle: Bundle, node: Any | None) -> Any | None:
    """What a reference to data stands for: the data object or store behind it, or the node itself."""
    if node is not None and kind_of(node) in {"dataObjectReference", "dataStoreReference"}:
        behind = bundle.get(node.get("dataObjectRef") or node.get("dataStoreRef"))
        return node if behind is None else behind
    return node


def item_of(bundle: Bundle, node: Any | None) -> Any | None:
    """The item definition of data, of a message, a signal, an error or an escalation; None where none is given."""
    node = carrier(bundle, node)
    if node is None:
        return None
    named = next((node.get(name) for name in REFERENCES if node.get(name)), None)
    item = bundle.get(named)
    return item if item is not None and kind_of(item) == "itemDefinition" else None


def agree(one: Any | None, other: Any | None) -> bool:
    """Whether two item definitions are the same or of one structure; an open one agrees with all."""
    return one is None or other is None or equal(one, other)


def equal(one: Any | None, other: Any | None) -> bool:
    """Whether two item definitions are given, and are the same or of one structure."""
    if one is None or other is None:
        return False
    return one is other or (bool(one.get("structureRef")) and one.get("structureRef") == other.get("structureRef"))


def is_collection(node: Any) -> bool:
    """Whether data or an item definition is a collection."""
    return node.get("isCollection") in {"true", "1"}
