"""Sizes: what does not fit on a few screens is not understood in a hurry."""

import ast

from tests.house.reading import ROOMS, Module, modules

LONGEST_MODULE = 500
LONGEST_FUNCTION = 60
LONGEST_PREAMBLE = 5


def is_migration(module: Module) -> bool:
    """A migration is a list of what changed, as long as that is."""
    return "/migrations/versions/" in module.name


def test_keeps_modules_short() -> None:
    long = [
        f"{module.name}: {module.lines} lines"
        for module in modules(*ROOMS, "tests")
        if module.lines > LONGEST_MODULE and not is_migration(module)
    ]
    assert long == []


def test_keeps_functions_short() -> None:
    long = [
        f"{module.name}:{function.lineno} {function.name}: {length} lines"
        for module in modules(*ROOMS)
        for function in module.functions
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION and not is_migration(module)
    ]
    assert long == []


def test_every_module_says_in_a_few_lines_what_it_keeps() -> None:
    wordless = [
        module.name
        for module in modules(*ROOMS)
        if not 0 < len((ast.get_docstring(module.tree) or "").splitlines()) <= LONGEST_PREAMBLE
    ]
    assert wordless == []


def test_every_function_is_annotated() -> None:
    bare = [
        f"{module.name}:{function.lineno} {function.name}"
        for module in modules(*ROOMS)
        for function in module.functions
        if function.returns is None and function.name != "__init__"
    ]
    assert bare == []
