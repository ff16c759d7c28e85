"""What the office has, as far as the checks are told: names that a diagram may use."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """Names that exist; None where nobody told, and then nothing is said about such names."""

    handlers: frozenset[str] | None = None
    forms: frozenset[str] | None = None
    desks: frozenset[str] | None = None
    processes: frozenset[str] | None = None


def forms_in(files: Iterable[str]) -> frozenset[str]:
    """The keys of the forms among the names of a bundle's files."""
    return frozenset(name.removeprefix("forms/").removesuffix(".json") for name in files if name.startswith("forms/"))
