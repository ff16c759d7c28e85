"""The grammar of BPMN: what may stand in an element, of which family it is, and what its references point to."""

import re
from dataclasses import dataclass
from functools import cache

from engine.lint.grammar_table import REFERENCES, TABLE

WORD = re.compile(r"(?P<family><)?(?P<name>\w+)>?(?P<count>[?*+]?)")
MANY = 1_000_000
LIMITS = {"": (1, 1), "?": (0, 1), "*": (0, MANY), "+": (1, MANY)}
EXPRESSIONS = frozenset({
    "conditionExpression", "condition", "timeDate", "timeDuration", "timeCycle", "loopCondition", "loopCardinality",
    "completionCondition", "from", "to", "activationCondition", "messagePath", "dataPath", "transformation",
})  # fmt: skip
FREE = EXPRESSIONS | {
    "extensionElements", "text", "script", "source", "target", "partitionElement", "loopDataInputRef",
    "loopDataOutputRef",
}  # fmt: skip
ABSTRACT = frozenset({
    "baseElement", "rootElement", "flowElement", "flowNode", "activity", "gateway", "catchEvent", "throwEvent",
    "callableElement", "conversationNode", "choreographyActivity", "dataAssociation", "eventDefinition",
    "loopCharacteristics", "artifact", "event",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the order of sub-elements: which may stand there, at least and at most how many."""

    names: frozenset[str]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What BPMN says of one element: attributes with their types, those that must be there, the order of places."""

    attributes: dict[str, str]
    required: frozenset[str]
    places: tuple[Place, ...]

    @property
    def allowed(self) -> frozenset[str]:
        return frozenset(name for place in self.places for name in place.names)


def _rows() -> dict[str, tuple[str, str, str]]:
    rows = {}
    for line in TABLE.strip().splitlines():
        head, attributes, inside = (part.strip() for part in line.split(";"))
        name, _, parent = (part.strip() for part in head.partition("<"))
        rows[name] = (parent, attributes, inside)
    return rows


ROWS = _rows()


def is_a(kind: str, family: str) -> bool:
    """Whether an element is of a family: `userTask` is a `task`, an `activity`, a `flowNode`."""
    while kind and kind != family:
        kind = ROWS[kind][0] if kind in ROWS else ""
    return bool(kind)


@cache
def family(name: str) -> frozenset[str]:
    """The elements of a family that can be written down."""
    return frozenset(kind for kind in ROWS if is_a(kind, name) and kind not in ABSTRACT)


@cache
def shape(kind: str) -> Shape | None:
    """What BPMN says of an element, with all it inherits; None for texts and for what it does not know."""
    if kind not in ROWS:
        return None
    parent, attributes, inside = ROWS[kind]
    above = shape(parent) if parent else None
    types = dict(above.attributes) if above else {}
    required = set(above.required) if above else set()
    for word in attributes.split():
        name, _, type_ = word.partition(":")
        types[name.rstrip("!")] = type_
        if name.endswith("!"):
            required.add(name.rstrip("!"))
    places = [] if above is None else list(above.places)
    for match in WORD.finditer(inside):
        names = family(match["name"]) if match["family"] else frozenset({match["name"]})
        places.append(Place(names, *LIMITS[match["count"]]))
    return Shape(types, frozenset(required), tuple(places))


@cache
def known() -> frozenset[str]:
    """Every element that BPMN knows."""
    inside = (found.allowed for found in map(shape, ROWS) if found is not None)
    return (frozenset(ROWS) - ABSTRACT) | FREE | frozenset().union(*inside)


@cache
def references(kind: str) -> dict[str, tuple[str, ...]]:
    """The names of attributes and sub-elements of an element that refer to others, with the families they may meet."""
    found = {}
    for line in REFERENCES.strip().splitlines():
        owner, name, *families = line.split()
        if is_a(kind, owner):
            found[name] = tuple(families)
    return found
