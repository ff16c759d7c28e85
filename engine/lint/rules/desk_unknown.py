"""Desks that a task names in plain words and that the office does not have: nobody would get the task."""

import re
from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import extension
from kernel.errors import N_

NAME = "desk-unknown"
REMEDY = N_("Choose a post, role or person that the office has.")
SENTENCE = N_("%(name)s goes to “%(desk)s”, which the office does not have.")
LITERAL = re.compile(r"""\s*(['"])(?P<desk>[^'"]*)\1\s*""")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Each desk that is written as a text, not calculated, is known."""
    for node in bundle.each("activity") if bundle.known.desks is not None else ():
        ours = extension(node, "task")
        literal = LITERAL.fullmatch(ours.get("desk") or "") if ours is not None else None
        if literal and literal["desk"] not in (bundle.known.desks or ()) and bundle.runs(node):
            yield found(node, SENTENCE, desk=literal["desk"])
