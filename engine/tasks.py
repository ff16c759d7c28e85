"""What people do to tasks: read, claim, release, complete."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import commands, four_eyes, keys
from engine.commands import Command
from engine.intervention_errors import InstanceSuspended
from engine.keys import Once
from engine.runtime import Case, Deed
from engine.states import TaskState
from engine.stepping import Stepped, step
from engine.task_errors import (
    InstanceEnded,
    TaskAlreadyClaimed,
    TaskAlreadyDone,
    TaskNotClaimed,
    TaskNotShared,
    TaskNotYours,
    TaskUnknown,
    TaskWithdrawn,
)
from kernel import history, sql
from kernel.act import Act, Actor
from kernel.db import instant
from kernel.errors import AppError

COLUMNS = (
    "t.id, t.instance_id, t.ordinal, t.process, t.element, t.name, t.form, t.desk, t.state, t.record, t.opened_at,"
    " t.due_at, t.claimed_by, t.read_at, t.done_by, t.done_at, i.definition_id, i.business_key, i.state,"
    " t.barred, i.started_by"
)
SELECT = f"SELECT {COLUMNS} FROM task t JOIN instance i ON i.id = t.instance_id WHERE t.id = ?"  # noqa: S608 - constants
HOLD = (
    "SELECT s.id, s.number, s.hash, EXISTS (SELECT 1 FROM task_draft d WHERE d.task_id = t.id AND d.person = ?),"  # noqa: S608
    f" {COLUMNS} FROM task t JOIN instance i ON i.id = t.instance_id JOIN stream s ON s.id = 'instance:' || i.id"
    " WHERE t.id = ?"
)
DONE = (
    "UPDATE task SET state = 'completed', done_by = ?, done_at = ?"
    " WHERE id = ? AND state IN ('ready', 'claimed') AND (claimed_by IS NULL OR claimed_by = ?)"
    " RETURNING (SELECT i.state FROM instance i WHERE i.id = task.instance_id)"
)
TIMES = (10, 11, 13, 15)


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with what must be known of its instance."""

    id: str
    instance_id: str
    ordinal: int
    process: str
    element: str
    name: str
    form: str | None
    desk: str
    state: str
    record: str | None
    opened_at: datetime
    due_at: datetime | None
    claimed_by: str | None
    read_at: datetime | None
    done_by: str | None
    done_at: datetime | None
    definition_id: str
    business_key: str | None
    instance_state: str
    barred: str | None
    started_by: str

    @property
    def is_open(self) -> bool:
        return self.state in (TaskState.READY, TaskState.CLAIMED)

    @property
    def is_suspended(self) -> bool:
        return self.state == TaskState.SUSPENDED

    @property
    def is_shared(self) -> bool:
        return self.desk.startswith("role:")

    @property
    def case(self) -> Case:
        return Case(self.instance_id, self.definition_id, self.process, self.record, self.business_key)

    @property
    def is_private(self) -> bool:
        """Whether it asks the person who began the case, by name: that reaches no substitute."""
        return self.desk == f"person:{self.started_by}"

    def is_work_of(self, actor: Actor) -> bool:
        """Whether it lies on a desk that the actor works for."""
        mine = not self.is_private or actor.id == self.started_by
        return mine and actor.can_work_for(self.desk, self.process)

    def is_seen_by(self, actor: Actor) -> bool:
        """Whether the actor may read it."""
        mine = not self.is_private or actor.id == self.started_by
        return (mine and actor.can_see(self.desk, self.process)) or actor.id in (self.done_by, self.claimed_by)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person answered: `public` joins the process data and the event, `private` reaches only the handlers.

    `commitments` stand in the event for the private texts.
    """

    public: Mapping[str, Any] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    commitments: Mapping[str, str] = field(default_factory=dict)


Reader = Callable[[TaskView], Answers]


def get_task(session: Session, actor: Actor, task_id: str) -> TaskView:
    """A task that the actor may see, or has done. Raises TaskUnknown."""
    return _require_seen(_find(session, task_id), actor)


def complete(act: Act, task_id: str, answers: Answers, *, key: str | None = None) -> Stepped:
    """Complete a task and run its instance until people or time are needed.

    Raises TaskUnknown, TaskNotYours, TaskAlreadyDone (naming who did it), TaskWithdrawn, TaskAlreadyClaimed, KeyReused,
    and whatever a handler refuses; then nothing is changed.
    """
    asked = ("complete", task_id, answers.public, answers.private)
    return complete_as_read(act, task_id, lambda _task: answers, Once.of(key, *asked))


def complete_as_read(act: Act, task_id: str, read: Reader, once: Once) -> Stepped:
    """Complete a task with answers that are read once the task is found and is the actor's; raises what `read` does."""
    found = _hold(act, task_id)
    if found is None or not (found.task.is_open and found.task.is_work_of(act.actor)):
        return _too_late(act, task_id, once)
    seen = found.task
    four_eyes.admit(act, seen)
    answers = read(seen)
    row = sql.run(act.session, DONE, (act.actor.id, instant(act.now), task_id, act.actor.id)).fetchone()
    if row is None:
        return _too_late(act, task_id, once)
    if row[0] != "running":
        raise InstanceSuspended if row[0] == "suspended" else InstanceEnded
    deed = Deed({**answers.public, **answers.private}, seen.desk)
    extra = {"element": seen.element, "commitments": dict(answers.commitments)}
    with sql.together(act.session) as sent:
        command = Command(commands.COMPLETED, seen.ordinal, answers.public)
        done = step(act, seen.case, found.head, command, deed, extra)
        if found.has_draft:
            sql.put(act.session, "DELETE FROM task_draft WHERE task_id = ? AND person = ?", (task_id, act.actor.id))
        keys.keep_new(act, once, done)
    keys.require_kept(once, sent.last)
    return done


def claim(act: Act, task_id: str) -> None:
    """Take a task of a group for oneself. Raises TaskUnknown, TaskNotShared, TaskAlreadyClaimed, TaskAlreadyDone."""
    seen = get_task(act.session, act.actor, task_id)
    if not seen.is_shared:
        raise TaskNotShared
    head = history.take(act.session, seen.case.stream)
    four_eyes.require(act, seen)
    taken = "UPDATE task SET state = 'claimed', claimed_by = ?, claimed_at = ? WHERE id = ? AND state = 'ready'"
    if sql.run(act.session, taken, (act.actor.id, instant(act.now), task_id)).rowcount != 1:
        raise _refusal(act, task_id)
    _note(act, head, seen, "task.claimed")


def release(act: Act, task_id: str) -> None:
    """Give a claimed task back to its group. Raises TaskUnknown, TaskNotClaimed."""
    seen = get_task(act.session, act.actor, task_id)
    head = history.take(act.session, seen.case.stream)
    given = (
        "UPDATE task SET state = 'ready', claimed_by = NULL, claimed_at = NULL"
        " WHERE id = ? AND state = 'claimed' AND claimed_by = ?"
    )
    if sql.run(act.session, given, (task_id, act.actor.id)).rowcount != 1:
        raise InstanceSuspended if seen.is_suspended else TaskNotClaimed
    _note(act, head, seen, "task.released")


def mark_read(act: Act, task_id: str) -> None:
    """Record that somebody who serves the desk has opened the task; only the first time counts. Raises TaskUnknown."""
    seen = get_task(act.session, act.actor, task_id)
    if seen.read_at is not None or not seen.is_open or not seen.is_work_of(act.actor):
        return
    history.lock(act.session, seen.case.stream)
    first = "UPDATE task SET read_by = ?, read_at = ? WHERE id = ? AND read_at IS NULL"
    if sql.run(act.session, first, (act.actor.id, instant(act.now), task_id)).rowcount == 1:
        _note(act, history.take(act.session, seen.case.stream), seen, "task.read")


@dataclass(frozen=True, slots=True)
class Held:
    """A task whose instance nobody else can move before this transaction ends."""

    head: history.Head
    has_draft: bool
    task: TaskView


def _hold(act: Act, task_id: str) -> Held | None:
    """Lock the instance of a task and look at both, in one statement."""
    row = sql.run(act.session, HOLD + history.lock_of(act.session, "s"), (act.actor.id, task_id)).fetchone()
    if row is None:
        return None
    stream, number, previous, has_draft, *task = row
    return Held(history.Head(stream, number + 1, previous), bool(has_draft), _view(task))


def _too_late(act: Act, task_id: str, once: Once) -> Stepped:
    """The answer kept for this very request, or the reason why it can't be done. Raises as `complete`."""
    kept = keys.find(act, once)
    if kept is not None:
        return Stepped(**kept)
    seen = get_task(act.session, act.actor, task_id)
    if not seen.is_work_of(act.actor):
        raise TaskNotYours
    raise _refusal(act, task_id)


def _refusal(act: Act, task_id: str) -> AppError:
    """Why a task can't be taken or completed any more."""
    now = _find(act.session, task_id)
    if now is None:
        return TaskUnknown()
    if now.state == TaskState.COMPLETED:
        return TaskAlreadyDone(who=now.done_by, at=now.done_at)
    if now.state == TaskState.CANCELLED:
        return TaskWithdrawn()
    if now.state == TaskState.SUSPENDED:
        return InstanceSuspended()
    return TaskAlreadyClaimed(who=now.claimed_by)


def _note(act: Act, head: history.Head, task: TaskView, kind: str) -> None:
    data = {"ordinal": task.ordinal, "element": task.element}
    note = history.Note(record=task.record, desk=task.desk, version=task.definition_id)
    history.append_at(act, head, kind, data, note)


def _require_seen(task: TaskView | None, actor: Actor) -> TaskView:
    if task is None or not task.is_seen_by(actor):
        raise TaskUnknown
    return task


def _find(session: Session, task_id: str) -> TaskView | None:
    row = sql.run(session, SELECT, (task_id,)).fetchone()
    return None if row is None else _view(row)


def _view(row: Sequence[Any]) -> TaskView:
    values = list(row)
    for place in TIMES:
        values[place] = datetime.fromisoformat(values[place]) if values[place] else None
    return TaskView(*values)
