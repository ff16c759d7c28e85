"""Events: where they wait, and what happens in the instance when they do.

A timer, a message or a signal from outside happens when a command names it; `happen` is the one way in.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.control import SimpleBpmnTask
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    ReceiveTask,
    StartEvent,
)
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin

from engine.spiff import undoing
from engine.spiff.data import Data, rebased
from engine.spiff.nodes import Handled, Node, SubProcess
from engine.spiff.tree import COMPLETED, READY, WAITING, LiveTask, Tree
from engine.spiff.triggers import Several, Trigger


class Catching(Node):
    """An element that waits for its trigger; without a trigger it passes at once."""

    trigger: Trigger | None = None
    arms: tuple[Any, ...] = ()

    def _update_hook(self, task: LiveTask) -> bool | None:
        task._inherit_data()
        if self.trigger is None:
            return True
        task._set_state(WAITING)
        root = task.workflow.top_workflow
        if self.trigger.announced:
            root.open[task.id] = task
        if self.listens:
            root.listen(task)
        self.trigger.arm(task, root.recorder.at)
        for arm in self.arms:
            if task._state == WAITING:
                child = task._add_child(arm)
                child.task_spec._update(child)
        return None

    def happen(self, task: LiveTask) -> None:
        """The event happens; a repetition sends a token and goes on waiting."""
        if self.trigger is not None and self.trigger.ticks(task):
            task.leave()
        else:
            task._ready()

    def happen_thrown(self, task: LiveTask, kind: str, code: str | None) -> None:
        """Something thrown inside is caught here, by one of several triggers or by the only one."""
        arms = [arm for arm in task.children if arm.task_spec.arm_of is not None and arm._state == WAITING]
        able = [arm for arm in arms if arm.task_spec.trigger.catches(kind, code)]
        if able:
            able[0].data = task.data
            able[0].task_spec.happen(able[0])
        else:
            self.happen(task)

    def _on_ready_hook(self, task: LiveTask) -> None:
        stop_arms(task)

    def after_cancel(self, task: LiveTask) -> None:
        stop_arms(task)


class Begin(Catching, StartEvent):
    """The start of a process, which something outside has begun; or that of an event sub-process, which waits."""

    counts = False

    def _update_hook(self, task: LiveTask) -> bool | None:
        scope = task.workflow.parent_task
        if scope is None or not scope.task_spec.dormant:
            task._inherit_data()
            return True
        task.internal_data.update(scope.internal_data.pop("next", {}))
        return super()._update_hook(task)

    def happen(self, task: LiveTask) -> None:
        """The event sub-process begins, with the data its surroundings have now."""
        scope = task.workflow.activity
        around = scope.workflow
        now = undoing.present(around)
        task.data = rebased(now, task.base_data, task.data)
        task.workflow.task_tree.data = now
        scope.internal_data["awake"] = True
        if self.interrupts:
            around.interrupt(scope)
            around.wake(scope)
        else:
            around.wake(scope)
            sleep_again(task, scope, self.trigger)
        task._ready()

    def happen_alone(self, task: LiveTask) -> None:
        """The scope around has ended and is being undone: there is nothing to interrupt."""
        scope = task.workflow.activity
        scope.internal_data["awake"] = True
        scope.workflow.wake(scope)
        task._ready()


class EventScope(SubProcess):
    """An event sub-process: asleep, and no token, until its start event happens."""

    dormant = True

    def _update_hook(self, task: LiveTask) -> None:
        super()._update_hook(task)
        begin = task.workflow.top_workflow.trees[task.id].task_tree
        if begin._state == READY:  # it listens from this moment on, not from its turn
            begin.run()

    def after_cancel(self, task: LiveTask) -> None:
        super().after_cancel(task)
        for child in task.children:
            child.cancel()

    def after_tree(self, task: LiveTask, tree: Tree) -> None:
        """Beside other branches it tells only what it changed itself: they have changed their data since."""
        before, now = task.data, tree.task_tree.data
        super().after_tree(task, tree)
        if not tree.spec.start.ways[-1][0].interrupts:
            task.data = rebased(before, now, task.data)

    @staticmethod
    def after_child(scope: LiveTask, child: LiveTask) -> None:
        undoing.undone_outside(scope, child)


class Catch(Catching, IntermediateCatchEvent):
    pass


class Receive(Catching, ReceiveTask):
    pass


class Boundary(Catching, BoundaryEvent):
    """Urgent: it runs before anything else that is ready."""

    urgent = True

    @property
    def keeps_waiting(self) -> bool:  # type: ignore[override]
        return not self.cancel_activity

    def happen(self, task: LiveTask) -> None:
        """Ends the activity at once, or sends a token beside it and goes on waiting as long as it can happen again."""
        if self.cancel_activity:
            task.data = inner_data(task)
            for sibling in task.parent.children:
                if sibling is not task and (sibling._state != READY or not sibling.task_spec.urgent):
                    sibling.cancel()
            task._ready()
        elif self.trigger is not None and self.trigger.following(task) is not None:
            self.trigger.ticks(task)
            if task.workflow.top_workflow.watchful:
                task.workflow.top_workflow.look(task)
            if task._state == WAITING:
                task.leave()
        else:
            task._ready()


class Arm(Node, SimpleBpmnTask):
    """The place where one of several triggers of an event waits; no token, and not an element of the diagram."""

    counts = False
    dormant = True

    def __init__(self, wf_spec: Any, name: str, event: Any, trigger: Trigger, number: int) -> None:
        super().__init__(wf_spec, name)
        self.arm_of, self.trigger, self.number = event, trigger, number
        self.listens = None if trigger.listens == ("thrown", "") else trigger.listens
        self.interrupts = event.interrupts

    @property
    def identity(self) -> str:
        return str(self.arm_of.identity)

    def _update_hook(self, task: LiveTask) -> None:
        task._inherit_data()
        task._set_state(WAITING)
        root = task.workflow.top_workflow
        if self.trigger.announced:
            root.open[task.id] = task
        if self.listens:
            root.listen(task)
        self.trigger.arm(task, root.recorder.at)

    def happen(self, task: LiveTask) -> None:
        """The event happens, unless it needs its other triggers too."""
        event = task.parent
        trigger: Several = event.task_spec.trigger
        if not trigger.every:
            if event.task_spec.keeps_waiting and not self.trigger.ticks(task) and self.trigger.following(task) is None:
                task._set_state(COMPLETED)
            event.task_spec.happen(event)
            return
        task._set_state(COMPLETED)
        met = event.internal_data.setdefault("met", [])
        met.append(self.number)
        if len(met) == len(trigger.triggers):
            met.clear()
            if event.task_spec.keeps_waiting:
                for arm in event.task_spec.arms:
                    child = event._add_child(arm)
                    child.task_spec._update(child)
            event.task_spec.happen(event)


class Undoing(Handled):
    """An event that throws; one that compensates or cancels is done when everything is undone."""

    def _run_hook(self, task: LiveTask) -> bool:
        return undoing.undo_first(task, self.throws) and super()._run_hook(task)

    @staticmethod
    def after_child(task: LiveTask, child: LiveTask) -> None:
        undoing.undone_one(task, child)

    def after_cancel(self, task: LiveTask) -> None:
        undoing.stop(task)


class Throw(Undoing, IntermediateThrowEvent):
    pass


class End(Undoing, EndEvent):
    pass


class EventGateway(Node, BpmnSpecMixin):
    """All its events wait; the first to happen ends the others."""

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any = None, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)

    @staticmethod
    def after_child(gateway: LiveTask, child: LiveTask) -> None:
        end_others(gateway, child)


def end_others(gateway: LiveTask, child: LiveTask) -> None:
    """The events behind a gateway that did not happen."""
    for sibling in gateway.children:
        if sibling is not child:
            sibling.cancel()


def inner_data(event: LiveTask) -> Data:
    """What an interrupting event goes on with: the data of the scope it ends as they are now, and what it brought."""
    host = next(sibling for sibling in event.parent.children if not sibling.task_spec.urgent)
    tree = event.workflow.top_workflow.trees.get(host.id)
    return event.data if tree is None else rebased(undoing.present(tree), event.base_data, event.data)


def stop_arms(event: LiveTask) -> None:
    """Nothing waits for an event any more."""
    if event.task_spec.arms:
        for child in event.children:
            if child.task_spec.arm_of is not None:
                child.cancel()


def sleep_again(begin: LiveTask, scope: LiveTask, trigger: Trigger | None) -> None:
    """Another sleeping event sub-process beside the one that begins, when its event can happen once more."""
    after: Mapping[str, Any] | None = None if trigger is None else trigger.following(begin)
    if after is not None:
        fresh = scope.parent._add_child(scope.task_spec)
        fresh.internal_data["next"] = dict(after)
        fresh.task_spec._update(fresh)
