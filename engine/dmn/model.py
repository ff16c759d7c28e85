"""Decisions as they are run: compiled once when a version is read, shared by all instances, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.dmn.unary import Tests
from engine.expressions import Compiled

MANY = frozenset({"COLLECT", "RULE ORDER", "OUTPUT ORDER"})


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is tested; `kind` is number, integer, text, boolean, date, instant or any."""

    id: str
    label: str
    kind: str
    expression: Compiled
    allowed: Tests | None


@dataclass(frozen=True, slots=True)
class Output:
    """A column that is answered; `values` are those allowed, the first most important."""

    id: str
    name: str
    kind: str
    values: tuple[Any, ...]
    default: Compiled | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: its number as people count it, one test for each input, one expression (or nothing) for each output."""

    id: str
    number: int
    tests: tuple[Tests, ...]
    outputs: tuple[Compiled | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The logic of a decision as rows; `policy` is a hit policy by its full name, `aggregation` SUM, … or ''."""

    policy: str
    aggregation: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: a table or one expression, and the ids of those that are decided before it."""

    id: str
    name: str
    variable: str
    kind: str
    requires: tuple[str, ...]
    logic: Table | Compiled


Decisions = Mapping[str, Decision]
