"""Makes a decision over data: required decisions first, then the rules, then the hit policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.dmn import hits
from engine.dmn.errors import DecisionFailed
from engine.dmn.kinds import typed
from engine.dmn.model import MANY, Decision, Decisions, Input, Rule, Table
from engine.expressions import Compiled, EvaluationFailed


@dataclass(frozen=True, slots=True)
class Made:
    """A decision that was made: its inputs by label, column by column, the rules that hold, and the result."""

    decision: str
    inputs: tuple[tuple[str, Any], ...]
    rules: tuple[Rule, ...]
    result: Any


def decide(decisions: Decisions, wanted: str, data: Mapping[str, Any]) -> list[Made]:
    """The decision and before it all that it requires, in the order they were made; the wanted one is last.

    Raises DecisionFailed, RulesDisagree.
    """
    made: list[Made] = []
    known = dict(data)
    for identity in order(decisions, wanted):
        decision = decisions[identity]
        logic = decision.logic
        if isinstance(logic, Table):
            one = table_made(decision, logic, known)
        else:
            one = Made(decision.id, (), (), evaluated(decision, decision.name, logic, known))
        made.append(one)
        known.update(answers(decision, one.result))
    return made


def order(decisions: Decisions, wanted: str) -> list[str]:
    """The ids to decide, required ones first, each once."""
    done: list[str] = []
    pending: list[tuple[str, bool]] = [(wanted, False)]
    while pending:
        identity, ready = pending.pop()
        if identity in done:
            continue
        if ready:
            done.append(identity)
        else:
            pending.append((identity, True))
            pending.extend((required, False) for required in reversed(decisions[identity].requires))
    return done


def table_made(decision: Decision, table: Table, data: Mapping[str, Any]) -> Made:
    """A decision that is a table."""
    values = [value_of(decision, column, data) for column in table.inputs]
    inputs = tuple((column.label, value) for column, value in zip(table.inputs, values, strict=True))
    holding = [rule for rule in table.rules if holds(decision, table, rule, values, data)]
    found = [(rule, [output_of(decision, rule, text, data) for text in rule.outputs]) for rule in holding]
    chosen = hits.chosen(decision, table, found)
    return Made(decision.id, inputs, tuple(rule for rule, _ in chosen), hits.result(decision, table, chosen, data))


def value_of(decision: Decision, column: Input, data: Mapping[str, Any]) -> Any:
    """The value of an input, of the column's type and among its allowed values."""
    try:
        value = typed(column.kind, column.expression.evaluate(data))
        if value is None or column.allowed is None or column.allowed.hold(value, data):
            return value
        reason = f"{value!r} is not among {column.allowed.text}"
    except EvaluationFailed as fault:
        reason = fault.reason
    except (TypeError, ValueError, ArithmeticError) as fault:
        reason = str(fault)
    raise DecisionFailed(decision=decision.name, place=column.label, reason=reason)


def holds(decision: Decision, table: Table, rule: Rule, values: list[Any], data: Mapping[str, Any]) -> bool:
    """Whether every cell of a rule matches."""
    for column, tests, value in zip(table.inputs, rule.tests, values, strict=True):
        try:
            if not tests.hold(value, data):
                return False
        except EvaluationFailed as fault:
            raise DecisionFailed(decision=decision.name, place=cell(rule, column.label), reason=fault.reason) from None
        except (TypeError, ValueError, ArithmeticError) as fault:
            raise DecisionFailed(decision=decision.name, place=cell(rule, column.label), reason=str(fault)) from None
    return True


def output_of(decision: Decision, rule: Rule, text: Compiled | None, data: Mapping[str, Any]) -> Any:
    """The value of an output cell; an empty one says nothing."""
    return None if text is None else evaluated(decision, cell(rule, text.text), text, data)


def evaluated(decision: Decision, place: str, text: Compiled, data: Mapping[str, Any]) -> Any:
    """An expression of a decision. Raises DecisionFailed."""
    try:
        return text.evaluate(data)
    except EvaluationFailed as fault:
        raise DecisionFailed(decision=decision.name, place=place, reason=fault.reason) from None


def cell(rule: Rule, column: str) -> str:
    """How a cell is called."""
    return f"{rule.number} ({rule.id}), {column}"


def answers(decision: Decision, result: Any) -> dict[str, Any]:
    """What a required decision adds to the data: the result by its name, and each output by its own."""
    table = decision.logic
    added: dict[str, Any] = {}
    if isinstance(table, Table):
        names = [output.name for output in table.outputs]
        if table.policy in MANY and not table.aggregation:
            rows = [row if isinstance(row, Mapping) else {names[0]: row} for row in result]
            added = {name: [row[name] for row in rows] for name in names}
        elif isinstance(result, Mapping):
            added = dict(result)
        else:
            added = {names[0]: result}
    return {**added, decision.variable: result}
