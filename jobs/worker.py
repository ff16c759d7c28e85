"""The worker: claims what is due and does it, one transaction each. In the server process on SQLite, or on its own."""

import logging
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine import incidents
from engine.errors import ErrorNotCaught, StaleTask
from engine.intervention_errors import InstanceSuspended
from engine.stepping import case_of
from engine.task_errors import InstanceEnded, InstanceUnknown
from jobs import queue
from jobs.kinds import Answered, Errand, Hopeless, Kind, Later, Outside, WorkerDied
from jobs.queue import Choice, Claimed
from kernel import canonical, clock, history
from kernel.act import Act, system
from kernel.db import Database
from kernel.errors import AppError

__all__ = ["Errand", "Outside", "Policy", "Worker", "drain"]

PAUSE = timedelta(minutes=10)  # a suspended instance is asked again after so long
GONE = (StaleTask, InstanceEnded, InstanceUnknown)  # the place the errand was for no longer exists: nothing to do
FINAL = (ErrorNotCaught, Hopeless)  # another try would end the same way
DEATHS = 20  # how many workers may die over a job beside its attempts
log = logging.getLogger("satupintu.jobs")


@dataclass(frozen=True, slots=True)
class Policy:
    """How long a lease lasts, how often a kind without a limit of its own is tried, how long an idle worker sleeps."""

    lease: timedelta = queue.LEASE
    attempts: int = queue.MAX_ATTEMPTS
    idle: float = 5.0


class Fenced(Exception):
    """Another worker has taken this job over; what was done is rolled back."""


@dataclass(slots=True)
class Lane:
    """A thread with the kinds of errands that it does, and how many of them it takes at once."""

    kinds: tuple[str, ...]
    batch: int
    thread: threading.Thread
    wake: threading.Event = field(default_factory=threading.Event)


class Worker:
    """Does errands until it is stopped; those that call the world in threads of their own: none waits for them."""

    def __init__(
        self,
        database: Database,
        errands: Mapping[str, Kind],
        policy: Policy | None = None,
        tell: incidents.Tell | None = None,
    ) -> None:
        self.database, self.errands = database, errands
        self.policy, self.tell = policy or Policy(), tell
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
        lane = Lane(kinds, 20 if name == "worker" else 1, thread)
        return lane

    def _loop(self, lane: Lane) -> None:
        while not self._stop.is_set():
            lane.wake.clear()
            pause = self.policy.idle
            try:
                done = self._run(None, Choice(lane.batch, lane.kinds, self.policy.lease))
                pause = self._pause(lane) if not done else pause
            except AppError as fault:  # the database is busy, full or away: it is tried again
                log.warning("the worker could not work: %s", fault.code)
                done = 0
            except Exception:  # around an errand: the worker outlives whatever happens
                log.exception("the worker could not look for work")
                done = 0
            if not done:
                lane.wake.wait(pause)

    def _pause(self, lane: Lane) -> float:
        """How long to sleep: until the next errand falls due, at most as long as an idle worker sleeps."""
        with self.database.read() as session:
            choice = Choice(lane.batch, lane.kinds, self.policy.lease)
            coming = queue.seconds_to_next(session, queue.database_now(session), choice)
        return self.policy.idle if coming is None else min(self.policy.idle, max(coming, 0.02))

    def run_due(self, until: datetime | None = None, kinds: tuple[str, ...] = ()) -> int:
        """Do what is due, one batch, of some kinds or of all; gives how many.

        `until` is a simulated clock, for the demo and for tests.
        """
        return self._run(until, Choice(1 if until else 20, kinds, self.policy.lease))

    def run_kind(self, kind: str) -> int:
        """Do the next batch of the lane that a kind belongs to: what a queue outside calls; gives how many."""
        for lane in self._lanes:
            if kind in lane.kinds:
                return self._run(None, Choice(lane.batch, lane.kinds, self.policy.lease))
        return 0

    def _run(self, until: datetime | None, choice: Choice) -> int:
        with self.database.read() as session:
            real = queue.database_now(session)
            if not queue.is_due(session, until or real, real, choice):
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
            if job.attempts > self._most(job) + DEATHS:
                raise WorkerDied
            self._perform(job, now)
        except Fenced:
            log.warning("%s was taken over by another worker", job.key)
            self._too_late(job, now)
        except GONE:
            self._too_late(job, now)
        except InstanceSuspended:
            with self.database.write() as session:
                queue.postpone(session, job, now + PAUSE)
        except Later as wait:
            with self.database.write() as session:
                queue.postpone(session, job, wait.due)
        except Exception as fault:  # noqa: BLE001 - around an errand: retried, then an incident
            self._failed(job, fault)

    def _perform(self, job: Claimed, now: datetime) -> None:
        errand, payload = self.errands[job.kind], canonical.parse(job.payload)
        actor, answer = system("timers" if job.kind == "timer.fire" else "worker"), None
        if isinstance(errand, Outside):
            errand.work(self.database, actor, payload)
        elif isinstance(errand, Answered):
            self._require_awake(job)
            answer = errand.ask(job, payload)
        with self.database.write() as session:
            if job.instance_id is not None:  # as people do: first the instance, then its timers
                history.lock(session, f"instance:{job.instance_id}")
            if not queue.finish(session, job):
                raise Fenced
            act = Act(session, actor, now, "worker")
            if isinstance(errand, Answered):
                errand.take(act, job, answer)
            elif not isinstance(errand, Outside):
                errand(act, job, payload)
            if job.incident_id is not None:
                incidents.solve(act, job.incident_id)

    def _require_awake(self, job: Claimed) -> None:
        """The world is not asked for a case that can't take the answer. Raises InstanceSuspended, InstanceEnded."""
        if job.instance_id is not None:
            with self.database.read() as session:
                case_of(session, job.instance_id)

    def _too_late(self, job: Claimed, now: datetime) -> None:
        """The place is gone, or somebody else was faster: a job of ours goes too; a late answer is noted."""
        errand = self.errands[job.kind]
        with self.database.write() as session:
            act = Act(session, system("worker"), now, "worker")
            if job.instance_id is not None:
                history.lock(session, f"instance:{job.instance_id}")
            queue.finish(session, job)
            if isinstance(errand, Answered) and queue.is_gone(session, job):
                errand.late(act, job)

    def _release(self, jobs: list[Claimed]) -> None:
        with self.database.write() as session:
            for job in jobs:
                queue.release(session, job)

    def _failed(self, job: Claimed, fault: Exception) -> None:
        code = fault.code if isinstance(fault, AppError) else type(fault).__name__
        log.warning("%s failed (%s), attempt %s", job.key, code, job.attempts, exc_info=fault)
        most = 0 if isinstance(fault, FINAL) else self._most(job)
        with self.database.write() as session:
            if job.instance_id is not None:
                history.lock(session, f"instance:{job.instance_id}")
            if queue.give_back(session, job, queue.database_now(session), code, most):
                act = Act(session, system("worker"), clock.now(), "worker")
                incidents.open_incident(act, job.id, fault, self.tell)

    def _most(self, job: Claimed) -> int:
        """How often a job is tried: as its diagram says, as its kind says, or as the settings say."""
        retries = canonical.parse(job.payload).get("retries") if job.kind == "service.run" else None
        if retries is not None:
            return int(retries) + 1
        return getattr(self.errands[job.kind], "attempts", None) or self.policy.attempts


def _by_pace(errands: Mapping[str, Kind]) -> dict[str, tuple[str, ...]]:
    """The kinds of errands that stay inside the database, those that call the world, and the services of processes."""
    services = tuple(kind for kind, errand in errands.items() if isinstance(errand, Answered))
    outside = tuple(kind for kind, errand in errands.items() if isinstance(errand, Outside))
    inside = tuple(kind for kind in errands if kind not in (*outside, *services))
    lanes = (("worker", inside), ("outside", outside), ("services", services))
    return {name: kinds for name, kinds in lanes if kinds}


def _time_of(job: Claimed, until: datetime | None) -> datetime:
    """In a simulation a job happens when it is due; in life it happens now."""
    return clock.now() if until is None else datetime.fromisoformat(job.due_at)


def drain(worker: Worker, until: datetime | None = None) -> int:
    """Do errands until none is due; gives how many were done."""
    total = 0
    while done := worker.run_due(until):
        total += done
    return total
