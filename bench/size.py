"""What grows with the office: the inbox with a million open tasks, completions beside a long past, memory."""

import resource
import subprocess
import sys
from statistics import median

from bench import crowd
from bench.engine import run_through
from bench.measure import Report, median_ms, per_second
from bench.office import CLERK, Office, office
from bench.places import Place, sqlite
from engine import inbox
from kernel.settings import ROOT

OPEN = (1000, 100_000, 1_000_000)
LIVE = 20_000


def pages(report: Report, place: Place, quick: bool) -> None:
    """The first page of an inbox; every 50th open task is the clerk's."""
    first = 0.0
    for count in OPEN[:2] if quick else OPEN:
        with office(place) as made:
            crowd.open_tasks(made.database, count)
            span = min(page(made) for _ in range(3))
            first = first or span
            last = count == OPEN[-1]
            met = (span < 2 and span <= 2 * first) if last else None
            wanted = "< 2 ms, ≤ 2 × of 1,000" if last else ""
            report.add(f"first page, {count:,} open", f"{span:.2f} ms", f"{span / first:.2f} ×", wanted=wanted, met=met)
            clear(made)


def page(made: Office) -> float:
    """The median of 51 looks."""
    with made.database.read() as session:
        return median_ms(lambda _: inbox.page(session, CLERK, inbox.Box.MINE), 51)


def clear(made: Office) -> None:
    """Take the crowd away again."""
    with made.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM task WHERE process = 'crowd'")


def loaded(report: Report, place: Place, quick: bool) -> None:
    """Completions with 100,000 open and 1,000,000 finished instances, beside those of an empty database."""
    live, finished = (10_000, 100_000) if quick else (100_000, 1_000_000)
    with office(place) as made:
        before = pace(made)
        crowd.past(made.database, live, finished)
        ratio = pace(made) / before
        what = f"completions with {live:,} open and {finished:,} finished instances"
        report.add(what, f"{ratio * before:,.0f}/s", f"{ratio:.2f} × empty", wanted="≥ 0.9 × empty", met=ratio >= 0.9)


def pace(made: Office) -> float:
    """Instances run through in a second: the median of five times fifty."""
    run_through(made, 20)
    return median(2 * per_second(lambda _: run_through(made, 1), 50) for _ in range(5))


def memory(report: Report) -> None:
    """The resident memory of a process that holds 20,000 live instances."""
    said = subprocess.run([sys.executable, "-m", "bench.size"], cwd=ROOT, capture_output=True, text=True, check=True)
    held, resident = map(int, said.stdout.split())
    report.add(f"memory with {held:,} live instances", f"{resident} MB", "", wanted="≤ 250 MB", met=resident <= 250)


def hold() -> None:
    """Start 20,000 instances and say how much memory that takes."""
    with sqlite("OFF") as place, office(place) as made:
        for _ in range(LIVE):
            made.start("approve")
        print(len(made.runtime.digests()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    hold()
