"""`satupintu verify`: check every chain, every projection and the anchors; name the first fault of each stream."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from engine import rebuild
from kernel import anchor, history
from kernel.settings import settings
from workflows.installation import open_installation


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("verify", help="check the history's chains, its anchors and the rows made from it")
    parser.add_argument("--anchors", type=Path, help="the folder of anchors (default: the installation's own)")
    parser.add_argument("--printed", metavar="NUMBER:DIGEST", help="an anchor as it was mailed or printed")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print each fault; 1 if there is any."""
    chosen = settings()
    faults = 0
    installation = open_installation(chosen)
    with installation.database.read() as session:
        names = history.streams(session)
        anchors = anchor.read(arguments.anchors or chosen.anchors_dir)
        found = [*of_streams(session, names), *(words(one) for one in anchor.faults(session, anchors))]
        found += installation.offices.verify(session)
        if arguments.printed:
            found += of_print(arguments.printed, {made.number: made.digest for made, _ in anchors})
        for line in found:
            faults += 1
            print(line)
    print(f"{len(names)} streams and {len(anchors)} anchors checked, {faults} faults")
    return 1 if faults else 0


def of_streams(session: Session, names: list[str]) -> Iterator[str]:
    """The first fault of each chain, and where rows are not what the log tells."""
    for stream in names:
        fault = history.verify(session, stream)
        if fault is not None:
            yield words(fault)
        elif stream.startswith("instance:"):
            yield from rebuild.differences(session, stream.removeprefix("instance:"))


def of_print(printed: str, digests: dict[int, str]) -> list[str]:
    """Whether a printed anchor is the one in the folder."""
    number, _, digest = "".join(printed.split()).partition(":")  # as printed: the digest in groups
    if number.isdigit() and digests.get(int(number)) == digest.strip():
        return []
    return [f"anchor {number}: the file is not the one that was printed"]


def words(fault: history.Fault) -> str:
    """A fault as a line."""
    return f"{fault.stream}: event {fault.number} is {fault.what}"
