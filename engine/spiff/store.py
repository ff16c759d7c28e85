"""An instance as bytes and back: canonical JSON, without specs, data apart from everything that names a class.

A task is `[ordinal, parent, spec, state, via, triggered, internal, change of data]`, `[]` meaning no change.
"""

import json
from typing import Any

from engine.errors import SnapshotUnreadable
from engine.spiff.data import applied, delta
from engine.spiff.parse import Process
from engine.spiff.recorder import ACTIVE
from engine.spiff.tree import WAITING, LiveTask, Root, Tree
from kernel import canonical

FORMAT = 1


def dump(process: Process, root: Root, chain: str) -> bytes:
    """The instance as canonical JSON."""
    trees = [tree_of(root), *(tree_of(tree) for _, tree in sorted(root.trees.items()))]
    whole = {
        "format": FORMAT,
        "process": process.id,
        "chain": chain,
        "ordinal": root.ordinal,
        "kept": root.kept,
        "state": root.state,
        "calendar": root.calendar,
        "trees": trees,
    }
    return canonical.text(whole).encode()


def tree_of(tree: Tree) -> dict[str, Any]:
    """One tree; `at` is the ordinal of the activity it belongs to."""
    entry = {
        "at": tree.parent_task.id if tree.parent_task is not None else None,
        "completed": tree.completed,
        "last": tree.last_task.id if tree.last_task is not None else None,
        "tasks": [row_of(task) for _, task in sorted(tree.tasks.items())],
    }
    if tree.done:
        entry["done"] = tree.done
    if tree.seen is not None:
        entry["seen"] = delta(tree.task_tree.data, tree.seen)
    return entry


def row_of(task: LiveTask) -> list[Any]:
    """One task."""
    change = delta(task.base_data, task.data)
    internal = task.internal_data
    return [task.id, task._parent, task.task_spec.name, task._state, task.via, task.triggered, internal, change]


def load(process: Process, blob: bytes) -> tuple[Root, str]:
    """The root tree and the chain of a dump. Raises SnapshotUnreadable."""
    try:
        whole = json.loads(blob)
        if whole["format"] != FORMAT or whole["process"] != process.id:
            raise SnapshotUnreadable(reason="it is of another format or process")
        root = Root(process.spec, process.subprocess_specs)
        root.ordinal, root.kept, root.state = whole["ordinal"], whole["kept"], whole["state"]
        root.calendar = whole["calendar"]
        for entry in whole["trees"]:
            fill(tree_for(root, entry["at"]), entry)
        return root, whole["chain"]
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise SnapshotUnreadable(reason=f"{type(fault).__name__} {fault}") from fault


def tree_for(root: Root, at: int | None) -> Tree:
    """The empty tree of an activity; activities are always older than their trees."""
    if at is None:
        return root
    activity = next(tree.tasks[at] for tree in (root, *root.trees.values()) if at in tree.tasks)
    tree = Tree(root.subprocess_specs[activity.task_spec.spec], root, activity)
    root.trees[at] = tree
    return tree


def fill(tree: Tree, entry: dict[str, Any]) -> None:
    """Puts the tasks of a dump into a tree, parents first."""
    for ordinal, parent, spec, state, via, triggered, internal, change in entry["tasks"]:
        above = tree.tasks[parent] if parent is not None else None
        task = LiveTask(tree, tree.spec.task_specs[spec], above, state, ordinal)
        task.via, task.triggered, task.internal_data = via, triggered, internal
        task.seen, task.absorbed = True, "arrived" in internal
        task.data = applied(task.base_data, change)
        if state & ACTIVE:
            remember(tree, task)
        if above is None:
            tree.task_tree = task
    tree.completed, tree.done = entry["completed"], entry.get("done", [])
    if "seen" in entry:
        tree.seen = applied(tree.task_tree.data, entry["seen"])
    tree.last_task = tree.tasks.get(entry["last"])


def remember(tree: Tree, task: LiveTask) -> None:
    """Puts an active task back where the commands look for it."""
    spec = task.task_spec
    announced = task._state == WAITING and spec.trigger is not None and spec.trigger.announced
    if spec.manual or announced:
        tree.top_workflow.open[task.id] = task
    if spec.listens and task._state == WAITING:
        tree.top_workflow.listen(task)
    if task.internal_data.get("awake"):
        tree.wake(task)
    if spec.joins and spec.watches and task._state == WAITING:
        tree.watchers[task.id] = task
