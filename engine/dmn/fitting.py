"""Plain values in cells that do not fit their column: they would never match, or stop the step later."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engine.dmn.axes import shown, values_of
from engine.dmn.model import Decision, Rule, Table
from engine.errors import Finding
from engine.expressions import Compiled, EvaluationFailed
from kernel.errors import N_

CLASSES: dict[str, tuple[type, ...]] = {
    "number": (int, float, Decimal), "integer": (int,), "text": (str,), "boolean": (bool,), "date": (dt.date,),
    "instant": (dt.datetime,),
}  # fmt: skip


def misfits(decision: Decision) -> Iterator[Finding]:
    """Every plain value that is not of its column's type or not among the allowed ones."""
    table = decision.logic
    if not isinstance(table, Table):
        return
    for rule in table.rules:
        yield from tested(decision, table, rule)
        yield from answered(decision, table, rule)


def tested(decision: Decision, table: Table, rule: Rule) -> Iterator[Finding]:
    """The cells of the inputs."""
    for column, tests in zip(table.inputs, rule.tests, strict=False):
        for value in (value for part in tests.parts for value in values_of(part)):
            if not fits(column.kind, value):
                sentence = N_("Rule %(number)s of %(name)s compares %(column)s, of the type %(kind)s, with %(value)s.")
                yield finding(sentence, decision, rule, column=column.label, kind=column.kind, value=shown(value))


def answered(decision: Decision, table: Table, rule: Rule) -> Iterator[Finding]:
    """The cells of the outputs."""
    for column, text in zip(table.outputs, rule.outputs, strict=False):
        value = plain(text)
        if value is None:
            continue
        facts = {"column": column.name, "value": shown(value)}
        if not fits(column.kind, value):
            sentence = N_("Rule %(number)s of %(name)s answers %(value)s, but %(column)s is of the type %(kind)s.")
            yield finding(sentence, decision, rule, kind=column.kind, **facts)
        elif column.values and value not in column.values:
            sentence = N_("Rule %(number)s of %(name)s answers %(value)s, which %(column)s does not allow.")
            yield finding(sentence, decision, rule, **facts)


def plain(text: Compiled | None) -> Any:
    """The value of an output that reads no data; None when it says nothing, or not yet."""
    if text is None or text.paths:
        return None
    try:
        return text.evaluate({})
    except EvaluationFailed:
        return None


def fits(kind: str, value: Any) -> bool:
    """Whether a plain value is of a column's type."""
    classes = CLASSES.get(kind)
    if classes is None or value is None:
        return True
    if isinstance(value, bool) or (isinstance(value, dt.datetime) and kind == "date"):
        return kind == "boolean"
    return isinstance(value, classes)


def finding(sentence: str, decision: Decision, rule: Rule, **facts: Any) -> Finding:
    """A finding about a row."""
    facts = {"number": rule.number, "name": decision.name, **facts}
    return Finding("dmn-type", rule.id or decision.id, sentence, facts)
