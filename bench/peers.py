"""What people would use instead, on the same work, in the same minute, with the same durability of SQLite."""

import json
import subprocess
import sys
from statistics import median

from bench.engine import SIZES, run_through
from bench.measure import Report, median_ms, per_second
from bench.office import Office, office
from bench.places import Place, sqlite
from kernel.settings import ROOT

PEERS = {"SpiffWorkflow with a JSON text": "bench.peer_spiff", "viewflow": "bench.peer_viewflow"}


def compare(report: Report, quick: bool) -> None:
    """Each peer three times, each time between two measurements of ours."""
    report.begin("Peers, SQLite NORMAL")
    for name, module in PEERS.items():
        try:
            rounds = [one_round(module, 100 if quick else 300) for _ in range(1 if quick else 3)]
        except subprocess.CalledProcessError as fault:
            report.skip(name, (fault.stderr or "").strip().splitlines()[-1])
            continue
        for what in rounds[0][0]:
            theirs = median(peer[what] for peer, _ in rounds)
            ours = [(own[what], peer[what]) for peer, own in rounds if what in own]
            unit = "/s" if what in ("starts", "completions") else " ms"
            ratio = f"ours {median(own / peer for own, peer in ours):.3g} ×" if ours else ""
            report.add(f"{name}: {what}", f"{theirs:,.2f}{unit}", ratio)


def one_round(module: str, count: int) -> tuple[dict[str, float], dict[str, float]]:
    """The peer's figures, and ours from the same minute."""
    with sqlite("NORMAL") as place:
        command = [sys.executable, "-m", module, str(place.folder), "NORMAL", str(count)]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        peer: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
        return peer, ours(place, count)


def ours(place: Place, count: int) -> dict[str, float]:
    """Our starts and completions."""
    with office(place) as made:
        run_through(made, 20)
        names: list[str] = []
        starts = per_second(lambda _: names.extend(made.start("approve")), count)
        completions = 2 * per_second(lambda n: both(made, names[n]), count)
        return {"starts": starts, "completions": completions, **loop(made), **several(made)}


def loop(made: Office) -> dict[str, float]:
    """A round at the rounds that the peers reach."""
    open_tasks, done, found = made.start("loop"), 0, {}

    def one(_: int) -> None:
        open_tasks[:] = made.complete(open_tasks[0], again=True)

    for mark in (10, 100, 300):
        for _ in range(mark - done):
            one(0)
        found[f"loop {mark}"] = median_ms(one, 7)
        done = mark + 7
    return found


def several(made: Office) -> dict[str, float]:
    """A completion in multi-instances of the peers' sizes."""
    found = {}
    for size in SIZES:
        names = made.start("many", people=size)
        found[f"many {size}"] = median_ms(lambda n, ids=names: made.complete(ids[n]), 7)  # type: ignore[misc]
    return found


def both(made: Office, task: str) -> None:
    """A, then B."""
    (second,) = made.complete(task, approved=True)
    made.complete(second)
