"""Event sub-processes that do not begin with exactly one event."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, is_event_scope
from engine.spiff.reading import BPMN
from kernel.errors import N_

NAME = "event-sub-process"
REMEDY = N_("Give the event sub-process one start event; for another event draw another sub-process.")
SENTENCE = N_("The event sub-process %(name)s has %(count)s start events; it needs exactly one.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """An event sub-process has one start event."""
    for node in bundle.each("subProcess"):
        count = len(node.findall(f"{BPMN}startEvent"))
        if is_event_scope(node) and count != 1:
            yield found(node, SENTENCE, count=count)
