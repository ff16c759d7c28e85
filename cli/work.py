"""`satupintu work`: a worker process of its own, for PostgreSQL. On SQLite the server works itself."""

import argparse
import signal
from typing import Any

from jobs.errands import worker_of
from jobs.watching import Watch
from kernel.settings import settings
from workflows.installation import open_installation


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("work", help="work off errands and timers in a process of its own")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Work until the process is told to end."""
    installation = open_installation(settings())
    worker, watch = worker_of(installation, idle=0.5), Watch(installation)
    worker.start()
    watch.start()
    print("working; Ctrl+C ends", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
    watch.stop()
    worker.stop()
    return 0
