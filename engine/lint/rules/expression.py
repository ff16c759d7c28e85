"""Texts that should be calculated but are not expressions of our language: they would fail when a case gets there."""

from collections.abc import Iterator
from typing import Any

from engine import expressions
from engine.errors import ExpressionInvalid, Finding
from engine.lint.bundle import Bundle, found
from engine.lint.grammar import EXPRESSIONS
from engine.spiff import timing
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "expression"
REMEDY = N_("Write the text as docs/expressions.md says; a text for people belongs into the documentation.")
EMPTY = N_("“%(kind)s” of %(name)s is empty.")
NO_CHOICE = N_("“%(kind)s” of %(name)s is “%(text)s”, which is neither true nor false.")
PATHS = frozenset({"dataPath", "messagePath", "transformation", "to"})  # written in the language of the other side
TRUTHS = frozenset({"conditionExpression", "condition", "loopCondition", "completionCondition", "activationCondition"})
TIMES = frozenset({"timeDate", "timeDuration", "timeCycle"})


def check(bundle: Bundle) -> Iterator[Finding]:
    """Each expression of what runs has a text, and one that compiles."""
    for node in bundle.nodes:
        if kind_of(node) in EXPRESSIONS:
            text = "".join(node.itertext()).strip()
            if text:
                yield from compiled(node, text) if bundle.runs(node) else ()
            elif kind_of(node) in PATHS or bundle.runs(node):
                yield found(node, EMPTY)
        elif kind_of(node) == "script" and bundle.runs(node):
            yield from script(node)


def script(node: Any) -> Iterator[Finding]:
    """The finding about a script: its lines are assignments."""
    try:
        expressions.compile_assignments("".join(node.itertext()))
    except ExpressionInvalid as fault:
        yield found(node, ExpressionInvalid.sentence, **fault.facts)


def compiled(node: Any, text: str) -> Iterator[Finding]:
    """The finding about one text."""
    kind = kind_of(node)
    if kind in PATHS or (kind in TIMES and timing.is_literal(text)):
        return
    try:
        expression = expressions.compile(text)
    except ExpressionInvalid as fault:
        yield found(node, ExpressionInvalid.sentence, **fault.facts)
        return
    if kind in TRUTHS and is_number_or_text(text) and not expression.paths:
        yield found(node, NO_CHOICE, text=text)


def is_number_or_text(text: str) -> bool:
    """Whether an expression is a mere number or a quoted text."""
    quoted = text[0] in "'\"" and text.find(text[0], 1) == len(text) - 1
    return quoted or text.lstrip("+-").replace(".", "", 1).isdecimal()
