"""The calendars this installation knows, by version. A version never changes: another list of days has another name."""

from functools import lru_cache
from pathlib import Path

from sqlalchemy.orm import Session

from kernel.calendar import Calendar, from_json
from kernel.errors import N_, NotFound

FOLDER = Path(__file__).parent
_added: dict[str, Calendar] = {}


class CalendarUnknown(NotFound):
    """A version that is not among the calendars here. Facts: version."""

    code = "calendar.unknown"
    sentence = N_("The calendar %(version)s is not known here. Put its file back to go on.")


def get(version: str) -> Calendar:
    """The calendar of a version. Raises CalendarUnknown."""
    found = _added.get(version) or _bundled().get(version)
    if found is None:
        raise CalendarUnknown(version=version or "–")
    return found


def current(_session: Session) -> Calendar:
    """The calendar in force: new cases are pinned to it."""
    return max(_bundled().values(), key=lambda calendar: _place(calendar.version))


def add(calendar: Calendar) -> None:
    """Makes a calendar known beside those that ship. Raises ValueError when its name stands for another already."""
    if get_or_none(calendar.version) not in (None, calendar):
        raise ValueError(f"the calendar {calendar.version} is known with other days")
    _added[calendar.version] = calendar


def get_or_none(version: str) -> Calendar | None:
    """The calendar of a version, if it is known."""
    return _added.get(version) or _bundled().get(version)


@lru_cache(maxsize=1)
def _bundled() -> dict[str, Calendar]:
    found = [from_json(path.read_bytes()) for path in sorted(FOLDER.glob("calendar_*.json"))]
    return {calendar.version: calendar for calendar in found}


def _place(version: str) -> tuple[int, ...]:
    """`2026-10` comes behind `2026-9`."""
    return tuple(int(part) for part in version.split("-") if part.isdigit())
