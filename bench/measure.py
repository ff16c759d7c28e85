"""Timing and the printed table."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Table:
    """Lines of figures, printed as they come."""

    title: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, what: str, figure: str, ratio: str = "") -> None:
        self.lines.append((what, figure, ratio))
        print(f"  {what:<58} {figure:>22}  {ratio}", flush=True)


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
