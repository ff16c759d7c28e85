"""Where tokens part and meet: exclusive, parallel, inclusive, and the silent join before the end of a process."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.defaults import ExclusiveGateway, InclusiveGateway, ParallelGateway

from engine.errors import NoFlowMatches
from engine.expressions import Compiled
from engine.spiff.data import Data, rebased
from engine.spiff.nodes import Node, Way
from engine.spiff.scripts import evaluate
from engine.spiff.step import Choice
from engine.spiff.tree import CANCELLED, COMPLETED, WAITING, LiveTask


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of a choosing gateway; the default has no condition."""

    target: Any
    flow: str
    condition: Compiled | None


class Choosing(Node):
    """A gateway that reads conditions. With one way out and no condition it passes."""

    branches: Sequence[Branch] = ()
    default: Branch | None = None

    def choose(self, task: LiveTask, first_only: bool) -> list[Way]:
        """The ways whose condition holds, in the diagram's order. Raises NoFlowMatches, ExpressionFailed."""
        if not self.branches and self.default is not None and len(self.ways) == 1:
            return list(self.ways)
        element, values = self.element.id, {}
        chosen: list[tuple[Branch, dict[str, Any]]] = []
        for branch in self.branches:
            if branch.condition is None:
                continue
            read = branch.condition.values(task.data)
            values.update(read)
            if evaluate(element, branch.condition, task.data):
                chosen.append((branch, read))
                if first_only:
                    break
        if not chosen:
            if self.default is None:
                raise NoFlowMatches(element=element)
            chosen = [(self.default, values)]
        choices = task.workflow.top_workflow.recorder.choices
        for branch, read in chosen:
            text = branch.condition.text if branch.condition is not None else None
            choices.append(Choice(element, branch.flow, text, read))
        return [(branch.target, branch.flow) for branch, _ in chosen]


class Exclusive(Choosing, ExclusiveGateway):
    def ways_out(self, task: LiveTask) -> list[Way]:
        return self.choose(task, first_only=True)


class Joining(Node):
    """Where tokens meet. Each arrival is a copy; the last one to arrive goes on, with what all branches changed."""

    joins = True
    watches = False
    sources: frozenset[str] = frozenset()

    def may_fire(self, task: LiveTask) -> bool:
        """Whether no further token has to be waited for."""
        raise AssertionError(self)

    def arrived(self, task: LiveTask) -> set[str]:
        """Names of the specs before this one from which a token is here."""
        copies = task.workflow.copies[self.name].values()
        return {copy.parent.task_spec.name for copy in copies if copy.parent._state == COMPLETED}

    def _update_hook(self, task: LiveTask) -> bool:
        if not self.joins:
            task._inherit_data()
            return True
        tree = task.workflow
        for copy in list(tree.copies[self.name].values()):
            if copy is not task and copy._state == WAITING:
                copy.absorbed = True
                copy.internal_data["arrived"] = tree.top_workflow.next_ordinal()
                copy._set_state(CANCELLED)
        if self.may_fire(task):
            task._inherit_data()
            return True
        task._set_state(WAITING)
        if self.watches:
            tree.watchers[task.id] = task
        return False

    def _run_hook(self, task: LiveTask) -> bool:
        if self.joins:
            tree = task.workflow
            copies = tree.copies[self.name]
            absorbed = [copy for copy in copies.values() if copy._state == CANCELLED]
            if absorbed:
                absorbed.sort(key=lambda copy: copy.internal_data["arrived"])
                task.data = joined([copy.parent for copy in [*absorbed, task]])
            for copy in absorbed:
                tree.discard(copy)
            copies.pop(task.id)
        return True


class Parallel(Joining, ParallelGateway):
    def may_fire(self, task: LiveTask) -> bool:
        return self.arrived(task).issuperset(self.sources)


class Inclusive(Choosing, Joining, InclusiveGateway):
    """Waits while a token elsewhere can still reach an empty way in, unless it can also reach one that has a token."""

    watches = True
    reach: Mapping[str, frozenset[str]] = {}

    def may_fire(self, task: LiveTask) -> bool:
        full = self.arrived(task)
        empty = [name for name in self.sources if name not in full]
        for name in task.workflow.census:
            to_empty = any(name in self.reach[way] for way in empty)
            if name != self.name and to_empty and not any(name in self.reach[way] for way in full):
                return False
        return True

    def ways_out(self, task: LiveTask) -> list[Way]:
        return self.choose(task, first_only=False)


class EndJoin(Joining, _EndJoin):
    """A process ends when no token is left in it."""

    watches = True
    counts = False

    def may_fire(self, task: LiveTask) -> bool:
        return all(name == self.name for name in task.workflow.census)


def joined(tokens: Sequence[LiveTask]) -> Data:
    """The data where the tokens parted, with what each branch changed since, in the order of arrival."""
    base = common_ancestor(tokens).data
    data = dict(base)
    for token in tokens:
        data = rebased(data, base, token.data)
    return data


def common_ancestor(tokens: Iterable[LiveTask]) -> LiveTask:
    """The nearest task all tokens come from. A child's ordinal is always larger than its parent's."""
    front = {task.id: task for task in tokens}
    while len(front) > 1:
        youngest = front.pop(max(front))
        front[youngest.parent.id] = youngest.parent
    return next(iter(front.values()))
