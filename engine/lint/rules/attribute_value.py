"""Attributes whose value is not of the kind BPMN gives them: truth values, numbers, choices, names, addresses."""

import re
from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.placing import shape_of
from kernel.errors import N_

NAME = "attribute-value"
REMEDY = N_("Give the attribute a value that BPMN allows.")
SENTENCE = N_("“%(value)s” can't be the attribute “%(attribute)s” of %(name)s.")
PATTERNS = {
    "boolean": re.compile(r"\s*(true|false|0|1)\s*"),
    "number": re.compile(r"\s*[+-]?\d+\s*"),
    "name": re.compile(r"\s*[^\W\d][\w.\-\u00b7]*\s*"),
    "uri": re.compile(r"[\w\-.~:/?#\[\]@!$&'()*+,;=%\s]*"),
    "mime": re.compile(r"[\w.+\-]+/[\w.+\-]+(\s*;.*)?|\s*"),
}
BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Each attribute has a value of its type."""
    for node in bundle.nodes:
        form = shape_of(node)
        for attribute, type_ in form.attributes.items() if form is not None else ():
            value = node.get(attribute)
            if value is not None and type_ and not fits(value, type_):
                yield found(node, SENTENCE, attribute=attribute, value=value)


def fits(value: str, type_: str) -> bool:
    """Whether a value is of a type of the grammar."""
    if "|" in type_:
        return value in type_.split("|")
    if PATTERNS[type_].fullmatch(value) is None:
        return False
    return type_ != "uri" or BAD_ESCAPE.search(value) is None
