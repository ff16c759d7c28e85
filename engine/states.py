"""The closed words for states, and which moves between them exist (drawn in docs/states.md)."""

from enum import StrEnum


class InstanceState(StrEnum):
    """The state of an instance."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TaskState(StrEnum):
    """The state of a task in somebody's inbox."""

    READY = "ready"
    CLAIMED = "claimed"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class IncidentState(StrEnum):
    """The state of an incident; `given_up` may still wait in its case."""

    OPEN = "open"
    RETRYING = "retrying"
    GIVEN_UP = "given_up"
    SOLVED = "solved"
    WITHDRAWN = "withdrawn"


INSTANCE_MOVES: dict[InstanceState, frozenset[InstanceState]] = {
    InstanceState.RUNNING: frozenset(set(InstanceState) - {InstanceState.RUNNING}),
    InstanceState.SUSPENDED: frozenset({InstanceState.RUNNING, InstanceState.CANCELLED}),
    InstanceState.COMPLETED: frozenset(),
    InstanceState.TERMINATED: frozenset(),
    InstanceState.FAILED: frozenset(),
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
INCIDENT_MOVES: dict[IncidentState, frozenset[IncidentState]] = {
    IncidentState.OPEN: frozenset({IncidentState.RETRYING, IncidentState.GIVEN_UP, IncidentState.WITHDRAWN}),
    IncidentState.RETRYING: frozenset({IncidentState.OPEN, IncidentState.SOLVED, IncidentState.WITHDRAWN}),
    IncidentState.GIVEN_UP: frozenset({IncidentState.RETRYING, IncidentState.WITHDRAWN}),
    IncidentState.SOLVED: frozenset(),
    IncidentState.WITHDRAWN: frozenset(),
}
OPEN_INCIDENTS = (IncidentState.OPEN, IncidentState.GIVEN_UP)
ALIVE = (InstanceState.RUNNING, InstanceState.SUSPENDED)
