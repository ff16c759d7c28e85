"""The command `satupintu`: finds every command file of this folder and hands over to the one named.

A command is one file `cli/<command>.py` with `register(subparsers)`, which adds a parser and sets its default `run`,
a function of the parsed arguments that gives the exit status or None.
"""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence

import cli
from kernel.errors import AppError

NOT_COMMANDS = frozenset({"bootstrap", "lock", "main"})


def parser() -> argparse.ArgumentParser:
    """The parser with one sub-command per command file."""
    whole = argparse.ArgumentParser(prog="satupintu", description="Satu Pintu, the office's letters and decisions.")
    subparsers = whole.add_subparsers(title="commands", metavar="<command>", required=True)
    for found in sorted(pkgutil.iter_modules(cli.__path__), key=lambda module: module.name):
        if found.name not in NOT_COMMANDS:
            importlib.import_module(f"cli.{found.name}").register(subparsers)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; give its exit status: 0 done, 1 refused with a sentence, 2 wrong usage."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except AppError as refusal:
        print(f"satupintu: {refusal}", file=sys.stderr)
        return 1
