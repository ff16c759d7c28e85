"""What all elements have in common at run time, and the plain ones: start, end, person, script, service, scope."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit, BpmnStartTask, SimpleBpmnTask
from SpiffWorkflow.bpmn.specs.defaults import (
    CallActivity,
    EndEvent,
    IntermediateThrowEvent,
    ManualTask,
    ScriptTask,
    ServiceTask,
    SubWorkflowTask,
    UserTask,
)
from SpiffWorkflow.util.task import TaskState

from engine.errors import ErrorNotCaught
from engine.expressions import Compiled
from engine.spiff.data import checked, jsonable, merged
from engine.spiff.declared import Guard, subjects
from engine.spiff.scripts import Scripts, evaluate_instant, evaluate_json, evaluate_text
from engine.spiff.step import HandlerCall, Opened, Result
from engine.spiff.tree import READY, WAITING, LiveTask, Tree

Way = tuple[Any, str | None]


class Node:
    """The answers a live task asks of its spec. `ways` are the outgoing (target, flow id), in the diagram's order."""

    name: str
    spec: Any
    joins = False
    urgent = False
    counts = True
    dormant = False
    ways: Sequence[Way] = ()
    element: Any = None
    trigger: Any = None
    after_child: ClassVar[Callable[..., None] | None] = None

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
    guard: Guard | None = None

    def _on_ready_hook(self, task: LiveTask) -> None:
        element, root = self.element, task.workflow.top_workflow
        root.open[task.id] = task
        desk = evaluate_text(element.id, self.desk, task.data)
        due = evaluate_instant(element.id, self.due, task.data)
        named = subjects(self.guard, task.data)
        opened = Opened(task.id, element.id, element.name, element.lane, element.form, desk, due, named)
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


class Throw(Handled, IntermediateThrowEvent):
    thrown: tuple[str, str | None] | None = None

    def _run_hook(self, task: LiveTask) -> bool:
        super()._run_hook(task)
        throw(task, self.thrown)
        return True


class End(Handled, EndEvent):
    thrown: tuple[str, str | None] | None = None
    terminates = False

    def _run_hook(self, task: LiveTask) -> bool:
        super()._run_hook(task)
        throw(task, self.thrown)
        return True

    def after(self, task: LiveTask) -> None:
        tree = task.workflow
        if self.terminates and not tree.completed:
            if tree is tree.top_workflow:
                tree.top_workflow.state = "terminated"
            tree.finish(task)


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
        task.workflow.top_workflow.drop_tree(task.id)
        task._set_state(READY)

    def after_cancel(self, task: LiveTask) -> None:
        tree = task.workflow.top_workflow.trees.get(task.id)
        if tree is not None:
            tree.cancel()


class SubProcess(Scope, SubWorkflowTask):
    pass


class Called(Scope, CallActivity):
    pass


def throw(task: LiveTask, thrown: tuple[str, str | None] | None) -> None:
    """Lets the nearest boundary event around the task catch an error or escalation. Raises ErrorNotCaught."""
    if thrown is None:
        return
    kind, code = thrown
    activity = task.workflow.parent_task
    while activity is not None:
        outer = activity.parent if activity.triggered else activity
        for event in outer.parent.children:
            if event.task_spec.urgent and event._state == WAITING and event.task_spec.trigger.catches(kind, code):
                fire(event)
                return
        activity = outer.workflow.parent_task
    if kind == "error":
        raise ErrorNotCaught(element=task.task_spec.bpmn_id, error=code or "")


def fire(task: LiveTask) -> None:
    """Lets a waiting event happen; a repeating, non-interrupting one sends a token and goes on waiting."""
    spec = task.task_spec
    if spec.urgent and not spec.cancel_activity and spec.trigger.next_round(task):
        task.leave()
    else:
        task._ready()
