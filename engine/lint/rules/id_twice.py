"""Ids that are given more than once: references, histories and drawings could mean either element."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.grammar import is_a
from engine.spiff.reading import kind_of
from kernel.errors import N_

NAME = "id-twice"
REMEDY = N_("Give each element an id of its own.")
SENTENCE = N_("The id %(id)s is given to more than one element.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """An id is given once in a file; ids of processes and of what is in them once among all that run together."""
    for identity, nodes in bundle.by_id.items():
        first, *others = nodes
        for other in others:
            same_file = (
                first.getroottree() is other.getroottree()
                or first.getroottree().getroot() is other.getroottree().getroot()
            )
            if same_file or (runs(first) and runs(other)):
                yield found(other, SENTENCE, id=identity)


def runs(node: object) -> bool:
    kind = kind_of(node)
    return kind == "process" or is_a(kind, "flowNode") or kind == "sequenceFlow"
