"""Timing, the printed table, and what must be met."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

TIMES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One figure; `met` is None where nothing must be met."""

    what: str
    figure: str
    ratio: str
    wanted: str
    met: bool | None


@dataclass(slots=True)
class Report:
    """All figures, printed as rows of Markdown as they come."""

    lines: list[Line] = field(default_factory=list)
    place: str = ""

    def begin(self, title: str) -> None:
        """A new table."""
        self.place = title
        print(f"\n### {title}\n\n| measure | figure | ratio | must |\n|---|---|---|---|", flush=True)

    def add(self, what: str, figure: str, ratio: str = "", *, wanted: str = "", met: bool | None = None) -> None:
        """One row."""
        self.lines.append(Line(f"{self.place}: {what}", figure, ratio, wanted, met))
        said = wanted if met is None else f"{wanted}: {'met' if met else '**not met**'}"
        print(f"| {what} | {figure} | {ratio} | {said} |", flush=True)

    def skip(self, what: str, why: str) -> None:
        """Something that could not be measured: said aloud."""
        print(f"\n**{what} left out: {why}**", flush=True)

    def end(self) -> None:
        """The line that tells how many of what must be met are met, and those that are not."""
        asked = [line for line in self.lines if line.met is not None]
        print(f"\nmust: {sum(bool(line.met) for line in asked)} of {len(asked)} met")
        for line in asked:
            if not line.met:
                print(f"- not met: {line.what}: {line.figure} {line.ratio} (must {line.wanted})")


def per_second(work: Callable[[int], object], count: int) -> float:
    """How often a piece of work is done in a second, over `count` times."""
    began = time.perf_counter()
    for number in range(count):
        work(number)
    return count / (time.perf_counter() - began)


def median_ms(work: Callable[[int], object], count: int) -> float:
    """The median duration of a piece of work, in milliseconds."""
    spans = []
    for number in range(count):
        began = time.perf_counter()
        work(number)
        spans.append(time.perf_counter() - began)
    return statistics.median(spans) * 1000


def beside(floor: Callable[[], float], work: Callable[[], float], times: int = TIMES) -> tuple[float, float]:
    """A rate and its ratio to the floor that was measured right before it; the medians of some pairs."""
    pairs = [(floor(), work()) for _ in range(times)]
    return statistics.median(rate for _, rate in pairs), statistics.median(rate / bare for bare, rate in pairs)
