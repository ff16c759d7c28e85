"""Where tokens part and meet: gateways, activities left by several flows, and the silent join before the end."""

from collections.abc import Iterable, Mapping, Sequence

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.defaults import ExclusiveGateway, InclusiveGateway, ParallelGateway

from engine.expressions import Compiled
from engine.spiff.choosing import Outgoing
from engine.spiff.data import Data, rebased
from engine.spiff.nodes import Node, Way
from engine.spiff.scripts import evaluate
from engine.spiff.tree import CANCELLED, WAITING, LiveTask, Tree


class Choosing(Node):
    """A gateway that reads conditions. With one way out and no condition it passes."""

    outgoing: Outgoing | None = None

    def ways_out(self, task: LiveTask) -> Sequence[Way]:
        return self.ways if self.outgoing is None else self.outgoing.chosen(task)


class Exclusive(Choosing, ExclusiveGateway):
    """Passes every token that comes, by the first way that is open."""


class Joining(Node):
    """Where tokens meet. Each waits; those that are used up together go on as one, with what all branches changed.

    A token that is not used up stays where it is: a join takes one token from each flow.
    """

    joins = True
    watches = False
    flows: Sequence[str] = ()

    def used(self, tree: Tree, arrived: Sequence[LiveTask]) -> Sequence[LiveTask]:
        """The tokens that go on together now, in the order of arrival; none while others must be waited for."""
        raise AssertionError(self)

    def _update_hook(self, task: LiveTask) -> bool:
        if not self.joins:
            task._inherit_data()
            return True
        tree = task.workflow
        arrived = [copy for copy in tree.copies[self.name].values() if copy is task or copy._state == WAITING]
        used = self.used(tree, arrived)
        if task._state != WAITING and (not used or used[-1] is not task):
            task._inherit_data()
            task._set_state(WAITING)
        if used:
            gather(used)
            if used[-1] is not task:
                used[-1]._ready()
        self.watch(tree)
        return bool(used) and used[-1] is task

    def watch(self, tree: Tree) -> None:
        """While tokens wait here for tokens elsewhere, one of them looks at every step."""
        first = next((copy for copy in tree.copies[self.name].values() if copy._state == WAITING), None)
        if self.watches and first is not None:
            tree.watchers[first.id] = first


def gather(used: Sequence[LiveTask]) -> None:
    """Makes one token of several: the last to arrive stays, with the data of all."""
    leader, tree = used[-1], used[-1].workflow
    leader.data = joined([copy.parent for copy in used]) if len(used) > 1 else dict(leader.parent.data)
    for copy in used[:-1]:
        absorb(copy)
    tree.copies[leader.task_spec.name].pop(leader.id)


def absorb(copy: LiveTask) -> None:
    """A waiting token is used up: done, and forgotten."""
    copy.absorbed = True
    copy._set_state(CANCELLED)
    copy.workflow.discard(copy)


def oldest(arrived: Sequence[LiveTask]) -> dict[str, LiveTask]:
    """The token that has waited longest on each flow."""
    found: dict[str, LiveTask] = {}
    for copy in arrived:
        found.setdefault(copy.via or "", copy)
    return found


class Parallel(Joining, ParallelGateway):
    """Takes one token from every flow."""

    def used(self, tree: Tree, arrived: Sequence[LiveTask]) -> Sequence[LiveTask]:
        waiting = oldest(arrived)
        return sorted(waiting.values(), key=age) if len(waiting) == len(self.flows) else ()


class Gather(Joining, ParallelGateway):
    """Stands before an activity that begins with several tokens at once, from whatever flows they come."""

    quantity = 1

    def used(self, tree: Tree, arrived: Sequence[LiveTask]) -> Sequence[LiveTask]:
        return arrived[: self.quantity] if len(arrived) >= self.quantity else ()


class Awaiting(Joining):
    """A join that waits while a token elsewhere can still reach an empty flow, unless it can also reach a full one.

    `reach` tells for each flow from which elements a token can get to it without passing this gateway.
    """

    watches = True
    reach: Mapping[str, frozenset[str]] = {}

    def expects(self, tree: Tree, full: Iterable[str]) -> bool:
        """Whether another token has to be waited for, when these flows have had theirs."""
        has = frozenset(full)
        empty = [flow for flow in self.flows if flow not in has]
        for name in tree.census if empty else ():
            to_empty = name != self.name and any(name in self.reach[flow] for flow in empty)
            if to_empty and not any(name in self.reach[flow] for flow in has):
                return True
        return False


class Inclusive(Choosing, Awaiting, InclusiveGateway):
    """Takes one token from every flow that has one, when no other is to come."""

    def used(self, tree: Tree, arrived: Sequence[LiveTask]) -> Sequence[LiveTask]:
        waiting = oldest(arrived)
        return () if self.expects(tree, waiting) else sorted(waiting.values(), key=age)


class Complex(Awaiting, InclusiveGateway):
    """Opens when its activation condition holds; then waits for the other flows' tokens, which end here, and resets.

    Between the two a waiting task of its own, the keeper, remembers the flows that have had their token.
    """

    activation: Compiled

    def _update_hook(self, task: LiveTask) -> bool:
        tree = task.workflow
        keeper = next((copy for copy in tree.copies[self.name].values() if "had" in copy.internal_data), None)
        if keeper is None:
            return super()._update_hook(task)
        if task._state != WAITING:
            task._inherit_data()
            task._set_state(WAITING)
        self.reset(tree, keeper)
        return False

    def used(self, tree: Tree, arrived: Sequence[LiveTask]) -> Sequence[LiveTask]:
        waiting = sorted(oldest(arrived).values(), key=age)
        data = joined([copy.parent for copy in waiting])
        if not evaluate(self.element.id, self.activation, {**data, "activationCount": len(waiting)}):
            return ()
        if len(waiting) < len(self.flows):
            remember(waiting)
        return waiting

    def reset(self, tree: Tree, keeper: LiveTask) -> None:
        """The second phase: when no other token is to come, those that came late end, and all begins anew."""
        tokens = [copy for copy in tree.copies[self.name].values() if copy is not keeper]
        had = frozenset(keeper.internal_data["had"])
        late = {flow: copy for flow, copy in oldest(tokens).items() if flow not in had}
        if self.expects(tree, [*had, *late]):
            self.watch(tree)
            return
        for copy in late.values():
            absorb(copy)
        tree._exit(keeper)
        keeper._state = CANCELLED
        tree.discard(keeper)
        left = next(iter(tree.copies[self.name].values()), None)
        if left is not None:
            left.task_spec._update(left)


def remember(used: Sequence[LiveTask]) -> None:
    """Leaves the keeper of a complex gateway behind."""
    leader = used[-1]
    tree, spec = leader.workflow, leader.task_spec
    keeper = LiveTask(tree, spec, leader.parent, WAITING, tree.top_workflow.next_ordinal())
    keeper.internal_data["had"] = [copy.via for copy in used]
    keeper.data = dict(leader.parent.data)
    keeper.seen = True


class EndJoin(Joining, _EndJoin):
    """A process ends when no token is left in it, with what all of them changed."""

    watches = True
    counts = False

    def _update_hook(self, task: LiveTask) -> bool:
        tree = task.workflow
        for copy in list(tree.copies[self.name].values()):
            if copy is not task and copy._state == WAITING:
                copy.absorbed = True
                copy.internal_data["arrived"] = tree.top_workflow.next_ordinal()
                copy._set_state(CANCELLED)
        if all(name == self.name for name in tree.census):
            task._inherit_data()
            return True
        task._set_state(WAITING)
        tree.watchers[task.id] = task
        return False

    def _run_hook(self, task: LiveTask) -> bool:
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


def age(task: LiveTask) -> int:
    """Tokens that came earlier have the smaller number."""
    return task.id


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
