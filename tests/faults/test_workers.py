"""Worker processes that are paused, killed, doubled, or whose clock jumps: every step happens once, in order."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine import audit, definitions, instances, rebuild
from engine.handlers import Registry
from engine.models import Instance
from engine.runtime import BOUND, Runtime
from jobs import queue
from jobs.process import fire_timer
from jobs.worker import Worker, drain
from kernel import clock, history
from kernel.act import Act, Actor
from kernel.db import Database
from kernel.history import Event
from kernel.outbox import Job
from kernel.settings import ROOT
from tests import schema
from tests.bpmn.drawing import boundary, catch, diagram, end, node, ours, path, start, timer, user

ANA = Actor("ana", desks=frozenset({"role:clerk"}))
CALL = ours('<satupintu:service handler="gateway.pay" outside="true"/>')
PAYS = diagram(start(), node("serviceTask", "pay", CALL), user("z", desk="'role:clerk'"), end(),
               path("start", "pay", "z", "end"))  # fmt: skip
WAITS = diagram(start(), catch("soon", timer("timeDate", "due_at")), user("z", desk="'role:clerk'"), end(),
                path("start", "soon", "z", "end"))  # fmt: skip
REMINDERS = 6
REMINDS = diagram(
    start(), user("a", desk="'role:clerk'"),
    *(boundary(f"r{n}", "a", timer("timeDuration", f"PT{n}M"), interrupting=False) for n in range(REMINDERS, 0, -1)),
    *(end(f"e{n}") for n in range(REMINDERS + 1)), path("start", "a", "e0"),
    *(path(f"r{n}", f"e{n}") for n in range(1, REMINDERS + 1)))  # fmt: skip
HOUR_AGO = timedelta(hours=1)
Hire = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    schema.create(made)
    registry = Registry()
    registry.add_outside("gateway.pay", lambda _: {})
    made.info[BOUND] = Runtime(registry)
    with made.write() as session:
        act = Act(session, ANA, clock.now(), "test")
        definitions.publish(act, "p", PAYS, note="t", handlers=registry.names)
    yield made
    for instance_id in everyone(made):
        with made.read() as session:
            assert history.verify(session, f"instance:{instance_id}") is None
            assert rebuild.differences(session, instance_id) == []
            assert audit.recompute(session, instance_id).difference is None
    made.dispose()


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return tmp_path / "world.txt"


@pytest.fixture
def hire(database_url: str, world: Path) -> Iterator[Hire]:
    """A function that starts a worker process; what its service asks stands in the world's file."""
    hired: list[subprocess.Popen[bytes]] = []

    def start_one(lease: float = 60.0, seconds: float = 0.0) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.faults.working", database_url, str(world), str(lease), str(seconds)]
        hired.append(subprocess.Popen(command, cwd=ROOT))
        return hired[-1]

    yield start_one
    for one in hired:
        one.send_signal(signal.SIGCONT)
        one.kill()
        one.wait()


def everyone(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Instance.id).order_by(Instance.id)))


def begin(database: Database, files: dict[str, bytes], at: datetime, **data: str) -> str:
    with database.write() as session:
        act = Act(session, ANA, at, "test")
        definitions.publish(act, "p", files, note="t", handlers=frozenset({"outside:gateway.pay"}))
        return instances.start(act, "p", data=data).instance_id


def events(database: Database, instance_id: str) -> list[Event]:
    with database.read() as session:
        return history.read(session, f"instance:{instance_id}")


def until(happened: Callable[[], bool], seconds: float = 120) -> None:
    end_of_patience = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end_of_patience, "it did not happen"
        time.sleep(0.02)


def is_empty(database: Database) -> bool:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Job)) == 0


def asked(world: Path) -> list[list[str]]:
    return [line.split() for line in world.read_text().splitlines()] if world.exists() else []


def test_a_worker_paused_past_its_lease_and_resumed_changes_nothing(
    database: Database, hire: Hire, world: Path
) -> None:
    slow = hire(lease=0.5, seconds=0.3)
    instance_id = begin(database, PAYS, clock.now())
    until(lambda: bool(asked(world)))
    slow.send_signal(signal.SIGSTOP)
    fast = hire(lease=0.5)
    until(lambda: is_empty(database))
    slow.send_signal(signal.SIGCONT)
    time.sleep(0.6)  # it wakes up, finds its lease gone, and drops what it had

    told = events(database, instance_id)
    assert [event.kind for event in told] == ["instance.started", "service.answered"]
    assert told[1].data["data"] == {"result": {"by": fast.pid}}
    assert {key for _, key in asked(world)} == {asked(world)[0][1]}


def test_a_hundred_timers_that_fell_due_meanwhile_fire_once_each_in_order(database: Database, hire: Hire) -> None:
    now, dice = clock.now(), random.Random(3)
    due = {begin(database, WAITS, now - HOUR_AGO, due_at=at.isoformat()): at for at in minutes(now, 100, dice)}
    worker = Worker(database, {"timer.fire": fire_timer})
    while worker.run_due():
        pass

    fired = {one: [event for event in events(database, one) if event.kind == "timer.fired"] for one in due}
    assert {len(found) for found in fired.values()} == {1}
    in_order = sorted(due, key=lambda one: fired[one][0].recorded_at)
    assert [due[one] for one in in_order] == sorted(due.values())


def test_two_workers_fire_them_once_each_and_keep_the_order_of_each_case(database: Database, hire: Hire) -> None:
    cases = [begin(database, REMINDS, clock.now() - HOUR_AGO) for _ in range(17)]
    hire(), hire()
    until(lambda: is_empty(database))

    for one in cases:
        fired = [event.data["element"] for event in events(database, one) if event.kind == "timer.fired"]
        assert fired == [f"r{n}" for n in range(1, REMINDERS + 1)]


def test_a_worker_killed_between_its_steps_leaves_nothing_undone_or_doubled(
    database: Database, hire: Hire, world: Path
) -> None:
    cases = [begin(database, PAYS, clock.now()) for _ in range(8)]
    for seconds in (0.02, 0.1):
        victim = hire(lease=0.4, seconds=0.05)
        before = len(asked(world))
        until(lambda before=before: len(asked(world)) > before)  # type: ignore[misc]
        time.sleep(seconds)
        victim.kill()
    hire(lease=0.4)
    until(lambda: is_empty(database))

    for one in cases:
        assert [event.kind for event in events(database, one)] == ["instance.started", "service.answered"]


def test_a_clock_that_jumps_back_neither_repeats_nor_blocks(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, worker = clock.now, Worker(database, {"timer.fire": fire_timer})
    cases = [begin(database, WAITS, real() - HOUR_AGO, due_at=at.isoformat()) for at in minutes(real(), 3, None)]
    ahead = real() + timedelta(hours=3)
    with database.write() as session:  # leased by a machine whose clock was ahead, and which is gone
        queue.claim(session, "gone", ahead, ahead)
    drain(worker)
    later = begin(database, WAITS, real(), due_at=(real() - timedelta(minutes=1)).isoformat())
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=2))
    assert drain(worker) == (0 if database.is_sqlite else 1)  # PostgreSQL has a clock of its own
    monkeypatch.setattr(clock, "now", real)
    drain(worker)

    for one in (*cases, later):
        assert [event.kind for event in events(database, one)] == ["instance.started", "timer.fired"]


def minutes(now: datetime, count: int, dice: random.Random | None) -> list[datetime]:
    """Instants of the last hour, in any order."""
    found = [(now - timedelta(seconds=30 * n)).astimezone(UTC) for n in range(1, count + 1)]
    if dice is not None:
        dice.shuffle(found)
    return found
