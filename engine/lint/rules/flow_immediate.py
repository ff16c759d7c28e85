"""Flows of an executable process that say they are not immediate: only a process on paper can skip activities."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from kernel.errors import N_

NAME = "flow-immediate"
REMEDY = N_("Remove isImmediate, or draw what happens between the two elements.")
SENTENCE = N_("The flow %(name)s is not immediate, which an executable process can't have.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """No flow of a process that runs is marked as not immediate."""
    for node in bundle.each("sequenceFlow"):
        if node.get("isImmediate") in {"false", "0"} and bundle.runs(node):
            yield found(node, SENTENCE)
