"""The closed words for states, and which moves between them exist (drawn in docs/states.md)."""

from enum import StrEnum


class InstanceState(StrEnum):
    """The state of an instance."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    CANCELLED = "cancelled"


class TaskState(StrEnum):
    """The state of a task in somebody's inbox."""

    READY = "ready"
    CLAIMED = "claimed"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


INSTANCE_MOVES: dict[InstanceState, frozenset[InstanceState]] = {
    InstanceState.RUNNING: frozenset(set(InstanceState) - {InstanceState.RUNNING}),
    InstanceState.SUSPENDED: frozenset({InstanceState.RUNNING, InstanceState.CANCELLED}),
    InstanceState.COMPLETED: frozenset(),
    InstanceState.TERMINATED: frozenset(),
    InstanceState.CANCELLED: frozenset(),
}
TASK_MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.READY: frozenset(
        {TaskState.CLAIMED, TaskState.SUSPENDED, TaskState.COMPLETED, TaskState.CANCELLED},
    ),
    TaskState.CLAIMED: frozenset(
        {TaskState.READY, TaskState.SUSPENDED, TaskState.COMPLETED, TaskState.CANCELLED},
    ),
    TaskState.SUSPENDED: frozenset({TaskState.READY, TaskState.CLAIMED, TaskState.CANCELLED}),
    TaskState.COMPLETED: frozenset(),
    TaskState.CANCELLED: frozenset(),
}
OPEN_TASKS = (TaskState.READY, TaskState.CLAIMED)
ALIVE = (InstanceState.RUNNING, InstanceState.SUSPENDED)
