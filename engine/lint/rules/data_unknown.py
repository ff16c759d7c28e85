"""Names in expressions that nothing in the bundle gives: a form, a script, a list that is gone through."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.naming import given, is_open, read_names
from engine.lint.rules.expression import TRUTHS
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "data-unknown"
REMEDY = N_("Correct the name, or make sure that the data of the start bring it.")
CONSTANTS = frozenset({"true", "false", "null"})  # of other languages
TEXT = N_("“%(data)s” at %(name)s is a text and no formal expression: nothing of this process gives such data.")
SENTENCE = N_("“%(data)s” is read at %(name)s, but no form, script or list of this process gives it.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A warning for each name without a source, unless something gives data that can't be known beforehand.

    Where the expression is not even marked as formal, it is a text for people and an error.
    """
    nodes: list[Any] = [node for node in bundle.nodes if bundle.runs(node)]
    if any(is_open(node) for node in nodes):
        return
    names = given(bundle, nodes)
    for node in nodes:
        for name in sorted(read_names(node) - names):
            text = is_text(node) and name not in CONSTANTS
            yield replace(found(node, TEXT if text else SENTENCE, data=name), severity="error" if text else "warning")


def is_text(node: Any) -> bool:
    """Whether an expression of a process marked as executable is not marked as formal: then BPMN says it is a text."""
    if kind_of(node) not in TRUTHS:
        return False
    process = next(above for above in node.iterancestors() if kind_of(above) == "process")
    formal = any(name.endswith("}type") for name in node.attrib)
    return not formal and process.get("isExecutable") in {"true", "1"}
