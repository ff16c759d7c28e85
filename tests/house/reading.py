"""The repository as the house rules see it: its files, its modules, their functions."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("kernel", "forms", "engine", "people", "documents", "workflows", "api", "jobs", "cli")


@dataclass(frozen=True)
class Module:
    """One Python file of ours."""

    name: str
    lines: int
    tree: ast.Module

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    @property
    def calls(self) -> Iterator[ast.Call]:
        """Every call."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@cache
def files() -> tuple[str, ...]:
    """Every file that is, or would be, in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(name for name in listed.splitlines() if (ROOT / name).is_file())


def text_of(name: str) -> str:
    """The text of a file; empty when it is not text."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def modules(*tops: str) -> tuple[Module, ...]:
    """The Python files below these folders."""
    names = [name for name in files() if name.endswith(".py") and name.split("/")[0] in tops]
    return tuple(Module(name, len(text_of(name).splitlines()), ast.parse(text_of(name), name)) for name in names)
