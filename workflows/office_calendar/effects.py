"""What an area may say about another calendar: which limits of its cases follow, and what else would change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from engine.calendar_changes import Pinned
from kernel.act import Act
from kernel.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Effect:
    """Something beside the deadlines of cases that another calendar changes: of which record, in a msgid with facts."""

    record: str
    about: str
    facts: Mapping[str, Any] = field(default_factory=dict)


CalendarEffects = Callable[[Session, Calendar, Calendar], Sequence[Effect]]
CalendarLimits = Callable[[Session, Pinned, Calendar], Mapping[str, Any]]
CalendarFollows = Callable[[Act, Pinned, Calendar], None]


def no_effects(_session: Session, _before: Calendar, _after: Calendar) -> Sequence[Effect]:
    """Nothing else changes."""
    return ()


def no_limits(_session: Session, _pinned: Pinned, _after: Calendar) -> Mapping[str, Any]:
    """The cases of the area keep no limits in their data."""
    return {}


def nothing_follows(_act: Act, _pinned: Pinned, _after: Calendar) -> None:
    """The records of the area keep no limits."""
