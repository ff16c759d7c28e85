"""The facts of a refusal as people read them: persons by their names."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from api import answers
from kernel.errors import AppError
from people import directory

PERSONS = ("who", "person")


def named(session: Session, fault: AppError) -> Mapping[str, Any]:
    """The facts of a refusal with names for persons; None is said as nothing."""
    facts = answers.shown(fault.facts)
    ids = {name: str(facts[name]) for name in PERSONS if facts.get(name)}
    names = directory.names(session, set(ids.values()))
    return {**facts, **{name: names.get(one, one) for name, one in ids.items()}}
