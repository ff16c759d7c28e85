"""Decision tables that a rule task names and that are not in the bundle."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import extension
from kernel.errors import N_

NAME = "decision-unknown"
REMEDY = N_("Choose a decision table that exists, or add it to the bundle.")
SENTENCE = N_("%(name)s asks the decision “%(decision)s”, which does not exist.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Each decision is known."""
    for node in bundle.each("businessRuleTask") if bundle.known.decisions is not None else ():
        ours = extension(node, "decision")
        decision = ours.get("ref") if ours is not None else None
        if decision and decision not in (bundle.known.decisions or ()) and bundle.runs(node):
            yield found(node, SENTENCE, decision=decision)
