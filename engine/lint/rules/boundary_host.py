"""Boundary events on what can't carry them, and cancel events outside a transaction."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found, is_event_scope, scope_of
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "boundary-host"
REMEDY = N_("Attach the event to an activity of the same level; use cancel events only with transactions.")
LEVEL = N_("The boundary event %(name)s is attached to something on another level: %(host)s.")
EVENT = N_("The boundary event %(name)s is attached to an event sub-process, which can carry none: %(host)s.")
CANCEL = N_("The cancel event %(name)s belongs to no transaction.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Boundary events stand on activities of their own level; cancel events belong to a transaction."""
    for node in bundle.each("boundaryEvent"):
        host = bundle.get(node.get("attachedToRef"))
        if host is None:
            continue
        facts = {"host": host.get("name") or host.get("id")}
        if scope_of(host) is not scope_of(node):
            yield found(node, LEVEL, **facts)
        elif is_event_scope(host):
            yield found(node, EVENT, **facts)
        if "cancel" in bundle.kinds_of(node) and kind_of(host) != "transaction":
            yield found(node, CANCEL)
    for node in bundle.each("endEvent"):
        inside = any(kind_of(above) == "transaction" for above in node.iterancestors())
        if "cancel" in bundle.kinds_of(node) and not inside:
            yield found(node, CANCEL)
