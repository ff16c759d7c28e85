"""Events that wait: timers, messages, and what is thrown from inside an activity.

Nothing here fires by itself. A timer or a message fires when a command names its ordinal.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, IntermediateCatchEvent, ReceiveTask, StartEvent
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin

from engine.errors import ExpressionFailed
from engine.expressions import Compiled
from engine.spiff import timing
from engine.spiff.data import rebased
from engine.spiff.nodes import Node, SubProcess
from engine.spiff.scripts import evaluate_text
from engine.spiff.step import TimerSet, Wait
from engine.spiff.tree import WAITING, LiveTask


@dataclass(frozen=True, slots=True)
class Timer:
    """`kind` is timeDate, timeDuration or timeCycle; the text is a literal, or an expression in `value`."""

    kind: str
    text: str
    value: Compiled | None

    announced: ClassVar[bool] = True

    def arm(self, task: LiveTask, at: dt.datetime) -> None:
        """Computes the due instant once, when the event is reached. Raises ExpressionFailed."""
        text = self.text if self.value is None else evaluate_text(task.task_spec.bpmn_id, self.value, task.data)
        try:
            due, left, every = self._due(text or "", at)
        except (ValueError, OverflowError) as fault:
            raise ExpressionFailed(element=task.task_spec.bpmn_id, expression=self.text, reason=str(fault)) from None
        task.internal_data["due"] = due.isoformat()
        if every is not None:
            task.internal_data["left"], task.internal_data["every"] = left, [every.months, every.seconds]
        self.announce(task)

    def _due(self, text: str, at: dt.datetime) -> tuple[dt.datetime, int | None, timing.Duration | None]:
        if self.kind == "timeDate":
            return timing.instant(text), None, None
        if self.kind == "timeDuration":
            return timing.duration(text).after(at), None, None
        cycle = timing.cycle(text)
        return cycle.start or cycle.every.after(at), cycle.times, cycle.every

    def announce(self, task: LiveTask) -> None:
        """Tells the recorder when to fire."""
        recorder = task.workflow.top_workflow.recorder
        due = dt.datetime.fromisoformat(task.internal_data["due"])
        recorder.timers[task.id] = TimerSet(task.id, task.task_spec.bpmn_id, due, attached_to(task))

    def next_round(self, task: LiveTask) -> bool:
        """Moves a repetition to its next occurrence; False when this was the last."""
        state = task.internal_data
        if "every" not in state or state["left"] == 1:
            return False
        if state["left"] is not None:
            state["left"] -= 1
        state["due"] = timing.Duration(*state["every"]).after(dt.datetime.fromisoformat(state["due"])).isoformat()
        task.workflow.top_workflow.recorder.again.add(task.id)
        self.announce(task)
        return True

    def catches(self, kind: str, code: str | None) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Message:
    """A message by name, whose correlation is evaluated when the event is reached."""

    name: str
    correlation: Compiled

    announced: ClassVar[bool] = True

    def arm(self, task: LiveTask, at: dt.datetime) -> None:
        """Announces the wait. Raises ExpressionFailed."""
        element = task.task_spec.bpmn_id
        key = evaluate_text(element, self.correlation, task.data)
        if key is None:
            raise ExpressionFailed(
                element=element, expression=self.correlation.text, reason="a correlation has a value"
            )
        task.workflow.top_workflow.recorder.waits[task.id] = Wait(task.id, element, self.name, key)

    def next_round(self, task: LiveTask) -> bool:
        return True

    def catches(self, kind: str, code: str | None) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Thrown:
    """An error or escalation from inside the activity; without a code it catches all of its kind."""

    kind: str
    code: str | None

    announced: ClassVar[bool] = False

    def arm(self, task: LiveTask, at: dt.datetime) -> None:
        """Nothing to announce: no command can fire it."""

    def next_round(self, task: LiveTask) -> bool:
        return True

    def catches(self, kind: str, code: str | None) -> bool:
        return kind == self.kind and self.code in (None, code)


class Catching(Node):
    """An element that waits for its trigger; without a trigger it passes at once."""

    trigger: Timer | Message | Thrown | None = None

    def _update_hook(self, task: LiveTask) -> bool | None:
        task._inherit_data()
        if self.trigger is None:
            return True
        task._set_state(WAITING)
        root = task.workflow.top_workflow
        if self.trigger.announced:
            root.open[task.id] = task
        self.trigger.arm(task, root.recorder.at)
        return None


class Begin(Catching, StartEvent):
    """The start of a process; with a trigger, that of an event sub-process."""

    counts = False

    def _run_hook(self, task: LiveTask) -> bool:
        if self.trigger is not None:
            wake(task, again=isinstance(self.trigger, Message))
        return True


class EventScope(SubProcess):
    """A non-interrupting event sub-process: asleep, and no token, until its start event happens."""

    dormant = True


class Catch(Catching, IntermediateCatchEvent):
    pass


class Receive(Catching, ReceiveTask):
    pass


class Boundary(Catching, BoundaryEvent):
    """Urgent: it runs before anything else that is ready, so that nothing of a cancelled activity still runs."""

    urgent = True


class EventGateway(Node, BpmnSpecMixin):
    """All its events wait; the first to happen ends the others."""

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any = None, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)

    @staticmethod
    def after_child(gateway: LiveTask, child: LiveTask) -> None:
        for sibling in gateway.children:
            if sibling is not child:
                sibling.cancel()


def wake(begin: LiveTask, *, again: bool) -> None:
    """An event sub-process begins, with the data its surroundings have now; for a message the next one can come."""
    activity = begin.workflow.parent_task
    if activity is None:
        return
    around = activity.workflow
    activity.internal_data["awake"] = True
    around.wake(activity)
    if around.last_task is not None:
        begin.data = rebased(around.last_task.data, begin.base_data, begin.data)
    if again:
        fresh = activity.parent._add_child(activity.task_spec)
        fresh.task_spec._update(fresh)


def attached_to(task: LiveTask) -> int | None:
    """The ordinal of the activity a boundary event sits on."""
    if not task.task_spec.urgent:
        return None
    siblings: Sequence[LiveTask] = task.parent.children
    return next(sibling.id for sibling in siblings if not sibling.task_spec.urgent)
