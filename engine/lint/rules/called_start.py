"""Called processes that only an event can start: a call could never begin them."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import BPMN, kind_of
from kernel.errors import N_

NAME = "called-start"
REMEDY = N_("Give the called process a plain start event.")
SENTENCE = N_("%(name)s calls %(called)s, which begins only with events.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A called process with start events has a plain one among them."""
    for node in bundle.each("callActivity"):
        called = bundle.get(node.get("calledElement"))
        if called is None or kind_of(called) != "process":
            continue
        starts = called.findall(f"{BPMN}startEvent")
        if starts and all(bundle.kinds_of(start) for start in starts):
            yield found(node, SENTENCE, called=called.get("name") or called.get("id"))
