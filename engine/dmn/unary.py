"""FEEL's unary tests (`-`, `>= 5`, `[1..5]`, `"a","b"`, `not(…)`) compiled to our expressions.

A test knows what it compares with, so that gaps and overlaps can be found without trying values.
"""

import datetime as dt
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine import expressions
from engine.expression_dates import to_date, to_instant
from engine.expression_values import STRUCTURES, comparable
from engine.expressions import Compiled

QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
WORDS = {"true": "True", "false": "False", "null": "None"}
NEGATED = re.compile(r"not\s*\((?P<inner>.*)\)", re.DOTALL)
SIGN = re.compile(r"(?P<sign><=|>=|<|>|!=|==|=)(?P<rest>.*)", re.DOTALL)
CELL = "cell_value"
ORDERS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Opaque:
    """Stands for a value that is only known with the data."""


OPAQUE = Opaque()


@dataclass(frozen=True, slots=True)
class Point:
    """What a cell compares with; `literal` is its value when it reads no data."""

    text: Compiled
    literal: Any

    def value(self, data: Mapping[str, Any]) -> Any:
        return self.text.evaluate(data) if self.literal is OPAQUE else self.literal


@dataclass(frozen=True, slots=True)
class Same:
    """The value itself, or one of a list."""

    point: Point
    unlike: bool = False

    def holds(self, value: Any, data: Mapping[str, Any]) -> bool:
        other = self.point.value(data)
        if isinstance(other, list) and not isinstance(value, STRUCTURES):
            return any(aligned(value, one) == one for one in other) is not self.unlike
        return bool(aligned(value, other) == other) is not self.unlike


@dataclass(frozen=True, slots=True)
class Span:
    """Everything between two ends, either of which may be missing; nothing is never inside."""

    low: Point | None
    low_sign: str
    high: Point | None
    high_sign: str

    def holds(self, value: Any, data: Mapping[str, Any]) -> bool:
        for point, sign in ((self.low, self.low_sign), (self.high, self.high_sign)):
            if value is None:
                return False
            if point is not None:
                other = point.value(data)
                if not ORDERS[sign](*comparable(aligned(value, other), other)):
                    return False
        return True


@dataclass(frozen=True, slots=True)
class Holds:
    """A condition of its own over the value, written `?`."""

    condition: Compiled

    def holds(self, value: Any, data: Mapping[str, Any]) -> bool:
        return bool(self.condition.evaluate({**data, CELL: value}))


Part = Same | Span | Holds


@dataclass(frozen=True, slots=True)
class Tests:
    """One cell: no parts match everything; otherwise one of the parts must hold, or none when negated."""

    text: str
    parts: tuple[Part, ...]
    negated: bool

    def hold(self, value: Any, data: Mapping[str, Any]) -> bool:
        """Whether the cell matches. Raises EvaluationFailed, TypeError, ValueError."""
        if not self.parts:
            return True
        return any(part.holds(value, data) for part in self.parts) is not self.negated


def compile_tests(text: str) -> Tests:
    """A cell. Raises ExpressionInvalid."""
    source = text.strip()
    if source in ("", "-"):
        return Tests(source, (), False)
    inner = NEGATED.fullmatch(source)
    negated = inner is not None and _closes_at_end(source)
    parts = tuple(_part(piece) for piece in pieces(inner["inner"] if inner and negated else source))
    return Tests(source, parts, negated)


def compile_cell(text: str) -> Compiled:
    """An expression of a table: ours, with `true`, `false`, `null` as FEEL writes them. Raises ExpressionInvalid."""
    return expressions.compile(in_our_words(text))


def point(text: str) -> Point:
    """What a cell compares with. Raises ExpressionInvalid."""
    compiled = compile_cell(text)
    if compiled.paths:
        return Point(compiled, OPAQUE)
    try:
        return Point(compiled, compiled.evaluate({}))
    except expressions.EvaluationFailed as fault:
        raise expressions.ExpressionInvalid(text=text, reason=fault.reason, offer="") from None


def literals(text: str) -> tuple[Any, ...]:
    """The values of a list like `"a","b"`; what is not a plain value is left out. Raises ExpressionInvalid."""
    found = [part.point.literal for part in compile_tests(text).parts if isinstance(part, Same)]
    return tuple(value for value in found if value is not OPAQUE)


def aligned(value: Any, other: Any) -> Any:
    """A text of process data as the day, the instant or the exact number it is compared with."""
    if isinstance(value, str):
        if isinstance(other, dt.datetime):
            return to_instant(value)
        if isinstance(other, dt.date):
            return to_date(value)
    if isinstance(value, float) and isinstance(other, Decimal):
        return Decimal(repr(value))
    if isinstance(value, Decimal) and isinstance(other, float):
        return float(value)
    return value


def in_our_words(text: str) -> str:
    """FEEL's words for truth and nothing, and its `date and time(…)`, outside of texts in quotes."""
    written, end = [], 0
    for quoted in QUOTED.finditer(text):
        written += [_words(text[end : quoted.start()]), quoted.group()]
        end = quoted.end()
    return "".join([*written, _words(text[end:])])


def pieces(text: str) -> Iterator[str]:
    """The parts between commas that stand in no brackets and no quotes."""
    hidden = QUOTED.sub(lambda match: "q" * len(match.group()), text)
    depth = begin = 0
    for place, letter in enumerate(hidden):
        if letter == "," and depth == 0:
            yield text[begin:place]
            begin = place + 1
        depth = _depth(hidden, place, letter, depth)
    yield text[begin:]


def _part(text: str) -> Part:
    source = text.strip()
    hidden = QUOTED.sub(lambda match: "q" * len(match.group()), source)
    if "?" in hidden:
        return Holds(compile_cell("".join(CELL if shown == "?" else real for shown, real in _pairs(hidden, source))))
    signed = SIGN.fullmatch(source)
    if signed:
        return _signed(signed["sign"], point(signed["rest"]))
    if ".." in hidden and source[0] in "[](" and source[-1] in "[])":
        middle = hidden.index("..")
        low, high = point(source[1:middle]), point(source[middle + 2 : -1])
        return Span(low, ">=" if source[0] == "[" else ">", high, "<=" if source[-1] == "]" else "<")
    return Same(point(source))


def _signed(sign: str, other: Point) -> Part:
    if sign in ("=", "==", "!="):
        return Same(other, unlike=sign == "!=")
    if sign in ("<", "<="):
        return Span(None, "", other, sign)
    return Span(other, sign, None, "")


def _pairs(hidden: str, source: str) -> Iterator[tuple[str, str]]:
    """Letters beside the letters they hide."""
    return zip(hidden, source, strict=True)


def _words(text: str) -> str:
    text = re.sub(r"\bdate\s+and\s+time\s*\(", "datetime(", text)
    return re.sub(r"\b(?:true|false|null)\b", lambda match: WORDS[match.group()], text)


def _depth(hidden: str, place: int, letter: str, depth: int) -> int:
    """The depth of brackets; `]1..5[` opens and closes the other way round."""
    if letter in "({":
        return depth + 1
    if letter in ")}":
        return max(depth - 1, 0)
    if letter == "]":
        begins = depth == 0 and hidden[:place].rstrip()[-1:] in ("", ",", "(")
        return depth + 1 if begins else max(depth - 1, 0)
    if letter == "[":
        ends = depth > 0 and hidden[place + 1 :].lstrip()[:1] in ("", ",", ")")
        return depth - 1 if ends else depth + 1
    return depth


def _closes_at_end(source: str) -> bool:
    """Whether the bracket behind `not` closes with the last letter and not before."""
    hidden = QUOTED.sub(lambda match: "q" * len(match.group()), source)
    depth = 0
    for place, letter in enumerate(hidden):
        depth += (letter == "(") - (letter == ")")
        if letter == ")" and depth == 0:
            return place == len(hidden) - 1
    return True
