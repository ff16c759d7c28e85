"""Names of data that are names of functions: an expression would read one where its author means the other."""

from collections.abc import Iterator
from dataclasses import replace

from engine.errors import Finding
from engine.expression_functions import FUNCTIONS
from engine.lint.bundle import Bundle, found
from engine.lint.naming import written_names
from kernel.errors import N_

NAME = "name-function"
REMEDY = N_("Give the data another name.")
SENTENCE = N_("%(name)s gives data the name “%(data)s”, which is a function of expressions.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """A warning for each such name."""
    for node in bundle.nodes:
        for name in sorted(written_names(node) & set(FUNCTIONS)) if bundle.runs(node) else ():
            yield replace(found(node, SENTENCE, data=name), severity="warning")
