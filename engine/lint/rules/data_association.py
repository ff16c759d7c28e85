"""Data associations between data of different kinds, with several sources, or in the wrong direction."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, texts_in
from engine.lint.items import agree, item_of
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "data-association"
REMEDY = N_("Join data of one kind, from a source to a target, or give the association a transformation.")
ITEMS = N_("The data association %(name)s joins data of different kinds.")
SOURCES = N_("The data association %(name)s needs a transformation to read several sources.")
WRITES = N_("The data association %(name)s writes into an input: %(end)s.")
READS = N_("The data association %(name)s reads from an output: %(end)s.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Associations join data of one kind, unless they transform them, and run from inputs to outputs."""
    for node in bundle.each("dataAssociation"):
        sources = [one for text in texts_in(node, "sourceRef") if (one := bundle.get(text)) is not None]
        targets = [one for text in texts_in(node, "targetRef") if (one := bundle.get(text)) is not None]
        if node.find(f"{BPMN}transformation") is None:
            yield from untransformed(bundle, node, sources, targets)
        yield from directed(node, sources, targets)


def untransformed(bundle: Bundle, node: Any, sources: list[Any], targets: list[Any]) -> Iterator[Finding]:
    """What an association without a transformation may not do."""
    if len(sources) > 1:
        yield found(node, SOURCES)
    pairs = ((item_of(bundle, one), item_of(bundle, other)) for one in sources for other in targets)
    if not all(agree(one, other) for one, other in pairs):
        yield found(node, ITEMS)


def directed(node: Any, sources: list[Any], targets: list[Any]) -> Iterator[Finding]:
    """The outputs of an activity do not go into an input, its inputs do not come from an output."""
    if kind_of(node) == "dataOutputAssociation":
        for one in targets:
            if kind_of(one) == "dataInput":
                yield found(node, WRITES, end=one.get("name") or one.get("id"))
    elif kind_of(node) == "dataInputAssociation":
        for one in sources:
            if kind_of(one) == "dataOutput":
                yield found(node, READS, end=one.get("name") or one.get("id"))
