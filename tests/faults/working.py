"""A worker process of its own whose service takes its time: what it asks the world is written into a file."""

import os
import signal
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine.handlers import Registry, ServiceCall
from engine.runtime import BOUND, Runtime
from jobs import calling
from jobs.process import fire_timer
from jobs.worker import Policy, Worker
from kernel.db import Database
from tests.faults.every_step import note


def main(url: str, world: Path, lease: float, seconds: float) -> None:
    """Work until told to end."""

    def pay(call: ServiceCall) -> Mapping[str, Any]:
        note(world, f"{os.getpid()} {call.key}")
        time.sleep(seconds)
        return {"by": os.getpid()}

    registry = Registry()
    registry.add_outside("gateway.pay", pay)
    database = Database(url)
    database.info[BOUND] = Runtime(registry)
    errands = {"timer.fire": fire_timer, calling.KIND: calling.caller(registry)}
    worker = Worker(database, errands, Policy(timedelta(seconds=lease), idle=0.05))
    worker.start()
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
    worker.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
