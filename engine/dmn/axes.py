"""One input column as an axis cut into pieces: between two numbers or days that cells name, nothing changes.

A cell is a set of pieces (bits of a whole number); so gaps and overlaps are found by geometry, without trying values.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from engine.dmn.model import Input
from engine.dmn.unary import OPAQUE, Part, Point, Same, Span, Tests


@dataclass(frozen=True, slots=True)
class Axis:
    """`ordered`: marks are ends, bit 2i+1 is mark i, even bits lie between; else each bit is one mark."""

    label: str
    ordered: bool
    marks: tuple[Any, ...]
    whole: int
    others: bool = False

    def mask(self, tests: Tests) -> int | None:
        """The pieces a cell covers; None when that depends on the data."""
        covered = 0 if tests.parts else self.whole
        for part in tests.parts:
            mask = self._part(part)
            if mask is None:
                return None
            covered |= mask
        return self.whole & (~covered if tests.negated else covered)

    def words(self, mask: int) -> str:
        """The pieces as a condition on the column, '' for all of them."""
        if mask == self.whole:
            return ""
        if self.ordered:
            return " / ".join(self._stretch(first, last) for first, last in self._runs(mask))
        named = [shown(mark) for bit, mark in enumerate(self.marks) if mask >> bit & 1]
        if self.others and mask >> len(self.marks) & 1:
            left = [shown(mark) for bit, mark in enumerate(self.marks) if not mask >> bit & 1]
            return f"{self.label} ≠ {', '.join(left)}"
        return f"{self.label} = {', '.join(named)}"

    def _part(self, part: Part) -> int | None:
        if isinstance(part, Same):
            return self._same(part)
        if not isinstance(part, Span) or not self.ordered:
            return None
        if any(end is not None and end.literal not in self.marks for end in (part.low, part.high)):
            return None
        mask = (1 << (2 * len(self.marks) + 1)) - 1
        if part.low is not None:
            mask &= -1 << (self._place(part.low) + (part.low_sign == ">"))
        if part.high is not None:
            mask &= (1 << (self._place(part.high) + (part.high_sign == "<="))) - 1
        return mask

    def _same(self, part: Same) -> int | None:
        value = part.point.literal
        if value is OPAQUE:
            return None
        mask = 0
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                index = self.marks.index(one)
                mask |= 1 << (2 * index + 1 if self.ordered else index)
        return self.whole & ~mask if part.unlike else mask

    def _place(self, point: Point) -> int:
        return 2 * self.marks.index(point.literal) + 1

    def _runs(self, mask: int) -> Iterator[tuple[int, int]]:
        """First and last bit of each stretch; pieces that hold nothing do not part two stretches."""
        first = last = -1
        for bit in range(2 * len(self.marks) + 1):
            if mask >> bit & 1:
                first, last = (bit if first < 0 else first), bit
            elif self.whole >> bit & 1 and first >= 0:
                yield first, last
                first = -1
        if first >= 0:
            yield first, last

    def _stretch(self, first: int, last: int) -> str:
        if first == last and first % 2:
            return f"{self.label} = {shown(self.marks[first // 2])}"
        low = "" if first == 0 else shown(self.marks[first // 2 if first % 2 else first // 2 - 1])
        high = "" if last == 2 * len(self.marks) else shown(self.marks[last // 2])
        low_sign, high_sign = ("≤" if first % 2 else "<"), ("≤" if last % 2 else "<")
        if low and high:
            return f"{low} {low_sign} {self.label} {high_sign} {high}"
        return f"{self.label} {'≥' if first % 2 else '>'} {low}" if low else f"{self.label} {high_sign} {high}"


def axis_of(column: Input, cells: list[Tests]) -> Axis | None:
    """The axis of a column; None when its cells can't be laid on one."""
    tests = [*cells, *([column.allowed] if column.allowed else [])]
    found = [value for cell in tests for part in cell.parts for value in values_of(part)]
    spans = any(isinstance(part, Span) for cell in tests for part in cell.parts)
    kinds = {measure(value) for value in found}
    if column.kind == "boolean" or kinds == {"boolean"}:
        return None if kinds - {"boolean"} or spans else Axis(column.label, False, (False, True), 3)
    if len(kinds) > 1 or kinds - {"number", "date", "instant", "text"} or (kinds == {"text"} and spans):
        return None
    if kinds == {"text"} or not kinds:
        return texts(column, tuple(dict.fromkeys(found)))
    return ordered(column, tuple(sorted(set(found))))


def texts(column: Input, marks: tuple[Any, ...]) -> Axis:
    """An axis of words; without allowed values there is always another word."""
    axis = Axis(column.label, False, marks, (1 << (len(marks) + 1)) - 1, others=True)
    return restricted(axis, column)


def ordered(column: Input, marks: tuple[Any, ...]) -> Axis:
    """An axis of numbers, days or instants."""
    whole = (1 << (2 * len(marks) + 1)) - 1
    for index, (one, other) in enumerate(pairwise(marks)):
        steps = isinstance(one, int) and isinstance(other, int) and other - one == 1 and column.kind == "integer"
        days = type(one) is dt.date and (other - one).days == 1
        if steps or days:
            whole &= ~(1 << (2 * index + 2))
    return restricted(Axis(column.label, True, marks, whole), column)


def restricted(axis: Axis, column: Input) -> Axis:
    """The axis without what the allowed values leave out."""
    allowed = axis.mask(column.allowed) if column.allowed else None
    if allowed is None:
        return axis
    return Axis(axis.label, axis.ordered, axis.marks, allowed, axis.others)


def values_of(part: Part) -> Iterator[Any]:
    """The plain values a part compares with."""
    points = [part.point] if isinstance(part, Same) else [part.low, part.high] if isinstance(part, Span) else []
    for point in points:
        if point is not None and point.literal is not OPAQUE and point.literal is not None:
            yield from point.literal if isinstance(point.literal, list) else [point.literal]


def measure(value: Any) -> str:
    """What kind of axis a value lies on."""
    for kinds, name in (
        ((bool,), "boolean"), ((int, float, Decimal), "number"), ((dt.datetime,), "instant"), ((dt.date,), "date"),
        ((str,), "text"),
    ):  # fmt: skip
        if isinstance(value, kinds):
            return name
    return "other"


def shown(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
