"""The hit policies: which of the rules that hold count, and what they give together."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.dmn.errors import DecisionFailed, RulesDisagree
from engine.dmn.kinds import typed
from engine.dmn.model import MANY, Decision, Rule, Table
from engine.expression_functions import largest, smallest, total
from engine.expressions import EvaluationFailed

Hit = tuple[Rule, list[Any]]


def chosen(decision: Decision, table: Table, found: list[Hit]) -> list[Hit]:
    """The hits that count, in the order they count in. Raises DecisionFailed, RulesDisagree."""
    found = [(rule, allowed(decision, table, rule, values)) for rule, values in found]
    match table.policy:
        case "UNIQUE":
            require(decision, table, found, len(found) <= 1)
            return found
        case "ANY":
            require(decision, table, found, all(values == found[0][1] for _, values in found))
            return found
        case "FIRST":
            return found[:1]
        case "PRIORITY":
            return sorted(found, key=lambda hit: rank(table, hit))[:1]
        case "OUTPUT ORDER":
            return sorted(found, key=lambda hit: rank(table, hit))
        case _:
            return found


def result(decision: Decision, table: Table, hits: list[Hit], data: Mapping[str, Any]) -> Any:
    """What the chosen hits give: a value or a mapping, a list of them, or one number of all. Raises DecisionFailed."""
    if table.aggregation:
        return aggregated(decision, table, [values[0] for _, values in hits])
    if table.policy in MANY:
        return [row(table, values) for _, values in hits]
    if hits:
        return row(table, hits[0][1])
    if any(output.default for output in table.outputs):
        return row(table, defaults(decision, table, data))
    return None


def row(table: Table, values: list[Any]) -> Any:
    """The values of a rule: the value itself, or by name when there are several."""
    if len(values) == 1:
        return values[0]
    return {output.name: value for output, value in zip(table.outputs, values, strict=True)}


def aggregated(decision: Decision, table: Table, values: list[Any]) -> Any:
    """One number of all values; nothing when there are none, but for the count."""
    if table.aggregation == "COUNT":
        return len(values)
    if not values:
        return None
    try:
        return {"SUM": total, "MIN": smallest, "MAX": largest}[table.aggregation](values)
    except (TypeError, ValueError) as fault:
        raise DecisionFailed(decision=decision.name, place=table.aggregation, reason=str(fault)) from None


def rank(table: Table, hit: Hit) -> tuple[tuple[int, ...], int]:
    """How important a hit is: by the order of the output values, first column first; then the row's number."""
    rule, values = hit
    places = [
        output.values.index(value) if value in output.values else len(output.values)
        for output, value in zip(table.outputs, values, strict=True)
        if output.values
    ]
    return tuple(places), rule.number


def allowed(decision: Decision, table: Table, rule: Rule, values: list[Any]) -> list[Any]:
    """The values of a rule as their columns have them. Raises DecisionFailed for one that is not allowed."""
    given = []
    for output, value in zip(table.outputs, values, strict=True):
        place = f"{rule.number} ({rule.id}), {output.name}"
        try:
            value = plain(output.kind, value)
        except (TypeError, ValueError) as fault:
            raise DecisionFailed(decision=decision.name, place=place, reason=str(fault)) from None
        if output.values and value is not None and value not in output.values:
            raise DecisionFailed(decision=decision.name, place=place, reason=f"{value!r} is not an allowed value")
        given.append(value)
    return given


def plain(kind: str, value: Any) -> Any:
    """An output of its column's type; numbers in quotes stay what they are."""
    return value if isinstance(value, Decimal) else typed(kind, value)


def defaults(decision: Decision, table: Table, data: Mapping[str, Any]) -> list[Any]:
    """The default outputs, for when no rule holds."""
    try:
        return [None if output.default is None else output.default.evaluate(data) for output in table.outputs]
    except EvaluationFailed as fault:
        raise DecisionFailed(decision=decision.name, place=fault.text, reason=fault.reason) from None


def require(decision: Decision, table: Table, found: list[Hit], fine: bool) -> None:
    """Raises RulesDisagree naming all rules that hold."""
    if not fine:
        rules = ", ".join(str(rule.number) for rule, _ in found)
        raise RulesDisagree(decision=decision.name, policy=table.policy, rules=rules)
