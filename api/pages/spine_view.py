"""The history of a record as its page shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of the history; tone '' , `late` or `quiet`."""

    clock: str
    who: str
    what: str
    detail: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class DayView:
    """The events of one day."""

    day: str
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class SpineView:
    """What happened, oldest first; `whole` says whether the chain verifies, in words."""

    days: tuple[DayView, ...]
    count: int
    whole: bool
    verdict: str
