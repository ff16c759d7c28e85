"""What an expression may be made of: a whitelist of syntax nodes, with caps on length, depth and number of nodes."""

import ast
import re

from engine.expression_foreign import QUOTED
from engine.expression_functions import FUNCTIONS
from engine.expression_values import MAX_INT_BITS

MAX_TEXT = 2_000
MAX_NODES = 300
MAX_DEPTH = 40

ALLOWED: tuple[type[ast.AST], ...] = (
    ast.Expression, ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Load, ast.Store,
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.IfExp,
    ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod,
    ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot,
    ast.List, ast.Tuple, ast.Dict, ast.Call, ast.GeneratorExp, ast.ListComp, ast.comprehension,
)  # fmt: skip
ODD_ESCAPE = re.compile(r"\\(?:\\|(?P<odd>[^\\'\"nrt]|$))")
TOKEN = re.compile(r"[^\W\d]\w*|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?P<tail>\w?)")
FOREIGN_NAMES = {"true": "True", "false": "False", "null": "None"}
COMPREHENSIONS = (ast.GeneratorExp, ast.ListComp)


class Unsafe(ValueError):
    """A piece of syntax our language does not have."""


def check_text(source: str) -> None:
    """Raises Unsafe for what the parser would only warn about: unknown escapes, numbers that run into words."""
    if any(match["odd"] is not None for match in ODD_ESCAPE.finditer(source)):
        raise Unsafe("a backslash stands only before a backslash, a quote, n, r or t")
    if any(match["tail"] for match in TOKEN.finditer(QUOTED.sub("''", source))):
        raise Unsafe("a number is written like 12, 2.5 or 1e6, with a space behind it")


def check_tree(tree: ast.AST) -> None:
    """Raises Unsafe naming the first thing that is not allowed."""
    seen = 0
    pending: list[tuple[ast.AST, int, bool]] = [(tree, 0, False)]
    while pending:
        node, depth, inside = pending.pop()
        seen += 1
        if seen > MAX_NODES or depth > MAX_DEPTH:
            raise Unsafe("too long or too deeply nested")
        if not isinstance(node, ALLOWED):
            raise Unsafe(f"{type(node).__name__} is not part of the language")
        check_node(node)
        looping = isinstance(node, COMPREHENSIONS)
        if looping and inside:
            raise Unsafe("a comprehension inside a comprehension is not part of the language")
        pending.extend((child, depth + 1, inside or looping) for child in ast.iter_child_nodes(node))


def check_node(node: ast.AST) -> None:
    """Raises Unsafe for an allowed kind of node used in a way that is not allowed."""
    if isinstance(node, ast.Name) and node.id.startswith("_"):
        raise Unsafe(f"names beginning with _ are reserved: {node.id}")
    if isinstance(node, ast.Name) and node.id in FOREIGN_NAMES:
        raise Unsafe(f"{node.id} is written {FOREIGN_NAMES[node.id]} here")
    if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
        raise Unsafe(f"names beginning with _ are reserved: {node.attr}")
    if isinstance(node, ast.Constant) and not isinstance(node.value, (str, int, float, bool, type(None))):
        raise Unsafe(f"a constant of this kind is not part of the language: {node.value!r}")
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value.bit_length() > MAX_INT_BITS:
        raise Unsafe("this number is too large")
    if isinstance(node, ast.Call):
        check_call(node)
    if isinstance(node, ast.Dict) and any(not isinstance(key, ast.Constant) for key in node.keys):
        raise Unsafe("keys of a mapping are written as texts")
    if isinstance(node, COMPREHENSIONS):
        check_comprehension(node)
    if isinstance(node, ast.Compare):
        check_identity(node)


def check_call(node: ast.Call) -> None:
    """Only named functions, only positional arguments."""
    if isinstance(node.func, ast.Attribute):
        raise Unsafe(f"a value has no operations of its own, so .{node.func.attr}() can't be called")
    if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
        raise Unsafe(f"only these functions can be called: {', '.join(sorted(FUNCTIONS))}")
    if node.keywords:
        raise Unsafe("functions take no named arguments")


def check_comprehension(node: ast.GeneratorExp | ast.ListComp) -> None:
    """One `for`, one plain name."""
    if len(node.generators) != 1 or node.generators[0].is_async:
        raise Unsafe("a comprehension has exactly one for")
    target = node.generators[0].target
    if not isinstance(target, ast.Name):
        raise Unsafe("the for of a comprehension takes one plain name")


def check_identity(node: ast.Compare) -> None:
    """`is` compares with None and with nothing else."""
    for operator, right in zip(node.ops, node.comparators, strict=True):
        is_none = isinstance(right, ast.Constant) and right.value is None
        if isinstance(operator, (ast.Is, ast.IsNot)) and not is_none:
            raise Unsafe("is can only be used with None")
