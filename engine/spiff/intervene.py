"""What an administrator does to a live instance: suspend, resume, cancel, move, skip, correct.

Like every command they take all they need as arguments, so that the log gives the same bytes again. What can't be done
soundly is refused before anything is touched.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import StaleTask
from engine.intervention_errors import (
    DataNameUnusable,
    DataOfInstances,
    DataUnknown,
    InsideMultiInstance,
    InstanceNotSuspended,
    NotBefore,
    NothingCorrected,
    NotMovable,
    NotSkippable,
)
from engine.spiff import places
from engine.spiff.data import Data, checked, jsonable, merged
from engine.spiff.events import EventGateway
from engine.spiff.multi import Instances, Repeated
from engine.spiff.nodes import Scope, Split, fire
from engine.spiff.run import Live
from engine.spiff.step import Call, HandlerCall, Result, Step
from engine.spiff.tree import READY, WAITING, LiveTask, Tree
from engine.spiff.triggers import Timer

RUNNING, SUSPENDED = "running", "suspended"


@dataclass(frozen=True, slots=True)
class Token:
    """A place where something is going on; `part` says that it is one of several instances that are counted."""

    ordinal: int
    element: str
    scope: int | None
    part: bool
    movable: bool


def tokens(live: Live) -> list[Token]:
    """Where the tokens stand, oldest first; events that watch an activity are part of it."""
    found = [
        Token(task.id, task.task_spec.bpmn_id, _scope(tree), task.triggered, _is_movable(task))
        for tree in _trees(live)
        for task in tree.active.values()
        if task.counted and task.task_spec.bpmn_id is not None
    ]
    return sorted(found, key=lambda token: token.ordinal)


def scopes(live: Live) -> list[str]:
    """The processes and sub-processes that are open."""
    return list(dict.fromkeys(tree.spec.name for tree in _trees(live)))


def places_of(live: Live) -> list[tuple[str, str]]:
    """Where the tokens stand, each with the process or sub-process around it."""
    around = {_scope(tree): tree.spec.name for tree in _trees(live)}
    return list(dict.fromkeys((token.element, around[token.scope]) for token in tokens(live)))


def element_of(live: Live, ordinal: int) -> str | None:
    """The element at which a token stands, None when it is not there any more."""
    return next((token.element for token in tokens(live) if token.ordinal == ordinal), None)


def data(live: Live) -> Data:
    """What the tokens of the instance know together, the younger over the older."""
    return _data_of(live.root)


def suspend(live: Live, *, at: dt.datetime) -> Step:
    """Lets an instance rest: no command but those of an administrator reaches it. Raises StaleTask."""
    if live.root.state != RUNNING:
        raise StaleTask(ordinal=0)
    live._begin(at, _no_call)
    live.root.state = SUSPENDED
    return live._finish()


def resume(live: Live, *, at: dt.datetime) -> Step:
    """Lets it go on; every timer is announced again with the instant it was set to. Raises InstanceNotSuspended."""
    if live.root.state != SUSPENDED:
        raise InstanceNotSuspended
    live._begin(at, _no_call)
    live.root.state = RUNNING
    for _, task in sorted(live.root.open.items()):
        trigger = task.task_spec.trigger
        if isinstance(trigger, Timer):
            trigger.announce(task)
    return live._finish()


def cancel(live: Live, *, at: dt.datetime, call: Call) -> Step:
    """Ends everything, after the clean-up that the process and those it called declare. Raises StaleTask."""
    root = live.root
    if root.state not in (RUNNING, SUSPENDED):
        raise StaleTask(ordinal=0)
    live._begin(at, call)
    for tree in reversed(_trees(live)):
        for handler in live.process.cleanups.get(tree.spec.name, ()):
            answer = call(HandlerCall(handler, tree.spec.name, 0, _data_of(tree), {}))
            root.recorder.results.append(Result(tree.spec.name, handler, checked(answer or {})))
    root.state = "cancelled"
    root.cancel()
    return live._finish()


def move(live: Live, ordinal: int, goal: str, *, at: dt.datetime, call: Call) -> Step:
    """Takes a token away and begins at another element of its scope, with the data the token had.

    Raises StaleTask, NotMovable, InsideMultiInstance, ElementUnknown, OtherScope, NotAPlace, IntoJoin, OutOfBranch.
    """
    task = _token(live, ordinal)
    target = places.goal_of(live.process, task, goal)
    live._begin(at, call)
    for one in _group(task):
        one.cancel()
    fresh = task._add_child(target)
    target._update(fresh)
    _ask_joins(task.workflow)
    return live._finish()


def repeat(live: Live, ordinal: int, goal: str, *, at: dt.datetime, call: Call) -> Step:
    """Moves a token back to an element that lies before it. Raises NotBefore and what `move` raises."""
    task = _token(live, ordinal)
    places.goal_of(live.process, task, goal)
    if not places.lies_before(task, goal):
        raise NotBefore(element=goal)
    return move(live, ordinal, goal, at=at, call=call)


def skip(live: Live, ordinal: int, *, at: dt.datetime, call: Call) -> Step:
    """Passes a task, an awaited event or an open activity without it being done. Raises StaleTask, NotSkippable."""
    task = _active(live, ordinal)
    spec, root = task.task_spec, live.root
    waits = task._state == WAITING and spec.trigger is not None and not spec.urgent
    if not task.counted or not (spec.manual or waits or isinstance(spec, (Scope, Repeated))):
        raise NotSkippable(element=spec.bpmn_id or spec.name)
    live._begin(at, call)
    if spec.undo is not None:
        task.internal_data["skipped"] = True
    if spec.manual:
        task.complete()
    elif waits:
        fire(task)
    else:
        _empty(task, root.trees.get(ordinal))
        task._set_state(READY)
    return live._finish()


def correct(live: Live, changes: Mapping[str, Any], gone: Iterable[str], *, at: dt.datetime) -> Step:
    """Sets and deletes process data, for tokens, joins and conditions; nothing is evaluated again before data change.

    Raises NothingCorrected, DataNameUnusable, DataKeyReserved, DataNotJson, DataUnknown, DataOfInstances.
    """
    fresh, away = checked(changes), frozenset(gone)
    _require_correctable(live, fresh, away)
    live._begin(at, _no_call)
    for tree in _trees(live):
        for task in tree.tasks.values():
            task.data = _corrected(task.data, fresh, away)
        if tree.seen is not None:
            tree.seen = _corrected(tree.seen, fresh, away)
    root = live.root
    root.recorder.touched[root.task_tree.id] = root.task_tree
    return live._finish()


def _corrected(known: Data, fresh: Data, away: frozenset[str]) -> Data:
    return {key: value for key, value in {**known, **fresh}.items() if key not in away}


def _require_correctable(live: Live, fresh: Data, away: frozenset[str]) -> None:
    if not fresh and not away:
        raise NothingCorrected
    active = [task for tree in _trees(live) for task in tree.active.values()]
    for key in (*fresh, *sorted(away)):
        if not isinstance(key, str) or not key.isidentifier():
            raise DataNameUnusable(key=str(key))
        for task in active:
            spec: Any = task.task_spec
            if isinstance(spec, Instances) and spec.item == key:
                raise DataOfInstances(key=key, element=task.task_spec.bpmn_id)
    for key in sorted(away):
        if key in fresh or not any(key in task.data for task in active):
            raise DataUnknown(key=key)


def _token(live: Live, ordinal: int) -> LiveTask:
    """A token that may be taken away. Raises StaleTask, NotMovable, InsideMultiInstance."""
    task = _active(live, ordinal)
    element = task.task_spec.bpmn_id or task.task_spec.name
    if task.triggered:
        raise InsideMultiInstance(element=element)
    if not _is_movable(task):
        raise NotMovable(element=element)
    return task


def _active(live: Live, ordinal: int) -> LiveTask:
    for tree in _trees(live):
        if ordinal in tree.active:
            return tree.active[ordinal]
    raise StaleTask(ordinal=ordinal)


def _is_movable(task: LiveTask) -> bool:
    spec = task.task_spec
    return task.counted and spec.bpmn_id is not None and not spec.joins and not spec.dormant and not task.triggered


def _group(task: LiveTask) -> list[LiveTask]:
    """The task with the events that watch it, or with those that wait at the same gateway."""
    above = task.parent
    together = above is not None and isinstance(above.task_spec, (Split, EventGateway))
    return list(above.children) if together else [task]


def _empty(task: LiveTask, tree: Tree | None) -> None:
    """Ends what lives inside an activity, so that it can be passed."""
    if tree is not None:
        tree.cancel()
    for child in list(task.children):
        child.cancel()
    if isinstance(task.task_spec, Instances):
        task.task_spec.finish(task)


def _ask_joins(tree: Tree) -> None:
    """A token is gone from where it was: joins that waited for it may go on."""
    for _, watcher in sorted(tree.watchers.items()):
        if watcher._state == WAITING:
            watcher.task_spec._update(watcher)


def _trees(live: Live) -> list[Tree]:
    return [live.root, *(tree for _, tree in sorted(live.root.trees.items()))]


def _scope(tree: Tree) -> int | None:
    return None if tree.parent_task is None else tree.parent_task.id


def _data_of(tree: Tree) -> Data:
    """What the tree's last task and its tokens know, the younger over the older."""
    data: Data = dict(tree.last_task.data) if tree.last_task is not None else {}
    for task in _in_order(tree):
        data = merged(data, task.data)
    return {key: jsonable(value, key) for key, value in data.items()}


def _in_order(tree: Tree) -> Iterator[LiveTask]:
    return (task for _, task in sorted(tree.active.items()))


def _no_call(call: HandlerCall) -> dict[str, Any]:
    raise StaleTask(ordinal=call.ordinal)
