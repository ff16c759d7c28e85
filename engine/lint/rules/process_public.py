"""Public processes that say they are executable: a public process shows only what others see of it."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from kernel.errors import N_

NAME = "process-public"
REMEDY = N_("Make the process private, or draw the executable one beside it.")
SENTENCE = N_("The process %(name)s is public and can't be executable.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A process of the kind Public is not marked as executable."""
    for node in bundle.each("process"):
        if node.get("processType") == "Public" and node.get("isExecutable") in {"true", "1"}:
            yield found(node, SENTENCE)
