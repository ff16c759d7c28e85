"""Data that say they are a list where their item definition says one thing, or the other way round."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.items import is_collection, item_of
from kernel.errors import N_

NAME = "item-collection"
REMEDY = N_("Let data and item definition agree in isCollection.")
SENTENCE = N_("%(name)s and its item definition %(item)s do not agree on whether it is a list.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Data objects, inputs and outputs are collections when their item definitions are."""
    for kind in ("dataObject", "dataInput", "dataOutput"):
        for node in bundle.by_kind.get(kind, ()):
            item = item_of(bundle, node)
            if item is not None and is_collection(node) != is_collection(item):
                yield found(node, SENTENCE, item=item.get("id"))
