"""Processes that call themselves, directly or through others: each case would open another without end."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, calls, found, local
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "call-recursive"
REMEDY = N_("Draw the repetition as a loop in the process.")
SENTENCE = N_("%(name)s calls %(called)s, which leads back to the process that calls.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """No call leads back to the process it stands in."""
    for node in bundle.each("callActivity"):
        process = next((above for above in node.iterancestors() if kind_of(above) == "process"), None)
        called = local(node.get("calledElement", ""))
        if process is not None and process.get("id") in calls(bundle.processes, called):
            yield found(node, SENTENCE, called=called)
