"""What events throw, and who catches it: the nearest place around for errors and escalations, everybody for signals.

Messages and signals also leave the instance: the step tells them, and errands carry them after the commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.expressions import Compiled
from engine.spiff.data import rebased
from engine.spiff.scripts import evaluate_text
from engine.spiff.step import Fault, Thrown
from engine.spiff.tree import WAITING, LiveTask, in_turn


@dataclass(frozen=True, slots=True)
class Throws:
    """One thing an event throws; `name` is a code or the name of a message or signal, `activity` what to undo."""

    kind: str
    name: str | None = None
    correlation: Compiled | None = None
    activity: str | None = None


LAST = ("error", "cancel", "terminate")


def throw_all(task: LiveTask, throws: Sequence[Throws]) -> None:
    """Throws everything an event names, in its order; what ends the scope comes last."""
    if throws:
        task.workflow.last_task = task
    for thrown in sorted(throws, key=lambda one: one.kind in LAST):
        THROWN[thrown.kind](task, thrown)


def throw_signal(task: LiveTask, thrown: Throws) -> None:
    """Everybody in the instance who waits for the signal hears it at once; other instances by errand."""
    root, name = task.workflow.top_workflow, thrown.name or ""
    root.recorder.thrown.append(Thrown("signal", task.id, name, None))
    hear(root, name)


def hear(root: Any, name: str) -> int:
    """Lets a signal happen at all places that wait for it; gives how many."""
    waiting = sorted(root.listeners.get(name, {}).values(), key=in_turn)
    for listener in waiting:
        if listener._state == WAITING:
            listener.task_spec.happen(listener)
    return len(waiting)


def throw_message(task: LiveTask, thrown: Throws) -> None:
    """A message leaves the instance. Raises ExpressionFailed."""
    correlation = evaluate_text(task.task_spec.identity, thrown.correlation, task.data)
    sent = Thrown("message", task.id, thrown.name or "", correlation)
    task.workflow.top_workflow.recorder.thrown.append(sent)


def throw_around(task: LiveTask, thrown: Throws) -> None:
    """The nearest place around the task catches it; an error that nobody catches ends the instance as failed."""
    catcher, inside = catcher_of(task, thrown.kind, thrown.name)
    if catcher is not None:
        if catcher.task_spec.interrupts and not inside:
            catcher.data = rebased(catcher.data, catcher.base_data, task.data)
        catcher.task_spec.happen_thrown(catcher, thrown.kind, thrown.name)
    elif thrown.kind == "error":
        root = task.workflow.top_workflow
        root.recorder.fault = Fault(task.task_spec.identity, thrown.name or "")
        root.fail(task)


def catcher_of(task: LiveTask, kind: str, code: str | None) -> tuple[LiveTask | None, bool]:
    """Who catches it: event sub-processes of the scope, then boundary events; and whether instances are passed."""
    tree, inside = task.workflow, False
    while True:
        found = best([begin for _, begin in sorted(tree.catchers.items())], kind, code)
        activity = tree.parent_task
        if found is not None or activity is None:
            return found, inside
        inside = inside or activity.triggered
        outer = activity.parent if activity.triggered else activity
        around = [child for child in outer.parent.children if child.task_spec.urgent]
        found = best(around, kind, code)
        if found is not None:
            return found, inside
        tree = outer.workflow


def best(candidates: Sequence[LiveTask], kind: str, code: str | None) -> LiveTask | None:
    """The waiting event for exactly this code, else one for all codes."""
    able = [c for c in candidates if c._state == WAITING and c.task_spec.trigger.catches(kind, code)]
    exact = [c for c in able if c.task_spec.trigger.names(kind, code)]
    return next(iter(exact or able), None)


def throw_cancel(task: LiveTask, thrown: Throws) -> None:
    """The transaction is undone by now: its cancel boundary event takes over."""
    activity = task.workflow.activity
    for event in activity.parent.children:
        if event.task_spec.urgent and event._state == WAITING and event.task_spec.trigger.catches("cancel", None):
            event.data = rebased(event.data, event.base_data, task.data)
            event.task_spec.happen_thrown(event, "cancel", None)
            return


def terminate(task: LiveTask, thrown: Throws) -> None:
    """The scope ends with the data of its terminate event."""
    tree = task.workflow
    if not tree.completed:
        if tree is tree.top_workflow:
            tree.top_workflow.state = "terminated"
        tree.finish(task)


def undone(task: LiveTask, thrown: Throws) -> None:
    """Compensation has happened before the event was done."""


THROWN = {
    "signal": throw_signal,
    "message": throw_message,
    "error": throw_around,
    "escalation": throw_around,
    "cancel": throw_cancel,
    "terminate": terminate,
    "compensate": undone,
}
