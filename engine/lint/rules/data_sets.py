"""Inputs and outputs that belong to no set, sets that contradict each other, and inputs of a sub-process."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, texts_in
from engine.lint.grammar import is_a
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "data-sets"
REMEDY = N_("List each input and output in one set, and let the sets refer to each other.")
PLACE = N_("The sub-process %(name)s can't have inputs and outputs of its own.")
NO_SET = N_("%(name)s belongs to no set of inputs or outputs.")
EXTRA = N_("A set of %(name)s names %(data)s as optional or while executing, but does not list it.")
ONE_SIDED = N_("A set of %(name)s refers to the set %(set)s, which does not refer back.")
SIDES = (
    ("inputSet", "outputSet", "dataInputRefs", ("optionalInputRefs", "whileExecutingInputRefs")),
    ("outputSet", "inputSet", "dataOutputRefs", ("optionalOutputRefs", "whileExecutingOutputRefs")),
)


def check(bundle: Bundle) -> Iterator[Finding]:
    """Sets list all inputs and outputs, and agree with each other."""
    for node in bundle.each("ioSpecification"):
        owner = node.getparent()
        if is_a(kind_of(owner), "subProcess"):
            yield found(owner, PLACE)
    for side in SIDES:
        for node in bundle.by_kind.get(side[0], ()):
            yield from of_set(bundle, node, *side)
    yield from without_set(bundle)


def of_set(bundle: Bundle, node: Any, own: str, other: str, listing: str, extra: tuple[str, ...]) -> Iterator[Finding]:
    """What is wrong with one set."""
    listed = set(texts_in(node, listing))
    for data in (data for name in extra for data in texts_in(node, name)):
        if data not in listed:
            yield found(node, EXTRA, data=data)
    for reference in texts_in(node, f"{other}Refs"):
        back = bundle.get(reference)
        if back is not None and node.get("id") not in texts_in(back, f"{own}Refs"):
            yield found(node, ONE_SIDED, set=reference)


def without_set(bundle: Bundle) -> Iterator[Finding]:
    """Inputs and outputs that no set lists; those of loops need none."""
    for kind, listing in (("dataInput", "dataInputRefs"), ("dataOutput", "dataOutputRefs")):
        listed = {(node.text or "").strip() for node in bundle.by_kind.get(listing, ())}
        for node in bundle.by_kind.get(kind, ()):
            if node.get("id") not in listed and node.getparent().tag != f"{BPMN}multiInstanceLoopCharacteristics":
                yield found(node, NO_SET)
