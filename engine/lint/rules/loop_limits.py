"""Quantities and repetitions below what is possible, and loops that do not say how often."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, text_in
from engine.spiff.foreign import translate_items
from kernel.errors import N_

NAME = "loop-limits"
REMEDY = N_("Give a number of at least one, or say what the activity goes through.")
NUMBER = N_("“%(attribute)s” of %(name)s is %(value)s; it must be one or more.")
OPEN = N_("%(name)s says neither how often it is repeated nor what it goes through.")
ATTRIBUTES = ("startQuantity", "completionQuantity", "loopMaximum")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Quantities and maxima are one or more, cardinalities not negative; in what runs each repetition has a source."""
    for node in bundle.each("activity", "standardLoopCharacteristics"):
        for attribute in ATTRIBUTES:
            value = node.get(attribute)
            if value is not None and number(value) < 1:
                yield found(node, NUMBER, attribute=attribute, value=value)
    for node in bundle.each("multiInstanceLoopCharacteristics"):
        yield from several(bundle, node)


def several(bundle: Bundle, node: Any) -> Iterator[Finding]:
    """The finding about one multi-instance."""
    cardinality = text_in(node, "loopCardinality")
    if number(cardinality) < 0:
        yield found(node, NUMBER, attribute="loopCardinality", value=cardinality)
    translated = deepcopy(node)
    translate_items(translated)  # other modelers name the items by words of their own
    if not cardinality and not text_in(translated, "loopDataInputRef") and bundle.runs(node):
        yield found(node, OPEN)


def number(text: str) -> int:
    """The whole number of a text; what is none is for other rules and counts as one."""
    text = text.strip()
    return int(text) if text.lstrip("+-").isdecimal() and len(text) < 10 else 1
