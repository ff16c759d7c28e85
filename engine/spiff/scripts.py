"""The library's script engine, on our expressions: everything a diagram calculates goes through here."""

from collections.abc import Mapping
from typing import Any

from engine import expressions
from engine.errors import ExpressionFailed
from engine.expressions import Compiled, EvaluationFailed
from engine.spiff import timing
from engine.spiff.data import jsonable


def evaluate(element: str, expression: Compiled, data: Mapping[str, Any]) -> Any:
    """The value of an expression of an element. Raises ExpressionFailed."""
    try:
        return expression.evaluate(data)
    except EvaluationFailed as fault:
        raise ExpressionFailed(element=element, expression=fault.text, reason=fault.reason) from None


def evaluate_json(element: str, expression: Compiled, data: Mapping[str, Any]) -> Any:
    """The same as a JSON value: days and instants as ISO text, exact numbers as text."""
    return jsonable(evaluate(element, expression, data), expression.text)


def evaluate_text(element: str, expression: Compiled | None, data: Mapping[str, Any]) -> str | None:
    """The same as text, or None. Raises ExpressionFailed for any other kind of value."""
    if expression is None:
        return None
    value = evaluate_json(element, expression, data)
    if value is not None and (isinstance(value, bool) or not isinstance(value, (str, int))):
        reason = f"{type(value).__name__} is not text"
        raise ExpressionFailed(element=element, expression=expression.text, reason=reason)
    return None if value is None else str(value)


def evaluate_instant(element: str, expression: Compiled | None, data: Mapping[str, Any]) -> str | None:
    """The same as the text of an instant with its zone, or None. Raises ExpressionFailed."""
    text = evaluate_text(element, expression, data)
    if text is not None and expression is not None:
        try:
            timing.instant(text)
        except ValueError as fault:
            raise ExpressionFailed(element=element, expression=expression.text, reason=str(fault)) from None
    return text


class Scripts:
    """What the library calls a script engine."""

    def evaluate(self, task: Any, expression: str, external_context: Mapping[str, Any] | None = None) -> Any:
        """The value of an expression over the task's data. Raises ExpressionFailed."""
        return evaluate(task.task_spec.bpmn_id, expressions.compile(expression), task.data)

    def execute(self, task: Any, script: str, external_context: Mapping[str, Any] | None = None) -> bool:
        """Runs the assignments of a script, one after the other, on the task's data. Raises ExpressionFailed."""
        for name, expression in expressions.compile_assignments(script):
            task.data[name] = evaluate_json(task.task_spec.bpmn_id, expression, task.data)
        return True
