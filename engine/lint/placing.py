"""Compares the sub-elements of a node with the places BPMN gives them."""

from typing import Any

from engine.lint.grammar import ABSTRACT, EXPRESSIONS, Shape, shape
from engine.spiff.reading import kind_of

CHOICES = (
    frozenset({"timeDate", "timeDuration", "timeCycle"}),
    frozenset({"resourceRef", "resourceAssignmentExpression"}),
    frozenset({"resourceParameterBinding", "resourceAssignmentExpression"}),
)


def shape_of(node: Any) -> Shape | None:
    """The shape of a node; the `event` of a complex behaviour is a throw event, a condition is an expression."""
    kind = kind_of(node)
    if kind in EXPRESSIONS:
        return shape("expression")
    return shape("implicitThrowEvent" if kind == "event" else kind) if kind not in ABSTRACT - {"event"} else None


def children(node: Any) -> list[Any]:
    """The sub-elements that are BPMN's."""
    return [child for child in node if kind_of(child)]


def misplaced(node: Any, form: Shape) -> list[Any]:
    """Sub-elements that may not stand in this element at all."""
    return [child for child in children(node) if kind_of(child) not in form.allowed]


def surplus(node: Any, form: Shape) -> list[Any]:
    """Sub-elements beyond the number of their place, or beside another that excludes them."""
    over = []
    for place in form.places:
        over += [child for child in children(node) if kind_of(child) in place.names][place.most :]
    kinds = {kind_of(child) for child in node}
    for choice in CHOICES:
        if choice <= form.allowed and len(kinds & choice) > 1:
            over += [child for child in children(node) if kind_of(child) in choice][-1:]
    return over


def missing(node: Any, form: Shape) -> list[str]:
    """Names of sub-elements that must be there and are not."""
    kinds = [kind_of(child) for child in children(node)]
    short = (place for place in form.places if sum(kind in place.names for kind in kinds) < place.least)
    return [min(place.names, key=lambda name: (len(name), name)) for place in short]


def out_of_order(node: Any, form: Shape) -> Any | None:
    """The first sub-element that stands behind one that belongs after it."""
    furthest = 0
    for child in children(node):
        position = next((i for i, place in enumerate(form.places) if kind_of(child) in place.names), furthest)
        if position < furthest:
            return child
        furthest = position
    return None
