"""kill -9 at random moments: every completion is wholly done or wholly not."""

import random
import subprocess
import sys
import threading

import pytest
from sqlalchemy import select

from engine import audit, rebuild
from engine.handlers import Registry
from engine.models import Instance, Task
from engine.runtime import BOUND, Runtime
from kernel import history
from kernel.db import Database
from kernel.settings import ROOT
from tests import schema

WANTED = 100


def run_until_killed(url: str, seconds: float) -> list[str]:
    """What a completing process said before it was killed."""
    command = [sys.executable, "-m", "tests.faults.completer", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline()]  # it has begun to work
        killer = threading.Timer(seconds, child.kill)
        killer.start()
        lines += list(child.stdout)
    return [line.strip() for line in lines if line.endswith("\n") and line.strip()]


@pytest.mark.parametrize("seed", [7])
def test_every_completion_is_whole_after_kill_9(database_url: str, seed: int) -> None:
    database = Database(database_url)
    schema.create(database)
    chance = random.Random(seed)
    told: list[str] = []
    kills = 0
    while len(told) < WANTED or kills < 5:
        told += run_until_killed(database_url, chance.uniform(0.005, 0.12))
        kills += 1

    database.info[BOUND] = Runtime(Registry())
    with database.read() as session:
        for task_id in told:
            task = session.get(Task, task_id)
            assert task is not None
            assert task.state == "completed"
        for instance_id in session.scalars(select(Instance.id)):
            assert history.verify(session, f"instance:{instance_id}") is None
            assert rebuild.differences(session, instance_id) == []
            assert audit.recompute(session, instance_id).difference is None
    database.dispose()
