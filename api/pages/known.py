"""What the register knows already: the first answers of forms that ask for it again."""

from collections.abc import Mapping

from api.pages.viewer import Viewer
from engine.tasks import TaskView
from workflows.letters import access, facts, trace
from workflows.letters.access import Surface, Verdict
from workflows.letters.models import Letter

ASKED_AGAIN: Mapping[str, tuple[str, ...]] = {"letter_disposition/file": ("classification",)}


def known(viewer: Viewer, task: TaskView) -> dict[str, list[str]]:
    """Values by field, as they would have been typed; nothing of a letter this person may not read."""
    names = ASKED_AGAIN.get(task.form or "", ())
    record = task.record or ""
    row = viewer.session.get(Letter, trace.letter_of(record)) if names and record.startswith("letter:") else None
    if row is None:
        return {}
    relations = access.relations_to(viewer.session, viewer.actor, row)
    if access.best(relations, row.security, Surface.PAGE) is not Verdict.ALLOWED:
        return {}
    letter = facts.on_page(row, masked=False)
    found = {name: getattr(letter, name, None) for name in names}
    return {name: [str(value)] for name, value in found.items() if value}
