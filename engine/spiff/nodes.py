"""What all elements have in common at run time, and the plain ones: start, person, script, service, scope."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit, BpmnStartTask, SimpleBpmnTask
from SpiffWorkflow.bpmn.specs.defaults import (
    CallActivity,
    ManualTask,
    ScriptTask,
    ServiceTask,
    SubWorkflowTask,
    UserTask,
)
from SpiffWorkflow.util.task import TaskState

from engine.expressions import Compiled
from engine.spiff.data import checked, jsonable, merged
from engine.spiff.scripts import Scripts, evaluate_instant, evaluate_json, evaluate_text
from engine.spiff.step import HandlerCall, Opened, Result
from engine.spiff.throwing import Throws, throw_all
from engine.spiff.tree import READY, WAITING, LiveTask, Tree

Way = tuple[Any, str | None]


class Node:
    """The answers a live task asks of its spec. `ways` are the outgoing (target, flow id), in the diagram's order."""

    name: str
    bpmn_id: Any
    spec: Any
    joins = False
    urgent = False
    counts = True
    dormant = False
    interrupts = False
    shares = False
    keeps_waiting = False
    arm_of: Any = None
    arms: Sequence[Any] = ()
    ways: Sequence[Way] = ()
    element: Any = None
    trigger: Any = None
    listens: tuple[str, str] | None = None
    undo: Any = None
    after_child: ClassVar[Callable[..., None] | None] = None

    @property
    def identity(self) -> str:
        """The id of the element, for effects and errors."""
        return self.bpmn_id or self.name

    def ways_out(self, task: LiveTask) -> Sequence[Way]:
        return self.ways

    def after(self, task: LiveTask) -> None:
        """Right after the task is done."""

    def after_cancel(self, task: LiveTask) -> None:
        """Right after the task was cancelled."""

    def _update_hook(self, task: LiveTask) -> bool | None:
        task._inherit_data()
        return True

    def _on_ready_hook(self, task: LiveTask) -> None:
        """Right after the task became READY."""

    def _run_hook(self, task: LiveTask) -> bool:
        return True


class Start(Node, BpmnStartTask):
    counts = False
    begins: Mapping[str, Sequence[Way]] = {}

    def ways_out(self, task: LiveTask) -> Sequence[Way]:
        """The sleeping event sub-processes, and the one start event: of several, the one the instance begins with."""
        chosen = task.workflow.top_workflow.begin if task.workflow.parent_task is None else None
        return self.ways if chosen is None else self.begins[chosen]


class Plain(Node, SimpleBpmnTask):
    counts = False


class Split(Node, BoundaryEventSplit):
    """Opens an activity together with its boundary events; the first to end ends the others."""

    def ways_out(self, task: LiveTask) -> Sequence[Way]:
        return [(spec, None if spec.urgent else task.via) for spec, _ in self.ways]

    @staticmethod
    def after_child(split: LiveTask, child: LiveTask) -> None:
        boundary = child.task_spec.urgent
        if boundary and not child.task_spec.cancel_activity:
            return
        for sibling in split.children:
            if sibling is not child and (sibling._state == WAITING or not sibling.task_spec.urgent):
                sibling.cancel()


class Human(Node):
    """A task for a person."""

    desk: Compiled | None = None
    due: Compiled | None = None

    def _on_ready_hook(self, task: LiveTask) -> None:
        element, root = self.element, task.workflow.top_workflow
        root.open[task.id] = task
        desk = evaluate_text(element.id, self.desk, task.data)
        due = evaluate_instant(element.id, self.due, task.data)
        opened = Opened(task.id, element.id, element.name, element.lane, element.form, desk, due)
        root.recorder.opened[task.id] = opened


class Person(Human, UserTask):
    pass


class Manual(Human, ManualTask):
    pass


class Script(Node, ScriptTask):
    def _run_hook(self, task: LiveTask) -> bool:
        return Scripts().execute(task, self.script)


class Handled(Node):
    """Calls the operation the diagram names and merges its answer."""

    parameters: Sequence[tuple[str, Compiled]] = ()
    throws: Sequence[Throws] = ()

    def after(self, task: LiveTask) -> None:
        throw_all(task, self.throws)

    def _run_hook(self, task: LiveTask) -> bool:
        element, recorder = self.element, task.workflow.top_workflow.recorder
        if element.handler is None:
            return True
        parameters = {name: evaluate_json(element.id, text, task.data) for name, text in self.parameters}
        data = {key: jsonable(value, key) for key, value in task.data.items()}
        answer = recorder.call(HandlerCall(element.handler, element.id, task.id, data, parameters))
        result = checked(answer or {})
        recorder.results.append(Result(element.id, element.handler, result))
        task.data = merged(task.data, result)
        return True


class Service(Handled, ServiceTask):
    pass


class Scope(Node):
    """A sub-process or a called process: a tree of its own below one task."""

    def _update_hook(self, task: LiveTask) -> None:
        task._inherit_data()
        root = task.workflow.top_workflow
        tree = Tree(root.subprocess_specs[self.spec], root, task)
        root.trees[task.id] = tree
        task._set_state(TaskState.STARTED)
        tree.plant(task.data)

    def after_tree(self, task: LiveTask, tree: Tree) -> None:
        """The tree has ended: its data are the activity's data."""
        last = tree.last_task
        task.data = dict(last.data) if last is not None else task.data
        if self.undo is not None and tree.done:
            task.internal_data["done"] = tree.done
        task.workflow.top_workflow.drop_tree(task.id)
        task._set_state(READY)

    def after_cancel(self, task: LiveTask) -> None:
        tree = task.workflow.top_workflow.trees.get(task.id)
        if tree is not None:
            tree.cancel()


class SubProcess(Scope, SubWorkflowTask):
    shares = True


class Called(Scope, CallActivity):
    pass


def throw(task: LiveTask, thrown: tuple[str, str | None]) -> None:
    """An error or escalation, by kind and code, is thrown from where a task stands."""
    throw_all(task, (Throws(*thrown),))


def fire(task: LiveTask) -> None:
    """Lets a waiting event happen."""
    task.task_spec.happen(task)
