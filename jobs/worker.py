"""The worker: claims what is due and does it, one transaction each. In the server process on SQLite, or on its own."""

import logging
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine import incidents
from engine.errors import StaleTask
from engine.task_errors import InstanceEnded, InstanceUnknown
from jobs import queue
from jobs.queue import Choice, Claimed
from kernel import canonical, clock, history
from kernel.act import Act, Actor, system
from kernel.db import Database
from kernel.errors import AppError
from kernel.outbox import Job

Errand = Callable[[Act, Claimed, Mapping[str, Any]], None]
GONE = (StaleTask, InstanceEnded, InstanceUnknown)  # the place the errand was for no longer exists: nothing to do
IDLE_SECONDS = 5.0
log = logging.getLogger("satupintu.jobs")


@dataclass(frozen=True, slots=True)
class Outside:
    """An errand that is slow or calls the world: done before the transaction that takes the job away: maybe twice."""

    work: Callable[[Database, Actor, Mapping[str, Any]], None]


class Fenced(Exception):
    """Another worker has taken this job over; what was done is rolled back."""


@dataclass(slots=True)
class Lane:
    """A thread with the kinds of errands that it does."""

    kinds: tuple[str, ...]
    thread: threading.Thread
    wake: threading.Event = field(default_factory=threading.Event)


class Worker:
    """Does errands until it is stopped; those that call the world in a thread of their own: none waits for them."""

    def __init__(self, database: Database, errands: Mapping[str, Errand | Outside]) -> None:
        self.database = database
        self.errands = errands
        self.owner = f"worker:{uuid.uuid4().hex[:12]}"
        self._stop = threading.Event()
        self._lanes = [self._lane(name, kinds) for name, kinds in _by_pace(errands).items()]

    def start(self) -> None:
        """Work in threads of this process; woken after every commit."""
        self.database.after_commit.append(self.poke)
        for lane in self._lanes:
            lane.thread.start()

    def poke(self) -> None:
        """There may be something to do."""
        for lane in self._lanes:
            if threading.current_thread() is not lane.thread:
                lane.wake.set()

    def stop(self) -> None:
        """Finish the errands at hand and end."""
        self._stop.set()
        for lane in self._lanes:
            lane.wake.set()
        for lane in self._lanes:
            lane.thread.join(timeout=30)

    def _lane(self, name: str, kinds: tuple[str, ...]) -> Lane:
        thread = threading.Thread(name=f"satupintu-{name}", daemon=True, target=lambda: self._loop(lane))
        lane = Lane(kinds, thread)
        return lane

    def _loop(self, lane: Lane) -> None:
        while not self._stop.is_set():
            lane.wake.clear()
            try:
                done = self.run_due(kinds=lane.kinds)
            except Exception:  # around an errand: the worker outlives whatever happens
                log.exception("the worker could not look for work")
                done = 0
            if not done:
                lane.wake.wait(IDLE_SECONDS)

    def run_due(self, until: datetime | None = None, kinds: tuple[str, ...] = ()) -> int:
        """Do what is due, one batch, of some kinds or of all; gives how many.

        `until` is a simulated clock, for the demo and for tests.
        """
        choice = Choice(1 if until else 20, kinds)
        with self.database.read() as session:
            real = queue.database_now(session)
            if not queue.is_due(session, until or real, choice):
                return 0
        with self.database.write() as session:
            claimed = queue.claim(session, self.owner, until or real, real, choice)
        for place, job in enumerate(claimed):
            if self._stop.is_set():
                self._release(claimed[place:])
                break
            self._do(job, until)
        return len(claimed)

    def _do(self, job: Claimed, until: datetime | None) -> None:
        now = _time_of(job, until)
        try:
            self._perform(job, now)
        except Fenced:
            log.warning("%s was taken over by another worker", job.key)
        except GONE:
            self._drop(job)
        except Exception as fault:  # noqa: BLE001 - around an errand: retried, then an incident
            self._failed(job, fault)

    def _perform(self, job: Claimed, now: datetime) -> None:
        errand, payload = self.errands[job.kind], canonical.parse(job.payload)
        actor = system("timers" if job.kind == "timer.fire" else "worker")
        if isinstance(errand, Outside):
            errand.work(self.database, actor, payload)
        with self.database.write() as session:
            if job.instance_id is not None:  # as people do: first the instance, then its timers
                history.lock(session, f"instance:{job.instance_id}")
            if not queue.finish(session, job):
                raise Fenced
            if not isinstance(errand, Outside):
                errand(Act(session, actor, now, "worker"), job, payload)

    def _drop(self, job: Claimed) -> None:
        with self.database.write() as session:
            queue.finish(session, job)

    def _release(self, jobs: list[Claimed]) -> None:
        with self.database.write() as session:
            for job in jobs:
                queue.release(session, job)

    def _failed(self, job: Claimed, fault: Exception) -> None:
        code = fault.code if isinstance(fault, AppError) else type(fault).__name__
        log.warning("%s failed (%s), attempt %s", job.key, code, job.attempts, exc_info=fault)
        with self.database.write() as session:
            now = clock.now()
            if queue.give_back(session, job, now, code):
                row = session.get(Job, job.id)
                if row is not None:
                    incidents.open_incident(Act(session, system("worker"), now), row, code=code, cause=str(fault))


def _by_pace(errands: Mapping[str, Errand | Outside]) -> dict[str, tuple[str, ...]]:
    """The kinds of errands that stay inside the database, and of those that call the world."""
    outside = tuple(kind for kind, errand in errands.items() if isinstance(errand, Outside))
    inside = tuple(kind for kind in errands if kind not in outside)
    return {name: kinds for name, kinds in (("worker", inside), ("outside", outside)) if kinds}


def _time_of(job: Claimed, until: datetime | None) -> datetime:
    """In a simulation a job happens when it is due; in life it happens now."""
    return clock.now() if until is None else datetime.fromisoformat(job.due_at)


def drain(worker: Worker, until: datetime | None = None) -> int:
    """Do errands until none is due; gives how many were done."""
    total = 0
    while done := worker.run_due(until):
        total += done
    return total
