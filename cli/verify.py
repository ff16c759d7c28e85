"""`satupintu verify`: check every chain and every projection; name the first fault of each stream."""

import argparse
from typing import Any

from engine import rebuild
from kernel import history
from kernel.settings import settings
from workflows.installation import open_installation


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("verify", help="check the history's chains and the rows made from it")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Print each fault; 1 if there is any."""
    installation = open_installation(settings())
    faults = 0
    with installation.database.read() as session:
        names = history.streams(session)
        for stream in names:
            fault = history.verify(session, stream)
            if fault is not None:
                faults += 1
                print(f"{fault.stream}: event {fault.number} is {fault.what}")
            if stream.startswith("instance:"):
                for difference in rebuild.differences(session, stream.removeprefix("instance:")):
                    faults += 1
                    print(difference)
    print(f"{len(names)} streams checked, {faults} faults")
    return 1 if faults else 0
