"""The task tree of a live instance: the library's Task and workflow, made deterministic and without walks.

Why each piece differs from the library is told in `patch.py`.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import StaleTask
from engine.spiff.data import Data, same
from engine.spiff.recorder import ACTIVE, FINISHED, Recorder

READY, WAITING, COMPLETED, CANCELLED = TaskState.READY, TaskState.WAITING, TaskState.COMPLETED, TaskState.CANCELLED


class LiveTask(Task):
    """A task whose id is its ordinal in the instance, and whose state changes are told to the recorder."""

    def __init__(self, tree: "Tree", spec: Any, parent: "LiveTask | None", state: int, ordinal: int) -> None:
        self.id = ordinal
        self.workflow, self.task_spec = tree, spec
        self._parent = parent.id if parent is not None else None
        self._children: list[int] = []
        self._state = state
        self.triggered = self.seen = self.absorbed = self.counted = False
        self.via: str | None = None
        self.thread_id = 0
        self.last_state_change = 0.0
        self.data: Data = {}
        self.internal_data: dict[str, Any] = {}
        tree.adopt(self)
        if parent is not None:
            parent._children.append(ordinal)

    @property
    def base_data(self) -> Data:
        """The data this task started from: its parent's, or those of the activity its tree belongs to."""
        parent = self.parent or self.workflow.parent_task
        return parent.data if parent is not None else {}

    def _add_child(self, task_spec: Any, state: int = TaskState.FUTURE) -> "LiveTask":
        return LiveTask(self.workflow, task_spec, self, state, self.workflow.top_workflow.next_ordinal())

    def _set_state(self, value: int) -> None:
        before = self._state
        if value == before:
            return
        self._state = value
        if value >= WAITING:
            self.workflow.changed(self, before, value)

    def _inherit_data(self) -> None:
        if not self.triggered:
            self.data = dict(self.parent.data)

    def _ready(self) -> None:
        if not self._state & FINISHED:
            self._set_state(READY)
            self.task_spec._on_ready_hook(self)

    def run(self) -> Any:
        """Runs an automatic task. Raises StaleTask for one that is not READY."""
        if self._state != READY:
            raise StaleTask(ordinal=self.id)
        done = self.task_spec._run_hook(self)
        if self._state == READY:
            self.complete()
        return done

    def complete(self) -> None:
        """Marks the task done, ends what it ends, and lets every way out of it be reached.

        What it throws, and what its data make true, may interrupt the scope it stands in: then it leads nowhere.
        """
        spec, tree = self.task_spec, self.workflow
        epoch = tree.epoch
        self._set_state(COMPLETED)
        if spec.undo is not None:
            tree.note_done(self)
        spec.after(self)
        parent = self.parent
        if tree.epoch == epoch and parent is not None and parent.task_spec.after_child is not None:
            parent.task_spec.after_child(parent, self)
        if tree.top_workflow.watchful:
            tree.top_workflow.look(self)
        if tree.epoch == epoch and not tree.completed:
            self.leave()
            tree.task_completed(self)

    def leave(self) -> None:
        """Creates the tasks behind this one, joins last, so that they see every token of this split."""
        fresh = []
        for target, flow in self.task_spec.ways_out(self):
            child = self._add_child(target)
            child.via = flow
            fresh.append(child)
        coming = []
        if len(fresh) > 1:
            fresh.sort(key=lambda task: task.task_spec.joins)
            coming = [child.task_spec.name for child in fresh if child.task_spec.joins]
        tree = self.workflow
        epoch = tree.epoch
        for name in coming:
            tree.count(name, 1)
        for child in fresh:
            if coming and child.task_spec.joins:
                tree.count(child.task_spec.name, -1)
            if tree.epoch == epoch:
                if not child._state & FINISHED:
                    child.task_spec._update(child)
            elif child._state == TaskState.FUTURE and not tree.completed and child.id in tree.tasks:
                tree.discard(child)

    def cancel(self) -> None:
        """Ends an unfinished task with all that lives inside it; tokens it sent on its ways stay."""
        if self._state & FINISHED:
            return
        self._set_state(CANCELLED)
        self.task_spec.after_cancel(self)


class Tree(BpmnBaseWorkflow):
    """The tasks of one process or sub-process, with an index of the active ones."""

    def __init__(self, spec: Any, top: "Root | None" = None, parent_task: LiveTask | None = None) -> None:
        self.spec = spec
        self.top_workflow: Root = top if top is not None else self
        self.parent_task = parent_task
        self.tasks: dict[int, LiveTask] = {}
        self.active: dict[int, LiveTask] = {}
        self.census: dict[str, int] = {}
        self.copies: dict[str, dict[int, LiveTask]] = {}
        self.watchers: dict[int, LiveTask] = {}
        self.catchers: dict[int, LiveTask] = {}
        self.last_task: LiveTask | None = None
        self.completed = False
        self.epoch = 0
        self.done: list[list[Any]] = []
        self.seen: Data | None = None

    def plant(self, data: Data) -> None:
        """Creates the root task and makes it ready."""
        top = self.top_workflow
        self.task_tree = LiveTask(self, self.spec.start, None, TaskState.FUTURE, top.next_ordinal())
        self.task_tree.data = dict(data)
        self.task_tree._ready()

    def adopt(self, task: LiveTask) -> None:
        """Takes a new task into the indexes."""
        self.tasks[task.id] = task
        self.top_workflow.size += 1
        if task.task_spec.joins and task._state != COMPLETED:
            self.copies.setdefault(task.task_spec.name, {})[task.id] = task
        if task._state & ACTIVE:
            self._enter(task)

    def discard(self, task: LiveTask) -> None:
        """Forgets a finished leaf."""
        del self.tasks[task.id]
        self.top_workflow.size -= 1
        self.copies.get(task.task_spec.name, {}).pop(task.id, None)
        if task.parent is not None:
            task.parent._children.remove(task.id)

    def changed(self, task: LiveTask, before: int, value: int) -> None:
        """Keeps the indexes; called by every change of state."""
        if value & ACTIVE:
            if not before & ACTIVE:
                self._enter(task)
            if value == READY and not task.task_spec.manual:
                agenda = self.top_workflow.recorder.agenda
                (agenda.appendleft if task.task_spec.urgent else agenda.append)(task)
        elif before & ACTIVE:
            self._exit(task)
        self.top_workflow.recorder.changed(task, value)

    def _enter(self, task: LiveTask) -> None:
        self.active[task.id] = task
        task.counted = not task.task_spec.urgent and not task.task_spec.dormant
        if task.counted:
            self.count(task.task_spec.name, 1)

    def count(self, name: str, by: int) -> None:
        """So many more tokens are at the element of this spec."""
        self.census[name] = self.census.get(name, 0) + by
        if not self.census[name]:
            del self.census[name]

    def wake(self, task: LiveTask) -> None:
        """A dormant task is a token from now on."""
        task.counted = True
        self.count(task.task_spec.name, 1)

    def _exit(self, task: LiveTask) -> None:
        del self.active[task.id]
        self.watchers.pop(task.id, None)
        if task.task_spec.listens:
            self.top_workflow.stop_listening(task)
        if task.counted:
            self.count(task.task_spec.name, -1)

    def task_completed(self, task: LiveTask) -> None:
        """Called after a task is done: ends the tree, or asks the joins that watch other tokens."""
        self.last_task = task
        if task.task_spec is self.spec.finish:
            self.finish(task)
            return
        for _, watcher in sorted(self.watchers.items()):
            if watcher._state == WAITING:
                watcher.task_spec._update(watcher)

    def note_done(self, task: LiveTask) -> None:
        """Remembers a finished activity that can be compensated, in order; not one that was skipped."""
        nested = task.internal_data.pop("done", None)
        if task.internal_data.pop("skipped", False):
            return
        self.done.append([task.task_spec.undo.name, nested, None if nested is None else dict(task.data)])

    @property
    def activity(self) -> LiveTask:
        """The activity this tree belongs to; asked only of trees that have one."""
        assert self.parent_task is not None  # noqa: S101 - the root is never asked
        return self.parent_task

    @property
    def owner(self) -> "Tree":
        """The tree of the process around: embedded sub-processes share its data, called processes have their own."""
        tree = self
        while tree.parent_task is not None and tree.parent_task.task_spec.shares:
            tree = tree.parent_task.workflow
        return tree

    def take_note(self, task: LiveTask) -> bool:
        """Brings what the conditions see up to what a task has changed; False when it changed nothing."""
        before = task.base_data
        changed = {key: value for key, value in task.data.items() if key not in before or not same(before[key], value)}
        if not changed or task.triggered:
            return False
        self.seen = {**(self.task_tree.data if self.seen is None else self.seen), **changed}
        return True

    def interrupt(self, keep: LiveTask) -> None:
        """Ends every token of the scope but one; nothing of it steps any more."""
        self.epoch += 1
        for _, task in sorted(self.active.items()):
            if task is not keep:
                task.cancel()
        for copies in list(self.copies.values()):
            for copy in list(copies.values()):
                self.discard(copy)

    def finish(self, last: LiveTask) -> None:
        """The tree has ended with the data of its last task."""
        self.completed, self.last_task = True, last
        self.epoch += 1
        for _, task in sorted(self.active.items()):
            task.cancel()
        if self.parent_task is not None:
            self.parent_task.task_spec.after_tree(self.parent_task, self)

    def cancel(self) -> None:
        """Ends everything active in this tree and below."""
        self.completed = True
        self.epoch += 1
        for _, task in sorted(self.active.items()):
            task.cancel()
        if self.parent_task is not None:
            self.top_workflow.drop_tree(self.parent_task.id)


class Root(Tree):
    """The tree of the instance: ordinals, sub-trees, open tasks and the command being applied."""

    recorder: Recorder

    def __init__(self, spec: Any, subprocess_specs: Mapping[str, Any]) -> None:
        self.size = 0
        super().__init__(spec)
        self.subprocess_specs = subprocess_specs
        self.trees: dict[int, Tree] = {}
        self.open: dict[int, LiveTask] = {}
        self.listeners: dict[str, dict[int, LiveTask]] = {}
        self.conditions: dict[int, LiveTask] = {}
        self.watchful = spec.watchful
        self.ordinal = self.kept = 0
        self.state = "running"
        self.begin: str | None = None
        self.calendar = ""

    def next_ordinal(self) -> int:
        """The next number; every task takes one, in the order of creation."""
        self.ordinal += 1
        return self.ordinal

    def listen(self, task: LiveTask) -> None:
        """A waiting task hears signals, conditions, or what is thrown around it."""
        self.places(task).setdefault(task.id, task)

    def stop_listening(self, task: LiveTask) -> None:
        """The task waits no more."""
        self.places(task).pop(task.id, None)

    def places(self, task: LiveTask) -> dict[int, LiveTask]:
        """Where a listening task is found: by the name of its signal, among the conditions, or in its scope."""
        kind, name = task.task_spec.listens
        if kind == "signal":
            return self.listeners.setdefault(name, {})
        if kind == "condition":
            return self.conditions
        inner: Tree = task.workflow
        return inner.parent_task.workflow.catchers if inner.parent_task is not None else {}

    def look(self, task: LiveTask) -> None:
        """Asks the open conditions again when a task has changed data. Raises ExpressionFailed."""
        owner = task.workflow.owner
        if owner.take_note(task):
            for condition in sorted(self.conditions.values(), key=in_turn):
                if condition._state == WAITING and condition.workflow.owner is owner:
                    condition.task_spec.trigger.look(condition)

    def fail(self, last: LiveTask) -> None:
        """The instance has ended with an error that nobody caught."""
        self.state = "failed"
        if last.workflow is self:
            self.last_task = last
        self.cancel()

    def finish(self, last: LiveTask) -> None:
        """The instance has ended."""
        if self.state == "running":
            self.state = "completed"
        super().finish(last)

    def drop_tree(self, ordinal: int) -> None:
        """Forgets a finished sub-tree."""
        tree = self.trees.pop(ordinal, None)
        if tree is not None:
            self.size -= len(tree.tasks)

    def drain(self) -> None:
        """Runs automatic tasks until people, time or messages are needed. Raises ProcessLoops."""
        agenda = self.recorder.agenda
        while agenda:
            task = agenda.popleft()
            if task._state == READY:
                self.recorder.count(task)
                task.run()


def in_turn(task: LiveTask) -> tuple[bool, int]:
    """The order in which those who wait for the same happen: whoever interrupts comes last."""
    return bool(task.task_spec.interrupts), task.id
