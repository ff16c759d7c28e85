"""From a checked syntax tree to closures: one small function per kind of node, chosen in `MAKERS`."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.expression_functions import FUNCTIONS, add, number, subtract

MAX_STEPS = 20_000
MAX_SIZE = 100_000


class TooMuch(Exception):
    """An evaluation that grew over its budget."""


class Scope:
    """The data of one evaluation, the names bound by a comprehension, and the steps left."""

    __slots__ = ("bound", "data", "steps")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.bound: dict[str, Any] = {}
        self.steps = MAX_STEPS


Closure = Callable[[Scope], Any]
COMPARISONS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.In: lambda a, b: a in b, ast.NotIn: lambda a, b: a not in b, ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}  # fmt: skip
ARITHMETIC: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: add, ast.Sub: subtract, ast.Mult: lambda a, b: number(number(a) * number(b)),
    ast.Div: lambda a, b: number(a) / number(b), ast.FloorDiv: lambda a, b: number(a) // number(b),
    ast.Mod: lambda a, b: number(a) % number(b),
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


def bounded(value: Any) -> Any:
    """The value, unless it is a text or list too long to go on with."""
    if isinstance(value, (str, list)) and len(value) > MAX_SIZE:
        raise TooMuch("a text or list grew too long")
    return value


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
            raise TypeError(f"'{key}' can't be read from {type(mapping).__name__}")
        return mapping[key]

    return run


def subscript(node: ast.Subscript) -> Closure:
    of, index = closure_of(node.value), closure_of(node.slice)

    def run(scope: Scope) -> Any:
        value = of(scope)
        if not isinstance(value, (Mapping, list, str)):
            raise TypeError(f"{type(value).__name__} has no items")
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
    return lambda scope: bounded(apply(left(scope), right(scope)))


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
            if not holds(left, right):
                return False
            left = right
        return True

    return run


def sequence(node: ast.List | ast.Tuple) -> Closure:
    items = [closure_of(item) for item in node.elts]
    return lambda scope: [item(scope) for item in items]


def mapping(node: ast.Dict) -> Closure:
    keys = [str(key.value) for key in node.keys if isinstance(key, ast.Constant)]
    values = [closure_of(value) for value in node.values]
    return lambda scope: {key: value(scope) for key, value in zip(keys, values, strict=True)}


def call(node: ast.Call) -> Closure:
    function = FUNCTIONS[node.func.id]  # type: ignore[attr-defined]
    arguments = [closure_of(argument) for argument in node.args]
    return lambda scope: bounded(function(*[argument(scope) for argument in arguments]))


def comprehension(node: ast.GeneratorExp | ast.ListComp) -> Closure:
    source = node.generators[0]
    key = source.target.id  # type: ignore[attr-defined]
    items, tests, element = closure_of(source.iter), [closure_of(test) for test in source.ifs], closure_of(node.elt)

    def each(scope: Scope) -> Iterator[Any]:
        for item in items(scope):
            scope.steps -= 1
            if scope.steps < 0:
                raise TooMuch("more steps than an expression may take")
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
