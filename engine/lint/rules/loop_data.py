"""Repeated activities whose list is not their input or output, or whose items are not of the kind of the list."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, text_in
from engine.lint.items import agree, is_collection, item_of
from engine.lint.rules.operation_data import parts
from engine.spiff.reading import BPMN
from kernel.errors import N_

NAME = "loop-data"
REMEDY = N_("Go through an input of the activity that is a list, with items of its kind.")
SOURCE = N_("%(name)s goes through “%(data)s”, which is not among its inputs.")
ITEM = N_("The item of %(name)s (%(data)s) is not one element of the list it goes through or makes.")
SIDES = (
    ("loopDataInputRef", "inputDataItem", "dataInput"),
    ("loopDataOutputRef", "outputDataItem", "dataOutput"),
)


def check(bundle: Bundle) -> Iterator[Finding]:
    """Where inputs, outputs and item definitions are drawn, the loop uses them as they are."""
    for loop in bundle.each("multiInstanceLoopCharacteristics"):
        for reference, item, data in SIDES:
            name = text_in(loop, reference)
            inside = parts(loop.getparent(), data)
            drawn = {one.get("id"): one for one in inside} | {one.get("name"): one for one in inside}
            if name and drawn and name not in drawn:
                yield found(loop, SOURCE, data=name)
            one = loop.find(BPMN + item)
            if name and one is not None and not is_item(bundle, one, drawn.get(name)):
                yield found(loop, ITEM, data=name)


def is_item(bundle: Bundle, one: Any, list_: Any | None) -> bool:
    """Whether an item is one element of a list, as far as item definitions say."""
    kind = item_of(bundle, one)
    return kind is None or (not is_collection(kind) and agree(kind, item_of(bundle, list_)))
