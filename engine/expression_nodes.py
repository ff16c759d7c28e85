"""From a checked syntax tree to closures: one small function per kind of node, chosen in `MAKERS`."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.expression_functions import FUNCTIONS
from engine.expression_values import (
    Budget,
    TooMuch,
    add,
    charge,
    comparable,
    contains,
    cost,
    divide,
    equal,
    floor_divide,
    kind,
    made,
    multiply,
    number,
    remainder,
    subtract,
)

__all__ = ["Closure", "Scope", "TooMuch", "closure_of", "dotted_path"]

MAX_STEPS = 20_000


class Scope:
    """The data of one evaluation, the names bound by a comprehension, and the steps left."""

    __slots__ = ("bound", "data", "steps")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.bound: dict[str, Any] = {}
        self.steps = MAX_STEPS


Closure = Callable[[Scope], Any]
Comparison = Callable[[Budget, Any, Any], bool]
ARITHMETIC: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: add, ast.Sub: subtract, ast.Mult: multiply, ast.Div: divide, ast.FloorDiv: floor_divide,
    ast.Mod: remainder,
}  # fmt: skip
UNARY: dict[type[ast.AST], Callable[[Any], Any]] = {
    ast.Not: operator.not_, ast.USub: lambda a: -number(a), ast.UAdd: number,
}  # fmt: skip


def closure_of(node: ast.AST) -> Closure:
    """The closure that evaluates a checked node."""
    return MAKERS[type(node)](node)


def dotted_path(node: ast.AST) -> str | None:
    """`letter.security` of a chain of names, else None."""
    keys: list[str] = []
    while isinstance(node, ast.Attribute):
        keys.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id, *reversed(keys)])


def ordered(holds: Callable[[Any, Any], Any]) -> Comparison:
    """A comparison of values that have an order."""
    return lambda budget, left, right: bool(holds(*comparable(left, right)))


COMPARISONS: dict[type[ast.AST], Comparison] = {
    ast.Eq: equal, ast.NotEq: lambda budget, left, right: not equal(budget, left, right),
    ast.Lt: ordered(operator.lt), ast.LtE: ordered(operator.le), ast.Gt: ordered(operator.gt),
    ast.GtE: ordered(operator.ge), ast.In: contains,
    ast.NotIn: lambda budget, left, right: not contains(budget, left, right),
    ast.Is: lambda budget, left, right: left is right, ast.IsNot: lambda budget, left, right: left is not right,
}  # fmt: skip


def constant(node: ast.Constant) -> Closure:
    value = node.value
    return lambda scope: value


def name(node: ast.Name) -> Closure:
    key = node.id

    def run(scope: Scope) -> Any:
        return scope.bound[key] if key in scope.bound else scope.data[key]

    return run


def attribute(node: ast.Attribute) -> Closure:
    of, key = closure_of(node.value), node.attr

    def run(scope: Scope) -> Any:
        mapping = of(scope)
        if not isinstance(mapping, Mapping):
            raise TypeError(f"'{key}' can't be read from {kind(mapping)}")
        return mapping[key]

    return run


def subscript(node: ast.Subscript) -> Closure:
    of, index = closure_of(node.value), closure_of(node.slice)

    def run(scope: Scope) -> Any:
        value = of(scope)
        if not isinstance(value, (Mapping, list, str)):
            raise TypeError(f"{kind(value)} has no items")
        return value[index(scope)]

    return run


def boolean(node: ast.BoolOp) -> Closure:
    parts = [closure_of(value) for value in node.values]
    stops_at = isinstance(node.op, ast.Or)

    def run(scope: Scope) -> Any:
        value = None
        for part in parts:
            value = part(scope)
            if bool(value) is stops_at:
                break
        return value

    return run


def unary(node: ast.UnaryOp) -> Closure:
    apply, of = UNARY[type(node.op)], closure_of(node.operand)
    return lambda scope: apply(of(scope))


def binary(node: ast.BinOp) -> Closure:
    apply, left, right = ARITHMETIC[type(node.op)], closure_of(node.left), closure_of(node.right)
    return lambda scope: made(scope, apply(left(scope), right(scope)))


def conditional(node: ast.IfExp) -> Closure:
    test, then, other = closure_of(node.test), closure_of(node.body), closure_of(node.orelse)
    return lambda scope: then(scope) if test(scope) else other(scope)


def compare(node: ast.Compare) -> Closure:
    first = closure_of(node.left)
    rest = [(COMPARISONS[type(op)], closure_of(right)) for op, right in zip(node.ops, node.comparators, strict=True)]

    def run(scope: Scope) -> bool:
        left = first(scope)
        for holds, right_of in rest:
            right = right_of(scope)
            if not holds(scope, left, right):
                return False
            left = right
        return True

    return run


def sequence(node: ast.List | ast.Tuple) -> Closure:
    items = [closure_of(item) for item in node.elts]
    return lambda scope: made(scope, [item(scope) for item in items])


def mapping(node: ast.Dict) -> Closure:
    keys = [str(key.value) for key in node.keys if isinstance(key, ast.Constant)]
    values = [closure_of(value) for value in node.values]
    return lambda scope: {key: value(scope) for key, value in zip(keys, values, strict=True)}


def call(node: ast.Call) -> Closure:
    function = FUNCTIONS[node.func.id]  # type: ignore[attr-defined]
    arguments = [closure_of(argument) for argument in node.args]

    def run(scope: Scope) -> Any:
        given = [argument(scope) for argument in arguments]
        charge(scope, sum(map(cost, given)))
        return made(scope, function(*given))

    return run


def comprehension(node: ast.GeneratorExp | ast.ListComp) -> Closure:
    loop = node.generators[0]
    key = loop.target.id  # type: ignore[attr-defined]
    items, tests, element = closure_of(loop.iter), [closure_of(test) for test in loop.ifs], closure_of(node.elt)

    def each(scope: Scope) -> Iterator[Any]:
        source = items(scope)
        if not isinstance(source, (list, Mapping)):
            raise TypeError(f"{kind(source)} is not a list")
        for item in sorted(source) if isinstance(source, Mapping) else source:
            charge(scope, 1)
            scope.bound[key] = item
            if all(test(scope) for test in tests):
                yield element(scope)
        scope.bound.pop(key, None)

    return lambda scope: list(each(scope))


MAKERS: dict[type[ast.AST], Callable[[Any], Closure]] = {
    ast.Constant: constant, ast.Name: name, ast.Attribute: attribute, ast.Subscript: subscript, ast.BoolOp: boolean,
    ast.UnaryOp: unary, ast.BinOp: binary, ast.IfExp: conditional, ast.Compare: compare, ast.List: sequence,
    ast.Tuple: sequence, ast.Dict: mapping, ast.Call: call, ast.GeneratorExp: comprehension,
    ast.ListComp: comprehension,
}  # fmt: skip
