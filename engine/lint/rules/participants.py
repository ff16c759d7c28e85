"""Numbers of participants that can't be: below zero, or at most fewer than at least."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.lint.rules.loop_limits import number
from kernel.errors import N_

NAME = "participants"
REMEDY = N_("Give a minimum of zero or more and a maximum of one or more, not below the minimum.")
SENTENCE = N_("%(name)s takes at least %(minimum)s and at most %(maximum)s participants, which can't be.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """The minimum is not negative, the maximum at least one and not below the minimum."""
    for node in bundle.each("participantMultiplicity"):
        minimum, maximum = number(node.get("minimum", "0")), number(node.get("maximum", str(MANY)))
        if minimum < 0 or maximum < 1 or maximum < minimum:
            yield found(node, SENTENCE, minimum=minimum, maximum=maximum)


MANY = 999_999_999
