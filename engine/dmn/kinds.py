"""The types of table columns: what modelers call them, and a value of process data as a value of its type."""

from typing import Any

from engine.expression_dates import to_date, to_instant
from engine.expression_functions import to_decimal, to_int
from engine.expression_values import kind as called

NAMES = {
    "number": ("number", "double", "decimal", "float"),
    "integer": ("integer", "int", "long", "short"),
    "text": ("string", "text"),
    "boolean": ("boolean", "bool"),
    "date": ("date",),
    "instant": ("dateTime", "date and time", "datetime", "dateAndTime"),
}
KINDS = {name: kind for kind, names in NAMES.items() for name in names}


def kind_named(type_ref: str | None) -> str:
    """The kind of a `typeRef`; 'any' for one that says nothing."""
    name = (type_ref or "").rpartition(":")[2].strip()
    return KINDS.get(name, KINDS.get(name.lower(), "any"))


def typed(kind: str, value: Any) -> Any:
    """The value as the column's type has it: days and exact numbers are texts in process data. Raises ValueError."""
    if value is None or kind == "any":
        return value
    if kind in ("number", "integer") and isinstance(value, str):
        return to_decimal(value) if kind == "number" else to_int(value)
    if kind == "date":
        return to_date(value)
    if kind == "instant":
        return to_instant(value)
    expected = {"number": (int, float), "integer": (int, float), "text": (str,), "boolean": (bool,)}[kind]
    is_truth = isinstance(value, bool) and kind != "boolean"
    if is_truth or not (isinstance(value, expected) or type(value).__name__ == "Decimal"):
        raise ValueError(f"{called(value)} is not of the type {kind}")
    if kind == "integer" and value != int(value):
        raise ValueError(f"{value} is not a whole number")
    return value
