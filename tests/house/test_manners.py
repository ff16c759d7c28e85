"""Manners that a linter does not know: who may commit, who writes the log, and nobody runs text as code."""

import ast
import re

from tests.house.reading import ROOMS, modules, text_of

RUNS_TEXT = {"eval", "exec", "execfile", "__import__"}


def called(call: ast.Call) -> str:
    """The last word of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_runs_no_text_as_code() -> None:
    found = [
        f"{module.name}:{call.lineno}"
        for module in modules(*ROOMS)
        for call in module.calls
        if isinstance(call.func, ast.Name) and call.func.id in RUNS_TEXT
    ]
    assert found == []


def test_only_the_database_door_commits() -> None:
    found = [
        f"{module.name}:{call.lineno}"
        for module in modules(*ROOMS)
        if module.name != "kernel/db.py" and "/migrations/" not in module.name
        for call in module.calls
        if called(call) in {"commit", "rollback"}
    ]
    assert found == []


def test_only_the_history_writes_events() -> None:
    writes = re.compile(r"INSERT\s+(?:OR\s+\w+\s+)?INTO\s+event\b", re.IGNORECASE)
    found = [module.name for module in modules(*ROOMS) if writes.search(text_of(module.name))]
    assert [name for name in found if name != "kernel/history.py"] == []


def test_stays_synchronous_but_for_the_web_door() -> None:
    found = [
        f"{module.name}:{function.lineno} {function.name}"
        for module in modules(*ROOMS)
        if not module.name.startswith("api/")
        for function in module.functions
        if isinstance(function, ast.AsyncFunctionDef)
    ]
    assert found == []


def test_catches_everything_in_few_places() -> None:
    found = [
        f"{module.name}:{node.lineno}"
        for module in modules(*ROOMS)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert len(found) <= 4, found  # around an errand, around a page, around a transaction
