"""`satupintu migration 0002 "what changed"`: for developers, writes a migration from the difference to the models."""

import argparse
import tempfile
from typing import Any

from kernel import migrate
from kernel.db import Database
from workflows import installation


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("migration", help="write a migration for changed tables (developers)")
    parser.add_argument("number", help="0002")
    parser.add_argument("message")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare an empty database at head with the models of every room that an installation has."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/{installation.__name__}.db")
        migrate.upgrade(database.engine)
        migrate.write_revision(database.engine, arguments.message, arguments.number)
        database.dispose()
    return 0
