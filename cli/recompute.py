"""`satupintu recompute`: run every instance again from its log and compare each recorded state."""

import argparse
from typing import Any

from engine import audit
from kernel import history
from kernel.settings import settings
from workflows.installation import open_installation


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("recompute", help="re-execute instances from their history and compare")
    parser.add_argument("instance", nargs="*", help="ids; all when none is given")
    parser.add_argument("--all", action="store_true", help="all of them, as when nothing is said")
    parser.add_argument("--sample", type=int, metavar="N", help="only N of them, spread evenly over all")
    parser.add_argument("--digests", action="store_true", help="print the digest of each final state")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print each difference; 1 if there is any."""
    installation = open_installation(settings())
    executed = differing = 0
    with installation.database.read() as session:
        ids = arguments.instance or [s.removeprefix("instance:") for s in history.streams(session, "instance:")]
        for instance_id in spread(ids, arguments.sample):
            executed += 1
            done = audit.recompute(session, instance_id)
            if arguments.digests:
                print(f"{instance_id} {done.digest}")
            if done.difference is not None:
                differing += 1
                print(f"{instance_id}: event {done.difference.number} differs: {done.difference.what}")
    print(f"{executed} of {len(ids)} instances re-executed, {differing} differ")
    return 1 if differing else 0


def spread(ids: list[str], count: int | None) -> list[str]:
    """All of them, or `count` at equal distances: the same ones each time, so that another can repeat it."""
    if count is None or count >= len(ids):
        return ids
    return [ids[place * len(ids) // count] for place in range(max(count, 0))]
