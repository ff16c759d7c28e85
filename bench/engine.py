"""W1 in process, one thread: starts, completions, loops, multi-instances, cold instances."""

from bench.measure import Report, beside, median_ms, per_second
from bench.office import Office, office
from bench.places import Place
from kernel import history

STARTS = {"SQLite NORMAL": 0.04, "PostgreSQL": 0.25}
COMPLETIONS = {"SQLite NORMAL": 0.03, "PostgreSQL": 0.25}
ROUNDS = (10, 100, 1000, 10_000)
SIZES = (20, 200, 2000)


def completions(report: Report, place: Place, quick: bool) -> None:
    """Starts, and completions of A and B, each beside the floor of the same minute."""
    with office(place) as made:
        count = 100 if quick else 500
        run_through(made, 50)
        open_tasks: list[str] = []
        rate, ratio = beside(
            place.bare, lambda: per_second(lambda _: open_tasks.extend(made.start("approve", approved=True)), count)
        )
        told(report, "starts", (rate, ratio), STARTS.get(place.name))
        firsts, seconds = iter(open_tasks), list[str]()

        def both() -> float:
            first = per_second(lambda _: seconds.extend(made.complete(next(firsts), approved=True)), count)
            second = per_second(lambda _: made.complete(seconds.pop()), count)
            return 2 / (1 / first + 1 / second)

        told(report, "completions", beside(place.bare, both), COMPLETIONS.get(place.name))


def told(report: Report, what: str, found: tuple[float, float], wanted: float | None) -> None:
    """A rate in multiples of the floor."""
    rate, ratio = found
    met = None if wanted is None else ratio >= wanted
    report.add(what, f"{rate:,.0f}/s", f"{ratio:.3f} F", wanted=f"≥ {wanted} F" if wanted else "", met=met)


def run_through(made: Office, count: int) -> None:
    """So many instances from start to end."""
    for _ in range(count):
        (second,) = made.complete(made.start("approve")[0], approved=True)
        made.complete(second)


def loops(report: Report, place: Place, quick: bool) -> None:
    """The median of 41 rounds at the 10th … 10,000th round of one instance."""
    with office(place) as made:
        run_through(made, 50)
        (task,) = made.start("loop")
        done = 0

        def one(_: int) -> None:
            nonlocal task, done
            (task,) = made.complete(task, again=True)
            done += 1

        for mark in ROUNDS[:3] if quick else ROUNDS:
            while done < mark:
                one(0)
            young = made.start("loop")
            for _ in range(10):
                young = made.complete(young[0], again=True)
            pairs = [(median_ms(one, 15), young_round(made, young)) for _ in range(3)]  # the same noise for both
            span, ratio = sorted(pairs)[1][0], sorted(old / fresh for old, fresh in pairs)[1]
            last = mark == ROUNDS[-1]
            report.add(
                f"a round of a loop at round {mark:,}",
                f"{span:.2f} ms",
                f"{ratio:.2f} × round 10",
                wanted="≤ 1.3 × round 10" if last else "",
                met=ratio <= 1.3 if last else None,
            )


def young_round(made: Office, open_tasks: list[str]) -> float:
    """The median of 15 rounds of a young instance; goes on in the list."""

    def one(_: int) -> None:
        open_tasks[:] = made.complete(open_tasks[0], again=True)

    return median_ms(one, 15)


def several(report: Report, place: Place, _quick: bool) -> None:
    """A completion inside a parallel multi-instance of 20, 200 and 2,000, each beside one of 20."""
    with office(place) as made:
        run_through(made, 50)
        for size in SIZES:
            spans, small = [], []
            for _ in range(3):
                few, many = made.start("many", people=20), made.start("many", people=size)
                spans.append(median_ms(lambda n, ids=many: made.complete(ids[n]), 15))  # type: ignore[misc]
                small.append(median_ms(lambda n, ids=few: made.complete(ids[n]), 15))  # type: ignore[misc]
            span, ratio = sorted(spans)[1], sorted(a / b for a, b in zip(spans, small, strict=True))[1]
            last = size == SIZES[-1]
            report.add(
                f"a completion in a multi-instance of {size:,}",
                f"{span:.2f} ms",
                f"{ratio:.2f} × of 20",
                wanted="≤ 2 × of 20" if last else "",
                met=ratio <= 2 if last else None,
            )


def cold(report: Report, place: Place, _quick: bool) -> None:
    """A completion of an instance of 50 events that is not in memory: read from the log and run again."""
    with office(place) as made:
        spans = []
        for _ in range(11):
            (task,) = made.start("loop")
            for _ in range(49):
                (task,) = made.complete(task, again=True)
            made.runtime.forget()
            spans.append(median_ms(lambda _, name=task: made.complete(name, again=True), 1))  # type: ignore[misc]
        with made.database.read() as session:
            assert len(history.read(session, f"instance:{task.rpartition('.')[0]}")) == 51
        span = sorted(spans)[5]
        report.add(
            "a completion of a cold instance of 50 events", f"{span:.1f} ms", "", wanted="< 40 ms", met=span < 40
        )
