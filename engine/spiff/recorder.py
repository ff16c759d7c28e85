"""Collects the effects of one command from hooks on state changes; nothing is ever scanned."""

import hashlib
from collections import deque
from datetime import datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.errors import ProcessLoops
from engine.spiff.data import delta
from engine.spiff.step import Call, Choice, Decided, Errand, Fault, Move, Opened, Result, Step, Thrown, TimerSet, Wait
from kernel import canonical

ACTIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
FINISHED = TaskState.FINISHED_MASK
MAX_STEPS = 10_000


class Recorder:
    """The context of one command: its instant, its door to handlers, what is ready to run, its effects so far."""

    def __init__(self, at: datetime, call: Call) -> None:
        self.at, self.call, self.steps = at, call, 0
        self.opened: dict[int, Opened] = {}
        self.timers: dict[int, TimerSet] = {}
        self.waits: dict[int, Wait] = {}
        self.errands: dict[int, Errand] = {}
        self.closed: list[int] = []
        self.moves: list[Move] = []
        self.results: list[Result] = []
        self.choices: list[Choice] = []
        self.thrown: list[Thrown] = []
        self.fault: Fault | None = None
        self.decisions: list[Decided] = []
        self.dues: dict[int, str | None] = {}
        self.touched: dict[int, Any] = {}
        self.agenda: deque[Any] = deque()
        self.again: set[int] = set()
        self.stuck: list[str] = []

    def changed(self, task: Any, value: int) -> None:
        """A task reached WAITING or any later state."""
        self.touched[task.id] = task
        element = task.task_spec.bpmn_id
        if value & ACTIVE:
            if element is not None and not task.seen:
                self.moves.append(Move(task.id, element, "entered", task.via))
            task.seen = True
            return
        if element is not None and task.seen:
            state = "done" if value == TaskState.COMPLETED or task.absorbed else "cancelled"
            self.moves.append(Move(task.id, element, state, None))
        if task.workflow.top_workflow.open.pop(task.id, None) is not None:
            self.close(task.id)

    def close(self, ordinal: int) -> None:
        """Something open is gone; opened and gone in one command leaves no trace among opened and closed."""
        new = [kind.pop(ordinal, None) is not None for kind in (self.opened, self.timers, self.waits, self.errands)]
        if not any(new) or ordinal in self.again:
            self.closed.append(ordinal)

    def count(self, task: Any) -> None:
        """One automatic step. Raises ProcessLoops."""
        self.steps += task.task_spec.counts
        if self.steps > MAX_STEPS:
            raise ProcessLoops(element=task.task_spec.bpmn_id or task.task_spec.name, limit=MAX_STEPS)

    def step(self, state: str, chain: str) -> Step:
        """The finished step; its digest continues the chain over moves and changed data."""
        moves = [[move.ordinal, move.element, move.state, move.via] for move in self.moves]
        changes = [[ordinal, delta(task.base_data, task.data)] for ordinal, task in sorted(self.touched.items())]
        content = canonical.text([chain, state, moves, [change for change in changes if change[1]]])
        return Step(
            opened=list(self.opened.values()),
            timers=list(self.timers.values()),
            waits=list(self.waits.values()),
            errands=list(self.errands.values()),
            closed=self.closed,
            moves=self.moves,
            results=self.results,
            choices=self.choices,
            thrown=self.thrown,
            fault=self.fault,
            decisions=self.decisions,
            dues=self.dues,
            state=state,
            stuck=self.stuck,
            digest=hashlib.sha256(content.encode()).hexdigest(),
        )
