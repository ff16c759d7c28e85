"""The one expression language: a whitelisted, Python-like subset, compiled to closures and cached by text.

It keeps what a diagram may calculate. It knows no clock, no process, no attribute of any object: a dot reads a key
of a mapping. There are no statements, no assignments and no way to call anything but `expression_functions.FUNCTIONS`.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.errors import ExpressionInvalid
from engine.expression_foreign import is_wrapped, looks_foreign, translated
from engine.expression_nodes import Closure, Scope, TooMuch, closure_of, dotted_path
from engine.expression_syntax import MAX_TEXT, Unsafe, check_text, check_tree
from engine.expression_values import weighed

__all__ = ["Compiled", "EvaluationFailed", "ExpressionInvalid", "compile", "compile_assignments"]


class EvaluationFailed(ValueError):
    """A valid expression that has no value over this data; `reason` says why."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text!r}: {reason}")
        self.text, self.reason = text, reason


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to be evaluated; `paths` are the data it reads, e.g. `("letter.security", "total")`."""

    text: str
    paths: tuple[str, ...]
    _run: Closure

    def evaluate(self, data: Mapping[str, Any]) -> Any:
        """The value over `data`. Raises EvaluationFailed."""
        try:
            return weighed(self._run(Scope(data)))
        except TooMuch as fault:
            raise EvaluationFailed(self.text, str(fault)) from None
        except KeyError as fault:
            raise EvaluationFailed(self.text, f"'{fault.args[0]}' is not in the data") from None
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as fault:
            raise EvaluationFailed(self.text, str(fault) or type(fault).__name__) from None

    def values(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the paths it reads, as far as `data` has them."""
        found = {}
        for path in self.paths:
            value: Any = data
            for key in path.split("."):
                if not isinstance(value, Mapping) or key not in value:
                    break
                value = value[key]
            else:
                found[path] = value
        return found


@lru_cache(maxsize=4096)
def compile(text: str) -> Compiled:
    """One expression. Raises ExpressionInvalid."""
    source = text.strip()
    tree = _parse(source)
    return Compiled(source, tuple(sorted(_paths(tree))), closure_of(tree.body))


def nodes_of(text: str) -> list[ast.AST]:
    """Every piece of syntax of an expression, for those who check what it is made of. Raises ExpressionInvalid."""
    return list(ast.walk(_parse(text.strip())))


@lru_cache(maxsize=1024)
def compile_assignments(script: str) -> tuple[tuple[str, Compiled], ...]:
    """A script: one `name = expression` per line, blank lines and `#` comments allowed. Raises ExpressionInvalid."""
    return tuple(_assignment(line) for line in map(str.strip, script.splitlines()) if line and line[0] != "#")


def _assignment(line: str) -> tuple[str, Compiled]:
    name, equals, right = line.partition("=")
    name = name.strip()
    if not equals or right.startswith("=") or not name.isidentifier() or name.startswith("_"):
        raise ExpressionInvalid(text=line, reason="a script line is written: name = expression", offer="")
    return name, compile(right)


def _parse(source: str) -> ast.Expression:
    if len(source) > MAX_TEXT:
        raise ExpressionInvalid(text=source[:40], reason=f"longer than {MAX_TEXT} characters", offer="")
    if is_wrapped(source):
        raise _foreign(source, "it belongs to another engine")
    try:
        return _checked(source)
    except Unsafe as fault:
        reason = str(fault)
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        reason = "not an expression"
    if looks_foreign(source):
        raise _foreign(source, reason)
    raise ExpressionInvalid(text=source, reason=reason, offer="")


def _checked(source: str) -> ast.Expression:
    check_text(source)
    tree = ast.parse(source, mode="eval")
    check_tree(tree)
    return tree


def _foreign(source: str, reason: str) -> ExpressionInvalid:
    """The refusal of another language's text, with the translation if it is an expression here."""
    offer = translated(source)
    try:
        _checked(offer)
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return ExpressionInvalid(text=source, reason=reason, offer="")
    return ExpressionInvalid(text=source, reason=f"{reason}; written here: {offer}", offer=offer)


def _paths(tree: ast.AST) -> set[str]:
    """The dotted paths read from the data, without names of functions and of comprehensions."""
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    found: set[str] = set()
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        path = dotted_path(node)
        if path is not None:
            if path.split(".")[0] not in bound:
                found.add(path)
        elif isinstance(node, ast.Call):
            pending.extend(node.args)
        else:
            pending.extend(ast.iter_child_nodes(node))
    return found
