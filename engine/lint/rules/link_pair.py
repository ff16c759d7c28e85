"""Link events without their counterpart on the same level: the token would vanish or never come."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, local, scope_of, texts_in
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "link-pair"
REMEDY = N_("Draw both ends of the link on the same level, with the same name or with references to each other.")
THROW = N_("The link %(name)s leads to no catching link event on its level.")
CATCH = N_("No throwing link event on its level leads to the link %(name)s.")
SEVERAL = N_("More than one catching link event is meant by the link %(name)s.")
LINK = f"{BPMN}linkEventDefinition"


def check(bundle: Bundle) -> Iterator[Finding]:
    """Each throwing link meets one catching link, each catching link at least one throwing link."""
    throws = [node for node in bundle.each("intermediateThrowEvent") if node.find(LINK) is not None]
    catches = [node for node in bundle.each("intermediateCatchEvent") if node.find(LINK) is not None]
    for throw in throws:
        met = [catch for catch in catches if pair(throw, catch)]
        if len(met) != 1:
            yield found(throw, SEVERAL if met else THROW)
    for catch in catches:
        if not any(pair(throw, catch) for throw in throws):
            yield found(catch, CATCH)


def pair(throw: Any, catch: Any) -> bool:
    """Whether two link events belong together: by references that agree, or where there are none by name."""
    if scope_of(throw) is not scope_of(catch) or kind_of(throw) == kind_of(catch):
        return False
    here, there = throw.find(LINK), catch.find(LINK)
    targets, sources = texts_in(here, "target"), texts_in(there, "source")
    if not targets and not sources:
        return bool(here.get("name")) and here.get("name") == there.get("name")
    return there.get("id") in map(local, targets) and here.get("id") in map(local, sources)
