"""What events wait for: times, messages, signals, conditions, what is thrown inside, and several of these.

Nothing here fires by itself: a command names the place, a thrown event finds it, or data make a condition true.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.errors import ExpressionFailed
from engine.expressions import Compiled
from engine.spiff import timing
from engine.spiff.scripts import evaluate, evaluate_text
from engine.spiff.step import TimerSet, Wait
from engine.spiff.tree import LiveTask


class Trigger:
    """The common ground: nothing is announced, nothing thrown is caught, and it can happen again."""

    announced: ClassVar[bool] = False
    listens: tuple[str, str] | None = None

    def arm(self, task: LiveTask, at: dt.datetime) -> None:
        """Right after the task began to wait. Raises ExpressionFailed."""

    def ticks(self, task: LiveTask) -> bool:
        """Whether an intermediate event sends a token and goes on waiting."""
        return False

    def following(self, task: LiveTask) -> dict[str, Any] | None:
        """The state in which it waits for the next time, or None when there is no next time."""
        return {}

    def catches(self, kind: str, code: str | None) -> bool:
        """Whether something thrown is for it."""
        return False

    def names(self, kind: str, code: str | None) -> bool:
        """Whether it asks for exactly this code."""
        return False


@dataclass(frozen=True)
class Timer(Trigger):
    """`kind` is timeDate, timeDuration or timeCycle; the text is a literal, or an expression in `value`."""

    kind: str
    text: str
    value: Compiled | None

    announced: ClassVar[bool] = True

    def arm(self, task: LiveTask, at: dt.datetime) -> None:
        """Computes the due instant once, when the event is reached. Raises ExpressionFailed."""
        if "due" not in task.internal_data:
            self._begin(task, at)
        self.announce(task)

    def _begin(self, task: LiveTask, at: dt.datetime) -> None:
        element = task.task_spec.identity
        text = self.text if self.value is None else evaluate_text(element, self.value, task.data)
        try:
            due, left, every = self._due(text or "", at)
        except (ValueError, OverflowError) as fault:
            raise ExpressionFailed(element=element, expression=self.text, reason=str(fault)) from None
        task.internal_data["due"] = due.isoformat()
        if every is not None:
            task.internal_data["left"], task.internal_data["every"] = left, [every.months, every.seconds]

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
        recorder.timers[task.id] = TimerSet(task.id, task.task_spec.identity, due, attached_to(task))

    def following(self, task: LiveTask) -> dict[str, Any] | None:
        state = task.internal_data
        if "every" not in state or state["left"] == 1:
            return None
        left = None if state["left"] is None else state["left"] - 1
        due = timing.Duration(*state["every"]).after(dt.datetime.fromisoformat(state["due"]))
        return {"due": due.isoformat(), "left": left, "every": state["every"]}

    def ticks(self, task: LiveTask) -> bool:
        """Moves a repetition to its next occurrence; False when this was the last."""
        after = self.following(task)
        if after is None:
            return False
        task.internal_data.update(after)
        task.workflow.top_workflow.recorder.again.add(task.id)
        self.announce(task)
        return True


@dataclass(frozen=True)
class Message(Trigger):
    """A message by name; with a correlation, evaluated when the event is reached, only one that has the same."""

    name: str
    correlation: Compiled | None

    announced: ClassVar[bool] = True

    def arm(self, task: LiveTask, at: dt.datetime) -> None:
        """Announces the wait. Raises ExpressionFailed."""
        element = task.task_spec.identity
        key = evaluate_text(element, self.correlation, task.data)
        if key is None and self.correlation is not None:
            raise ExpressionFailed(
                element=element, expression=self.correlation.text, reason="a correlation has a value"
            )
        task.workflow.top_workflow.recorder.waits[task.id] = Wait(task.id, element, self.name, key)


@dataclass(frozen=True)
class Signal(Trigger):
    """A signal by name, from inside the instance or from anywhere else."""

    name: str

    announced: ClassVar[bool] = True

    @property
    def listens(self) -> tuple[str, str]:  # type: ignore[override]
        return "signal", self.name

    def arm(self, task: LiveTask, at: dt.datetime) -> None:
        """Announces the wait."""
        waits = task.workflow.top_workflow.recorder.waits
        waits[task.id] = Wait(task.id, task.task_spec.identity, self.name, None, "signal")


@dataclass(frozen=True)
class Condition(Trigger):
    """True data: it happens when the condition becomes true, and at once when it is true from the beginning."""

    condition: Compiled

    @property
    def listens(self) -> tuple[str, str]:  # type: ignore[override]
        return "condition", ""

    def arm(self, task: LiveTask, at: dt.datetime) -> None:
        """Looks for the first time. Raises ExpressionFailed."""
        task.internal_data.setdefault("was", False)
        self.look(task)

    def look(self, task: LiveTask) -> None:
        """Happens when the condition was false and is true now. Raises ExpressionFailed."""
        before, now = task.internal_data["was"], self.holds(task)
        task.internal_data["was"] = now
        if now and not before:
            task.task_spec.happen(task)

    def holds(self, task: LiveTask) -> bool:
        """Whether it is true over the data of now; as long as a name it reads is not there, it is false."""
        seen = task.workflow.owner.seen
        view = {**task.data, **(seen or {})}
        if any(path.split(".")[0] not in view for path in self.condition.paths):
            return False
        return bool(evaluate(task.task_spec.identity, self.condition, view))

    def following(self, task: LiveTask) -> dict[str, Any] | None:
        return {"was": True}


@dataclass(frozen=True)
class Caught(Trigger):
    """An error, an escalation or the cancellation from inside; without a code it catches all of its kind."""

    kind: str
    code: str | None

    @property
    def listens(self) -> tuple[str, str]:  # type: ignore[override]
        return "thrown", ""

    def catches(self, kind: str, code: str | None) -> bool:
        return kind == self.kind and self.code in (None, code)

    def names(self, kind: str, code: str | None) -> bool:
        return kind == self.kind and self.code is not None and self.code == code


@dataclass(frozen=True)
class Compensation(Trigger):
    """The beginning of what undoes an activity: it waits for nothing, compensation calls it by name."""


@dataclass(frozen=True)
class Several(Trigger):
    """Any of its triggers, or all of them when `every`; each waits at a place of its own, named by `arms`."""

    triggers: tuple[Trigger, ...]
    every: bool

    @property
    def listens(self) -> tuple[str, str] | None:  # type: ignore[override]
        return next((one.listens for one in self.triggers if isinstance(one, Caught)), None)

    def catches(self, kind: str, code: str | None) -> bool:
        return any(one.catches(kind, code) for one in self.triggers)

    def names(self, kind: str, code: str | None) -> bool:
        return any(one.names(kind, code) for one in self.triggers)


def attached_to(task: LiveTask) -> int | None:
    """The ordinal of the activity a boundary event sits on."""
    event = task.parent if task.task_spec.arm_of is not None else task
    if not event.task_spec.urgent:
        return None
    return next(sibling.id for sibling in event.parent.children if not sibling.task_spec.urgent)
