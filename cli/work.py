"""`satupintu work`: a worker process of its own, for PostgreSQL. On SQLite the server works itself."""

import argparse
import signal
import threading
from typing import Any

from jobs.errands import Work
from kernel.settings import settings
from workflows.installation import open_installation


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("work", help="work off errands and timers in a process of its own")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Work until the process is told to end."""
    installation = open_installation(settings())
    ended = threading.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: ended.set())
    work = Work(installation, idle=0.5)
    work.start()
    print("working; Ctrl+C ends", flush=True)
    ended.wait()
    work.stop()
    return 0
