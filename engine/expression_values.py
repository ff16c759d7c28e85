"""Arithmetic and comparison of the expression language, and what each costs: nothing may grow or take long unnoticed.

Pure. A number has a bearable size, a day is no text, and structures are compared step by step.
"""

import datetime as dt
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

MAX_INT_BITS = 256
MAX_SIZE = 100_000
MAX_NESTING = 60
ITEMS_A_STEP = 16
LETTERS_A_STEP = 256
STRUCTURES = (list, dict, Mapping)
ORDERED = frozenset({str, int, float, Decimal, dt.date, dt.datetime})
PLAIN = frozenset({str, int, bool, float, type(None), Decimal, dt.date, dt.datetime})


class TooMuch(Exception):
    """An evaluation that grew over its budget."""


class Budget(Protocol):
    """Who counts the steps of one evaluation."""

    steps: int


def charge(budget: Budget, steps: int) -> None:
    """Takes steps off the budget. Raises TooMuch."""
    budget.steps -= steps
    if budget.steps < 0:
        raise TooMuch("more steps than an expression may take")


def cost(value: Any) -> int:
    """The steps it takes to go through a value once."""
    if isinstance(value, str):
        return len(value) // LETTERS_A_STEP
    return len(value) // ITEMS_A_STEP if isinstance(value, STRUCTURES) else 0


def made(budget: Budget, value: Any) -> Any:
    """The new text or list, paid for by its length. Raises TooMuch for one too long to go on with."""
    if isinstance(value, (str, list)):
        if len(value) > MAX_SIZE:
            raise TooMuch("a text or list grew too long")
        charge(budget, cost(value))
    return value


def weighed(value: Any) -> Any:
    """The finished value, unless all it holds together is too large or too deep to be kept. Raises TooMuch."""
    if type(value) in PLAIN or not isinstance(value, STRUCTURES):
        return value
    weight = 0
    pending: list[tuple[Any, int]] = [(value, 0)]
    while pending:
        piece, depth = pending.pop()
        if isinstance(piece, STRUCTURES):
            weight += len(piece)
            items = piece.values() if isinstance(piece, Mapping) else piece
            pending.extend((item, depth + 1) for item in items)
        elif isinstance(piece, str):
            weight += len(piece) // ITEMS_A_STEP
        if weight > MAX_SIZE or depth > MAX_NESTING:
            raise TooMuch("the value is too large or too deeply nested")
    return value


def number(value: Any) -> Any:
    """The value, if it is a number of bearable size."""
    if isinstance(value, int):
        if value.bit_length() > MAX_INT_BITS:
            raise ValueError("this number is too large")
        return value
    if isinstance(value, (float, Decimal)):
        if not math.isfinite(value):
            raise ValueError("this number is not finite")
        return value
    raise TypeError(f"{kind(value)} is not a number")


def numbers(left: Any, right: Any) -> tuple[Any, Any]:
    """Both as numbers that can be calculated with each other: a float beside an exact number becomes exact."""
    left, right = number(left), number(right)
    if isinstance(left, Decimal) and isinstance(right, float):
        return left, Decimal(repr(right))
    if isinstance(left, float) and isinstance(right, Decimal):
        return Decimal(repr(left)), right
    return left, right


def kind(value: Any) -> str:
    """What people call this kind of value."""
    names = {str: "text", list: "a list", type(None): "nothing", dt.date: "a day", dt.datetime: "an instant"}
    return "a mapping" if isinstance(value, Mapping) else names.get(type(value), type(value).__name__)


def add(left: Any, right: Any) -> Any:
    """Numbers, texts, lists; a day plus a whole number of days."""
    if type(left) is dt.date and type(right) is int:
        return left + dt.timedelta(days=right)
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, list) and isinstance(right, list):
        return left + right
    if isinstance(left, (str, list)):
        raise TypeError(f"{kind(right)} can't be added to {kind(left)}")
    left, right = numbers(left, right)
    return number(left + right)


def subtract(left: Any, right: Any) -> Any:
    """Numbers; the days between two days; a day minus a whole number of days."""
    if type(left) is dt.date and type(right) is int:
        return left - dt.timedelta(days=right)
    if type(left) is dt.date and type(right) is dt.date:
        return (left - right).days
    left, right = numbers(left, right)
    return number(left - right)


def multiply(left: Any, right: Any) -> Any:
    """Numbers."""
    left, right = numbers(left, right)
    return number(left * right)


def divide(left: Any, right: Any) -> Any:
    """Numbers; exact ones stay exact."""
    left, right = numbers(left, right)
    return number(left / right)


def floor_divide(left: Any, right: Any) -> Any:
    """The whole part of a division, rounded down; of exact numbers cut towards zero as decimals are."""
    left, right = numbers(left, right)
    return number(left // right)


def remainder(left: Any, right: Any) -> Any:
    """What a division leaves."""
    left, right = numbers(left, right)
    return number(left % right)


def equal(budget: Budget, left: Any, right: Any) -> bool:
    """Whether two values are the same; structures are compared piece by piece, each piece a step."""
    if type(left) in PLAIN or not (isinstance(left, STRUCTURES) and isinstance(right, STRUCTURES)):
        return bool(left == right)
    charge(budget, 1 + len(left))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        same = len(left) == len(right) and all(key in right for key in left)
        return same and all(equal(budget, value, right[key]) for key, value in left.items())
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(
            equal(budget, one, other) for one, other in zip(left, right, strict=True)
        )
    return False


def contains(budget: Budget, item: Any, among: Any) -> bool:
    """Whether a list has the item, a mapping the key, or a text the piece of text."""
    if isinstance(among, list):
        charge(budget, len(among) // ITEMS_A_STEP)
        if type(item) in PLAIN:
            return item in among
        return any(equal(budget, item, one) for one in among)
    if isinstance(among, str):
        charge(budget, cost(among))
        return require_text(item) in among
    if isinstance(among, Mapping):
        return item in among
    raise TypeError(f"nothing can be in {kind(among)}")


def require_text(value: Any) -> str:
    """The value, if it is text."""
    if not isinstance(value, str):
        raise TypeError(f"{kind(value)} is not text")
    return value


def comparable(left: Any, right: Any) -> tuple[Any, Any]:
    """Two values that have an order. Raises TypeError for kinds that have none between them."""
    if type(left) is type(right) and type(left) in ORDERED:
        return left, right
    if isinstance(left, (int, float, Decimal)) and isinstance(right, (int, float, Decimal)):
        return left, right
    raise TypeError(f"{kind(left)} and {kind(right)} have no order")
