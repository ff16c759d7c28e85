"""Choices without a default: when no condition holds the case stops with an incident."""

from collections.abc import Iterator
from dataclasses import replace

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import BPMN
from kernel.errors import N_

NAME = "default-missing"
REMEDY = N_("Mark the flow that is taken when nothing else holds as the default.")
SENTENCE = N_("%(name)s has no default flow: when no condition holds, the case stands still.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A warning for each choice whose flows all have conditions."""
    for node in bundle.each("exclusiveGateway", "inclusiveGateway", "complexGateway"):
        flows = bundle.leaving(node)
        conditional = [flow for flow in flows if flow.find(f"{BPMN}conditionExpression") is not None]
        if len(flows) > 1 and len(conditional) == len(flows) and bundle.runs(node):
            yield replace(found(node, SENTENCE), severity="warning")
