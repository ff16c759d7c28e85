"""Forgets finished tasks that nothing can ask for any more, so that an instance is as large as what is open in it.

Kept are: the root, what is active, arrivals that a join still holds, the parents of both, the task that ended last,
and every task where two of these part. A chain between kept tasks is closed up; the log has the history.
"""

from engine.spiff.tree import CANCELLED, LiveTask, Root, Tree

SLACK = 64


def prune(root: Root) -> None:
    """Prunes when the instance has more than doubled since the last time: the cost per command stays constant."""
    if root.size > 2 * root.kept + SLACK:
        for tree in (root, *root.trees.values()):
            prune_tree(tree)
        root.kept = root.size


def prune_tree(tree: Tree) -> None:
    """Removes all but the needed tasks and closes the gaps; children stay in the order of their creation."""
    needed = junctions(tree, needed_in(tree))
    tree.top_workflow.size -= len(tree.tasks) - len(needed)
    kept = [(task, nearest(task, needed)) for _, task in sorted(tree.tasks.items()) if task.id in needed]
    tree.tasks = {task.id: task for task, _ in kept}
    for task, _ in kept:
        task._children = []
    for task, above in kept:
        if above is not None:
            task._parent = above.id
            above._children.append(task.id)


def needed_in(tree: Tree) -> set[int]:
    """Ordinals of the tasks that can still be asked for."""
    held = [copy for copies in tree.copies.values() for copy in copies.values() if copy._state == CANCELLED]
    needed = {tree.task_tree.id}
    if tree.last_task is not None:
        needed.add(tree.last_task.id)
    for task in (*tree.active.values(), *held):
        needed.add(task.id)
        if task.parent is not None:
            needed.add(task.parent.id)
    return needed


def junctions(tree: Tree, needed: set[int]) -> set[int]:
    """The needed tasks and those where the ways to two of them part."""
    found, passed = set(needed), set[int]()
    for ordinal in sorted(needed, reverse=True):
        if ordinal in passed:
            continue
        task: LiveTask | None = tree.tasks[ordinal]
        while task is not None and task.id not in passed:
            passed.add(task.id)
            task = task.parent
        if task is not None:
            found.add(task.id)
    return found


def nearest(task: LiveTask, needed: set[int]) -> LiveTask | None:
    """The nearest needed ancestor. Reads the parents as they were before pruning."""
    above: LiveTask | None = task.parent
    while above is not None and above.id not in needed:
        above = above.parent
    return above
