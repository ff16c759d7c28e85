"""`python -m bench [PART …] [--quick] [--sqlite-only]`: print the tables as Markdown, and what must be met."""

import argparse
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime

from bench import engine, http, leave, peers, size, statements
from bench.measure import Report
from bench.places import KINDS, Place
from tests.servers import postgres, shared
from tests.servers.shared import Missing

Part = Callable[[Report, Place, bool], None]
OF_PLACES: dict[str, Part] = {
    "completions": engine.completions,
    "statements": statements.report_of,
    "loops": engine.loops,
    "several": engine.several,
    "cold": engine.cold,
    "inbox": size.pages,
    "loaded": size.loaded,
    "http": http.run,
    "leave": leave.run,
}
FULL_ONLY = {"completions", "http"}  # what durability changes; the other parts run with NORMAL
OTHERS = ("memory", "peers")


def main() -> None:
    """Run the chosen parts on each kind of database."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join((*OF_PLACES, *OTHERS))}; all when none is named")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, smaller crowds")
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    words = parser.parse_args()
    unknown = set(words.parts) - {*OF_PLACES, *OTHERS}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    os.environ[postgres.DURABLE] = "1"
    shared.begin_run()
    parts, report = words.parts or [*OF_PLACES, *OTHERS], Report()
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}")
    for kind in [name for name in KINDS if not (words.sqlite_only and name == "postgresql")]:
        on_place(report, kind, [part for part in parts if part in OF_PLACES], words.quick)
    if "memory" in parts:
        report.begin("Memory")
        size.memory(report)
    if "peers" in parts:
        peers.compare(report, words.quick)
    report.end()


def machine() -> str:
    """What the figures were taken on."""
    return f"{os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}"


def on_place(report: Report, kind: str, parts: list[str], quick: bool) -> None:
    """The parts that a kind of database is asked for; each on an empty one."""
    chosen = [part for part in parts if belongs(kind, part)]
    for number, part in enumerate(chosen):
        try:
            with KINDS[kind]() as place:
                if number == 0:
                    report.begin(place.name)
                OF_PLACES[part](report, place, quick)
        except Missing as missing:
            report.skip(kind, str(missing))
            return


def belongs(kind: str, part: str) -> bool:
    """The server runs with FULL as it is delivered; what durability does not change is measured once on SQLite."""
    if kind == "full":
        return part in FULL_ONLY
    return kind == "postgresql" or part != "http"


if __name__ == "__main__":
    main()
