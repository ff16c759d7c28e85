"""References to what does not exist, or to something of another kind than the one that is meant."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, local
from engine.lint.grammar import is_a, references
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "reference"
REMEDY = N_("Draw the connection anew, or define what is referred to.")
UNKNOWN = N_("%(name)s refers to “%(reference)s” (%(attribute)s), which does not exist.")
KIND = N_("%(name)s refers to “%(reference)s” (%(attribute)s), which is of another kind: %(met)s.")
TYPES = frozenset({"structureRef"})  # names of types of any language may stand here
UNUSED = frozenset({"operationRef"})  # here a task names its operation by a handler


def check(bundle: Bundle) -> Iterator[Finding]:
    """Every reference meets an element of the kind that BPMN says."""
    for node in bundle.nodes:
        for name, families in references(kind_of(node)).items():
            for reference in values(node, name):
                yield from met(bundle, node, name, reference, families)


def values(node: Any, name: str) -> list[str]:
    """The references of a name: of an attribute, and of all sub-elements."""
    inside = [(child.text or "").strip() for child in node.iterfind(BPMN + name)]
    return ([node.get(name)] if node.get(name) is not None else []) + inside


def met(bundle: Bundle, node: Any, name: str, reference: str, families: tuple[str, ...]) -> Iterator[Finding]:
    """The finding of one reference. What is called, or is a type of a schema, may stand outside the bundle."""
    target = bundle.get(reference)
    facts = {"attribute": name, "reference": reference}
    if target is None:
        if name not in TYPES and not outside(bundle, node, name, reference):
            severity = "warning" if name in UNUSED else "error"
            yield replace(found(node, UNKNOWN, **facts), severity=severity)
    elif not any(is_a(kind_of(target), family) for family in families):
        yield found(node, KIND, met=kind_of(target), **facts)


def outside(bundle: Bundle, node: Any, name: str, reference: str) -> bool:
    """Whether a reference points into another namespace that is imported or a schema's, or to a published process."""
    if name == "calledElement" and local(reference) in (bundle.known.processes or ()):
        return True
    prefix, colon, _ = reference.partition(":")
    namespace = node.nsmap.get(prefix) if colon else None
    return namespace is not None and namespace not in bundle.own_namespaces
