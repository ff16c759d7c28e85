"""Another calendar for a running instance: its open timers on office time are settled anew.

Limits that a record keeps (`data`) take the place of the old ones; the open timers and tasks that read them follow.
"""

import datetime as dt
from dataclasses import dataclass

from engine.spiff import timing
from engine.spiff.data import Data
from engine.spiff.nodes import Human
from engine.spiff.office_time import OfficeTimer
from engine.spiff.scripts import evaluate_instant, evaluate_text
from engine.spiff.tree import LiveTask, Root
from engine.spiff.triggers import Timer
from kernel.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Moved:
    """An open timer, or the limit of an open task, whose instant another calendar changes."""

    ordinal: int
    element: str
    before: dt.datetime | None
    after: dt.datetime | None
    is_task: bool = False


def moved(root: Root, calendar: Calendar, data: Data) -> list[Moved]:
    """Pins an instance to another calendar and puts the limits into its data. Gives what moved, timers and tasks."""
    root.calendar = calendar.version
    waiting = sorted(root.open.items())
    before = {ordinal: _due(task) for ordinal, task in waiting}
    if data:
        _put(root, data)
    for _, task in waiting:
        _settle(task, calendar, data)
    return [
        Moved(ordinal, task.task_spec.bpmn_id, before[ordinal], after, isinstance(task.task_spec, Human))
        for ordinal, task in waiting
        if (after := _due(task)) != before[ordinal]
    ]


def change(root: Root, calendar: Calendar, data: Data) -> None:
    """The same as a step: a timer that moved is closed and announced again, an open task gets its new limit."""
    for one in moved(root, calendar, data):
        if one.is_task:
            root.recorder.dues[one.ordinal] = None if one.after is None else one.after.isoformat()
            continue
        root.recorder.closed.append(one.ordinal)
        task = root.open[one.ordinal]
        task.task_spec.trigger.announce(task)
    if data:
        root.recorder.touched.update(
            {ordinal: task for ordinal, task in root.open.items() if data.keys() & task.data.keys()}
        )


def _put(root: Root, data: Data) -> None:
    for tree in (root, *(tree for _, tree in sorted(root.trees.items()))):
        for task in tree.tasks.values():
            task.data = _replaced(task.data, data)
        if tree.seen is not None:
            tree.seen = _replaced(tree.seen, data)


def _replaced(known: Data, data: Data) -> Data:
    fresh = {name: value for name, value in data.items() if name in known}
    return {**known, **fresh} if fresh else known


def _settle(task: LiveTask, calendar: Calendar, data: Data) -> None:
    timer, state = task.task_spec.trigger, task.internal_data
    if not isinstance(timer, Timer):
        return
    follows = bool(data) and timer.kind == "timeDate" and timer.value is not None
    text = evaluate_text(task.task_spec.bpmn_id, timer.value, task.data) if follows else None
    if isinstance(timer, OfficeTimer):
        if text is not None:
            state["length"] = text
        timer.count_on(task, calendar)
    elif text is not None:
        state["due"] = timing.instant(text).isoformat()


def _due(task: LiveTask) -> dt.datetime | None:
    spec = task.task_spec
    if isinstance(spec, Human):
        text = evaluate_instant(spec.bpmn_id, spec.due, task.data)
        return None if text is None else dt.datetime.fromisoformat(text)
    if isinstance(spec.trigger, Timer):
        return dt.datetime.fromisoformat(task.internal_data["due"])
    return None
