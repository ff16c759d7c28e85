"""`satupintu run`: everything a first look needs: schema, processes, the demo office, the server."""

import argparse
import time
from collections.abc import Callable
from typing import Any

from cli import demo
from cli.serve import serve
from kernel.settings import settings
from workflows.installation import Installation, open_installation, prepare


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("run", help="set up the demo office if the database is empty, then serve")
    parser.add_argument("--no-serve", action="store_true", help="only set up")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line per step; serve until the process is told to end."""
    installation = open_installation(settings())
    _step("Database and processes", lambda: f"{len(prepare(installation))} new processes")
    if demo.is_empty(installation):
        _step("Demo office (DATA CONTOH)", lambda: demo.make(installation))
    _tell(installation)
    if not arguments.no_serve:
        serve(installation)
    return 0


def _step(name: str, work: Callable[[], str]) -> None:
    print(f"    {name} ... ", end="", flush=True)
    began = time.monotonic()
    said = work()
    print(f"{said}, {time.monotonic() - began:.1f} s", flush=True)


def _tell(installation: Installation) -> None:
    print(f"\nSatu Pintu: {installation.settings.base_url}")
    if demo.is_demo(installation):
        print("Demo accounts (fictional people), password for all:", demo.PASSWORD)
        for name, what in demo.ACCOUNTS:
            print(f"    {name:<16} {what}")
    print("Ctrl+C ends.", flush=True)
