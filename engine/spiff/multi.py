"""Activities that happen several times: multi-instance in parallel and in sequence, and the standard loop.

The children's list is never scanned: the activity counts. Each instance sees its item, not its siblings' answers.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import (
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
    StandardLoopTask,
)
from SpiffWorkflow.util.task import TaskState

from engine.errors import ExpressionFailed, TooManyInstances
from engine.expressions import Compiled
from engine.spiff.data import Data, merged, rebased
from engine.spiff.nodes import Node
from engine.spiff.scripts import evaluate, evaluate_json
from engine.spiff.step import Thrown
from engine.spiff.tree import READY, WAITING, LiveTask, in_turn

MAX_INSTANCES = 5_000


class Repeated(Node):
    """An activity whose body is another spec; the live task holds counts in its internal data."""

    body: Any = None

    def spawn(self, task: LiveTask, own: Data) -> None:
        """One more instance, with the activity's data and its own."""
        child = task._add_child(self.body)
        child.triggered = True
        child.data = {**task.data, **own}
        child.via = task.via
        child.task_spec._update(child)

    def after_cancel(self, task: LiveTask) -> None:
        for child in task.children:
            child.cancel()


class Instances(Repeated):
    """Multi-instance. `source` gives the items or their number; `item` and `output` are names."""

    source: Compiled
    by_count = False
    item: str | None = None
    output: str | None = None
    outputs: str | None = None
    until: Compiled | None = None
    tells: str | None = None
    tells_once = False

    def begin(self, task: LiveTask) -> list[Any]:
        """The items, counted and bounded. Raises ExpressionFailed, TooManyInstances."""
        task._inherit_data()
        element = self.element.id
        found = evaluate_json(element, self.source, task.data)
        if self.by_count and type(found) is int:
            self._require_few(found)
            found = list(range(found))
        if isinstance(found, dict):
            found = [found[key] for key in sorted(found)]
        if not isinstance(found, list):
            raise ExpressionFailed(element=element, expression=self.source.text, reason="it is not a list")
        self._require_few(len(found))
        task.internal_data.update(count=len(found), done=0, outputs=[])
        return found

    def _require_few(self, count: int) -> None:
        if count < 0:
            raise ExpressionFailed(element=self.element.id, expression=self.source.text, reason="it is below zero")
        if count > MAX_INSTANCES:
            raise TooManyInstances(element=self.element.id, count=count, limit=MAX_INSTANCES)

    def own(self, item: Any) -> Data:
        return {self.item: item} if self.item else {}

    def merge_child(self, task: LiveTask, child: LiveTask) -> bool:
        """Takes over what an instance answered; True when the completion condition holds. Raises ExpressionFailed."""
        state = task.internal_data
        state["done"] += 1
        if self.tells is not None and (state["done"] == 1 or not self.tells_once):
            tell(task, child, self.tells)
        if self.outputs is None:
            changed = {key: value for key, value in child.data.items() if key != self.item}
            task.data = rebased(task.data, task.base_data, changed)
        elif self.output is not None:
            if self.output not in child.data:
                reason = "the instance did not answer it"
                raise ExpressionFailed(element=self.element.id, expression=self.output, reason=reason)
            state["outputs"].append(child.data[self.output])
        return self.until is not None and bool(evaluate(self.element.id, self.until, self.counted(task, child)))

    def counted(self, task: LiveTask, child: LiveTask) -> Data:
        """What the completion condition may read."""
        count, done = task.internal_data["count"], task.internal_data["done"]
        numbers = {"nrOfInstances": count, "nrOfCompletedInstances": done, "nrOfActiveInstances": count - done}
        outputs = {self.outputs: task.internal_data["outputs"]} if self.outputs else {}
        return {**child.data, **outputs, **numbers}

    def finish(self, task: LiveTask) -> None:
        """All that is needed is done."""
        if self.outputs is not None:
            task.data[self.outputs] = task.internal_data["outputs"]
        task.internal_data.clear()


class AtOnce(Instances, ParallelMultiInstanceTask):
    def _update_hook(self, task: LiveTask) -> bool | None:
        items = self.begin(task)
        if not items:
            self.finish(task)
            return True
        task._set_state(TaskState.STARTED)
        for item in items:
            self.spawn(task, self.own(item))
        return None

    @staticmethod
    def after_child(task: LiveTask, child: LiveTask) -> None:
        spec, state = task.task_spec, task.internal_data
        if not child.triggered or task._state != TaskState.STARTED:
            return
        enough = spec.merge_child(task, child)
        if task._state != TaskState.STARTED:
            return
        if enough or state["done"] == state["count"]:
            for other in task.children if enough else ():
                other.cancel()
            spec.finish(task)
            task._set_state(READY)


class OneByOne(Instances, SequentialMultiInstanceTask):
    def _update_hook(self, task: LiveTask) -> bool | None:
        items = self.begin(task)
        if not items:
            self.finish(task)
            return True
        task.internal_data["items"] = items
        task._set_state(TaskState.STARTED)
        self.spawn(task, self.own(items[0]))
        return None

    @staticmethod
    def after_child(task: LiveTask, child: LiveTask) -> None:
        spec, state = task.task_spec, task.internal_data
        if not child.triggered or task._state != TaskState.STARTED:
            return
        enough = spec.merge_child(task, child)
        if task._state != TaskState.STARTED:
            return
        if enough or state["done"] == state["count"]:
            spec.finish(task)
            task._set_state(READY)
        else:
            spec.spawn(task, spec.own(state["items"][state["done"]]))


def tell(task: LiveTask, child: LiveTask, signal: str) -> None:
    """The signal that an instance is done. The activity's own boundary events catch it beside the other instances."""
    root = task.workflow.top_workflow
    root.recorder.thrown.append(Thrown("signal", task.id, signal, None))
    own = {event.id for event in task.parent.children if event.task_spec.urgent} if task.parent is not None else set()
    for listener in sorted(root.listeners.get(signal, {}).values(), key=in_turn):
        if listener.id in own and listener._state == WAITING:
            kept, listener.data = listener.data, rebased(listener.data, listener.base_data, child.data)
            listener.leave()
            listener.data = kept
        elif listener._state == WAITING:
            listener.task_spec.happen(listener)


class Loop(Repeated, StandardLoopTask):
    """Goes on while its condition holds, at most `maximum` times."""

    whilst: Compiled | None = None

    def _update_hook(self, task: LiveTask) -> bool | None:
        task._inherit_data()
        task.internal_data["done"] = 0
        if self.test_before and self.is_over(task):
            return True
        task._set_state(TaskState.STARTED)
        self.spawn(task, {})
        return None

    def is_over(self, task: LiveTask) -> bool:
        """Whether another round is not wanted. Raises ExpressionFailed."""
        if self.maximum is not None and task.internal_data["done"] >= self.maximum:
            return True
        return self.whilst is not None and not evaluate(self.element.id, self.whilst, task.data)

    @staticmethod
    def after_child(task: LiveTask, child: LiveTask) -> None:
        spec = task.task_spec
        if not child.triggered or task._state != TaskState.STARTED:
            return
        task.internal_data["done"] += 1
        task.data = merged(task.data, child.data)
        if spec.is_over(task):
            task._set_state(READY)
        else:
            spec.spawn(task, {})
