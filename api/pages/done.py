"""What was done just now, in one line."""

from api.pages.reasons import ask
from api.pages.viewer import Viewer
from engine import tasks
from engine.task_errors import TaskUnknown
from kernel.render import N_, clock_time


def sentence_of(viewer: Viewer, task_id: str) -> str:
    """The line after sending a task: what, about what, when; '' unless this person completed it."""
    if not task_id:
        return ""
    try:
        task = tasks.get_task(viewer.session, viewer.actor, task_id)
    except TaskUnknown:
        return ""
    if task.done_by != viewer.actor.id or task.done_at is None:
        return ""
    record = task.record or ""
    said = viewer.offices.describe(viewer.session, viewer.actor, {record} if record else set()).get(record)
    facts = {
        "task": ask(viewer, task),
        "title": said.title.removesuffix(".") if said else "",  # the sentence has its own
        "at": clock_time(viewer.lang, task.done_at),
    }
    if said is None:
        return viewer.say(N_("Sent at %(at)s: %(task)s."), **facts)
    return viewer.say(N_("Sent at %(at)s: %(task)s, %(title)s."), **facts)
