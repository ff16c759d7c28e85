"""Ways out that are chosen by conditions: of gateways, and of activities that are left by several flows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import NoFlowMatches
from engine.expressions import Compiled
from engine.spiff.nodes import Way
from engine.spiff.scripts import evaluate
from engine.spiff.step import Choice
from engine.spiff.tree import LiveTask


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out where conditions are read; without a condition it is always open."""

    target: Any
    flow: str
    condition: Compiled | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The ways out of one element, in the diagram's order, and the one that is taken when no condition holds."""

    element: str
    branches: Sequence[Branch]
    default: Branch | None = None
    first_only: bool = False

    def chosen(self, task: LiveTask) -> list[Way]:
        """The open ways. Raises NoFlowMatches, ExpressionFailed."""
        taken, values, held = [], {}, False
        for branch in self.branches:
            read = branch.condition.values(task.data) if branch.condition is not None else {}
            values.update(read)
            if branch.condition is None or evaluate(self.element, branch.condition, task.data):
                taken.append((branch, read))
                held = held or branch.condition is not None
                if self.first_only:
                    break
        if self.default is not None and not held and not (self.first_only and taken):
            taken.append((self.default, values))
        if not taken:
            raise NoFlowMatches(element=self.element)
        self.record(task, taken)
        return [(branch.target, branch.flow) for branch, _ in taken]

    def record(self, task: LiveTask, taken: Sequence[tuple[Branch, dict[str, Any]]]) -> None:
        """Tells the choices that were made; where nothing could be chosen, nothing is told."""
        choices = task.workflow.top_workflow.recorder.choices
        for branch, read in taken:
            if branch.condition is not None or branch is self.default:
                text = branch.condition.text if branch.condition is not None else None
                choices.append(Choice(self.element, branch.flow, text, read))


@dataclass(frozen=True, slots=True)
class Leaving:
    """How an activity is left: by every flow that is open, each with as many tokens as the activity gives."""

    ways: Sequence[Way]
    outgoing: Outgoing | None
    quantity: int

    def __call__(self, task: LiveTask) -> list[Way]:
        ways = self.outgoing.chosen(task) if self.outgoing is not None else list(self.ways)
        return [way for way in ways for _ in range(self.quantity)]
