"""`satupintu anchor`: make an anchor of the history now, beside the one of every evening."""

import argparse
from typing import Any

from jobs import anchoring
from kernel.act import system
from kernel.settings import settings
from workflows.installation import open_installation


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("anchor", help="write the heads of the history to a file outside the database")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Print the anchor's number and digest, to be kept elsewhere."""
    chosen = settings()
    made = anchoring.give_out(open_installation(chosen).database, system("operator"), chosen)
    print(f"anchor {made.number}: {made.streams} streams, {len(made.heads)} grew; in {chosen.anchors_dir}")
    print(made.digest)
    return 0
