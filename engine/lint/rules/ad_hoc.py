"""Ad hoc sub-processes without an activity, or with starts and ends, which their free order can't have."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.grammar import is_a
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "ad-hoc"
REMEDY = N_("Put activities into the ad hoc sub-process and no start or end events.")
EMPTY = N_("The ad hoc sub-process %(name)s has no activity.")
INSIDE = N_("The ad hoc sub-process %(name)s can't have a “%(inside)s”.")
FORBIDDEN = ("startEvent", "endEvent", "choreographyActivity", "conversationNode")


def check(bundle: Bundle) -> Iterator[Finding]:
    """An ad hoc sub-process has activities, and neither starts nor ends."""
    for node in bundle.each("adHocSubProcess"):
        kinds = [kind_of(child) for child in node]
        if not any(is_a(kind, "activity") for kind in kinds):
            yield found(node, EMPTY)
        for kind in sorted(set(kinds)):
            if any(is_a(kind, family) for family in FORBIDDEN):
                yield found(node, INSIDE, inside=kind)
