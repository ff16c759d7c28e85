"""Forms that a task names and that are not in the bundle."""

from collections.abc import Iterator

from engine.errors import Finding
from engine.lint.bundle import Bundle, found
from engine.spiff.reading import extension
from kernel.errors import N_

NAME = "form-unknown"
REMEDY = N_("Choose a form that exists, or make this one.")
SENTENCE = N_("%(name)s names the form “%(form)s”, which does not exist.")


def check(bundle: Bundle) -> Iterator[Finding]:
    """Each form is known."""
    for node in bundle.each("activity") if bundle.known.forms is not None else ():
        ours = extension(node, "task")
        form = ours.get("form") if ours is not None else None
        if form and form not in (bundle.known.forms or ()) and bundle.runs(node):
            yield found(node, SENTENCE, form=form)
