"""Compensation: finished activities are undone one after the other, the last one first.

What can be undone is noted in its scope when it is done: `[handler, what was done inside, data at the end]`.
"""

from collections.abc import Sequence
from typing import Any

from SpiffWorkflow.bpmn.specs.control import SimpleBpmnTask
from SpiffWorkflow.util.task import TaskState

from engine.spiff.data import Data, rebased
from engine.spiff.nodes import Node, Scope
from engine.spiff.throwing import Throws
from engine.spiff.tree import COMPLETED, READY, LiveTask, Tree

OWN, AROUND = 0, 1


def undo_first(task: LiveTask, throws: Sequence[Throws]) -> bool:
    """Undoes what an event compensates before the event is done; True when nothing is left to undo."""
    if not any(one.kind in ("compensate", "cancel") for one in throws):
        return True
    if task.internal_data.pop("undone", False):
        return True
    todo: list[list[Any]] = []
    for one in throws:
        if one.kind == "cancel":
            task.workflow.interrupt(task)
            todo += taken(task.workflow, None, OWN)
        elif one.kind == "compensate":
            todo += undoable(task, one.activity)
    return begin(task, todo)


def undoable(task: LiveTask, activity: str | None) -> list[list[Any]]:
    """What an event can undo: its own scope, and from an event sub-process the scope around."""
    tree = task.workflow
    found = taken(tree, activity, OWN)
    scope = tree.parent_task
    if scope is not None and scope.task_spec.dormant:
        found = taken(scope.workflow, activity, AROUND) + found
    return found


def taken(tree: Tree, activity: str | None, level: int) -> list[list[Any]]:
    """Takes the notes of one activity, or of all, out of a scope: nothing is undone twice."""
    wanted = [entry for entry in tree.done if activity is None or activity in tree.spec.undoes[entry[0]]]
    tree.done = [entry for entry in tree.done if entry not in wanted]
    return [[level, *entry] for entry in wanted]


def begin(task: LiveTask, todo: list[list[Any]]) -> bool:
    """Starts undoing; True when there is nothing to do."""
    if not todo:
        return True
    task.internal_data["undo"] = todo
    task._set_state(TaskState.STARTED)
    proceed(task)
    return False


def proceed(task: LiveTask) -> None:
    """Undoes the next one, or lets the event go on."""
    todo = task.internal_data["undo"]
    if not todo:
        del task.internal_data["undo"]
        task.internal_data["undone"] = True
        task._set_state(READY)
        return
    level, name, nested, data = todo.pop()
    parent = task if level == OWN else task.workflow.activity
    child = parent._add_child(parent.workflow.spec.task_specs[name])
    child.triggered = True
    child.data = dict(task.data)
    if level == AROUND:
        parent.internal_data["undoer"] = [task.id, child.id]
    if nested is not None:
        child.internal_data["nested"] = [nested, data]
    child.task_spec._update(child)


def undone_one(task: LiveTask, child: LiveTask) -> None:
    """A handler below an event is done."""
    if task._state == TaskState.STARTED and "undo" in task.internal_data:
        task.data = dict(child.data)
        proceed(task)


def undone_outside(scope: LiveTask, child: LiveTask) -> None:
    """A handler in the scope around an event sub-process is done: the event inside goes on."""
    undoer = scope.internal_data.get("undoer")
    if undoer is not None and undoer[1] == child.id:
        del scope.internal_data["undoer"]
        undone_one(scope.workflow.top_workflow.trees[scope.id].tasks[undoer[0]], child)


def stop(task: LiveTask) -> None:
    """Handlers below a cancelled event end with it."""
    for child in task.children:
        child.cancel()


def present(tree: Tree) -> Data:
    """The data a scope has now: what its ended branches and the task that ended last have changed."""
    base = tree.task_tree.data
    data = dict(base)
    ended = [copy for copy in tree.copies.get(tree.spec.ending, {}).values() if copy.seen]
    ended.sort(key=lambda copy: copy.internal_data.get("arrived", copy.id))
    tokens = [copy.parent for copy in ended]
    if tree.last_task is not None:
        tokens.append(tree.last_task)
    for token in tokens:
        data = rebased(data, base, token.data)
    return data


class UndoScope(Scope, SimpleBpmnTask):
    """Undoes a finished sub-process: by its compensation event sub-process, else all that was done in it."""

    shares = True
    counts = False

    def __init__(self, wf_spec: Any, name: str, spec: str) -> None:
        super().__init__(wf_spec, name)
        self.spec = spec

    def _update_hook(self, task: LiveTask) -> None:
        root = task.workflow.top_workflow
        nested, data = task.internal_data["nested"]
        tree = Tree(root.subprocess_specs[self.spec], root, task)
        root.trees[task.id] = tree
        tree.done = nested
        task._set_state(TaskState.STARTED)
        first = LiveTask(tree, tree.spec.start, None, TaskState.FUTURE, root.next_ordinal())
        tree.task_tree = first
        first.data = dict(data)
        first._set_state(COMPLETED)
        child = first._add_child(tree.spec.undoer)
        child.task_spec._update(child)
        if child.task_spec.dormant:
            begun = next(t for t in root.trees[child.id].active.values() if t.task_spec.trigger is not None)
            begun.task_spec.happen_alone(begun)

    def after_tree(self, task: LiveTask, tree: Tree) -> None:
        data = task.internal_data.pop("nested")[1]
        before = task.data
        super().after_tree(task, tree)
        task.data = rebased(before, data, task.data)


class Undoer(Node, SimpleBpmnTask):
    """The only token of a finished sub-process that is being undone."""

    counts = False

    def _run_hook(self, task: LiveTask) -> bool:
        if task.internal_data.pop("undone", False):
            return True
        return begin(task, taken(task.workflow, None, OWN))

    @staticmethod
    def after_child(task: LiveTask, child: LiveTask) -> None:
        undone_one(task, child)

    def after_cancel(self, task: LiveTask) -> None:
        stop(task)
