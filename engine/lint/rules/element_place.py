"""Elements where BPMN has no place for them, or twice where there is place for one."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.grammar import known
from engine.lint.placing import misplaced, shape_of, surplus
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "element-place"
REMEDY = N_("Remove it, or move it to where it belongs.")
PLACE = N_("“%(inside)s” can't stand in “%(kind)s” (%(name)s).")
TWICE = N_("%(name)s may have only one “%(inside)s”, or only one of several that exclude each other.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Sub-elements stand where BPMN allows them and as often."""
    for node in bundle.nodes:
        form = shape_of(node)
        if form is None:
            continue
        for child in misplaced(node, form):
            if kind_of(child) in known():
                yield found(node, PLACE, inside=kind_of(child))
        for child in surplus(node, form):
            yield found(node, TWICE, inside=kind_of(child))
