"""Answering a task: the pinned form reads the raw answers, the engine completes the task with them."""

from collections.abc import Mapping
from typing import Any

from engine import definitions, tasks
from engine.keys import Once
from engine.stepping import Stepped
from forms.catalogue import Form
from forms.clean import clean
from kernel.act import Act


def answer(act: Act, task_id: str, raw: Mapping[str, Any], *, key: str | None = None) -> Stepped:
    """Complete a task with raw answers; those of a task without a form join the process data as they are.

    Raises FormInvalid naming each wrong field, and whatever `engine.tasks.complete` raises.
    """

    def read(task: tasks.TaskView) -> tasks.Answers:
        if task.form is None:
            return tasks.Answers(dict(raw))
        answers = clean(form_of(act, task), raw)
        return tasks.Answers(answers.public, answers.private)

    return tasks.complete_as_read(act, task_id, read, Once.of(key, "answer", task_id, dict(raw)))


def form_of(act: Act, task: tasks.TaskView) -> Form:
    """The form of a task as it was pinned with its process; a task without one asks nothing."""
    if task.form is None:
        return NO_FORM
    return definitions.form_of(act.session, task.definition_id, task.form)


NO_FORM = Form("", "", {"properties": {}}, {})
