"""Operations that a task or an event names and that do not exist."""

from collections.abc import Iterator
from typing import Any

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import extension
from kernel.errors import N_

NAME = "handler-unknown"
REMEDY = N_("Choose an operation that exists.")
SENTENCE = N_("%(name)s calls the operation “%(handler)s”, which does not exist.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Each operation is known."""
    for node in bundle.each("flowNode") if bundle.known.handlers is not None else ():
        ours = extension(node, "service")
        handler = ours.get("handler") if ours is not None else None
        if handler and named(ours, handler) not in (bundle.known.handlers or ()) and bundle.runs(node):
            yield found(node, SENTENCE, handler=handler)


def named(ours: Any, handler: str) -> str:
    """The name an operation is registered under; those outside the transaction have names of their own."""
    return f"outside:{handler}" if ours.get("outside") == "true" else handler
