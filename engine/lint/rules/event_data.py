"""Events whose inputs or outputs are not those of what they throw or catch, one for each kind of event."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.items import agree, item_of
from engine.spiff.reading import BPMN
from kernel.errors import N_

NAME = "event-data"
REMEDY = N_("Give the event one input or output for each kind of event, of the kind of data that it carries.")
COUNT = N_("%(name)s has %(count)s inputs or outputs for %(events)s kinds of events.")
ITEMS = N_("An input or output of %(name)s is not of the kind of data that its event carries.")
CARRIED = ("messageRef", "signalRef", "errorRef", "escalationRef")


def check(bundle: Bundle) -> Iterator[Finding]:
    """An event that has inputs or outputs has one for each of its definitions, in their order."""
    for family, data in (("catchEvent", "dataOutput"), ("throwEvent", "dataInput")):
        for node in bundle.each(family):
            items, events = node.findall(BPMN + data), bundle.events_of(node)
            if items and len(items) != len(events):
                yield found(node, COUNT, count=len(items), events=len(events))
            elif not all(fits(bundle, *pair) for pair in zip(items, events, strict=False)):
                yield found(node, ITEMS)


def fits(bundle: Bundle, data: Any, event: Any) -> bool:
    """Whether data are of the kind that an event carries."""
    carried = next((bundle.get(event.get(name)) for name in CARRIED if event.get(name)), None)
    return agree(item_of(bundle, data), item_of(bundle, carried))
