"""The calendars this installation knows, by version. A version never changes: another list of days has another name.

Published ones stand in the database; their names end in a digest of what they say, so that a process may keep every
one it has read. Whoever loads a case makes its calendars known first (`know`, `learn`).
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from kernel import sql
from kernel.calendar import Calendar, from_json
from kernel.db import Base, UtcDateTime
from kernel.errors import N_, NotFound
from kernel.history import Event

FOLDER = Path(__file__).parent
CURRENT = "calendar"  # the calendar in force in a session's info: asked once for each unit of work
NEWEST = "SELECT version FROM office_calendar ORDER BY number DESC LIMIT 1"
_added: dict[str, Calendar] = {}


class OfficeCalendar(Base):
    """A published version: the `number`-th, made from `based_on`; `moves` tells whether running cases were to follow.

    The note is the publisher's own and may be erased; `planned_at` is when all cases to be moved had been listed.
    """

    __tablename__ = "office_calendar"
    version: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    based_on: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    moves: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(Text)
    planned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CalendarUnknown(NotFound):
    """A version that is not among the calendars here. Facts: version."""

    code = "calendar.unknown"
    sentence = N_("The calendar %(version)s is not known here. Put its file back to go on.")


def current(session: Session) -> Calendar:
    """The calendar in force, to which new cases are pinned: the newest published one, else the newest that ships."""
    found: Calendar | None = session.info.get(CURRENT)
    if found is None:
        row = sql.run(session, NEWEST).fetchone()
        found = shipped() if row is None else know(session, row[0])
        session.info[CURRENT] = found
    return found


def know(session: Session, version: str) -> Calendar:
    """The calendar of a version, read from the database the first time. Raises CalendarUnknown."""
    found = get_or_none(version)
    if found is None:
        row = sql.run(session, "SELECT text FROM office_calendar WHERE version = ?", (version,)).fetchone()
        if row is None:
            raise CalendarUnknown(version=version or "–")
        add(found := from_json(row[0]))
    return found


def learn(session: Session, events: Iterable[Event]) -> None:
    """Makes the calendars known that some events name; one that is nowhere is missed by whoever counts on it."""
    for version in {event.data.get("calendar") for event in events}:
        learn_version(session, version)


def learn_version(session: Session, version: str | None) -> None:
    """The same for one version, or none."""
    try:
        if version:
            know(session, version)
    except CalendarUnknown:
        return


def get(version: str) -> Calendar:
    """The calendar of a version that is known. Raises CalendarUnknown."""
    found = get_or_none(version)
    if found is None:
        raise CalendarUnknown(version=version or "–")
    return found


def shipped() -> Calendar:
    """The newest calendar that ships with the product."""
    return max(_bundled().values(), key=lambda calendar: _place(calendar.version))


def add(calendar: Calendar) -> None:
    """Makes a calendar known beside those that ship. Raises ValueError when its name stands for another already."""
    if get_or_none(calendar.version) not in (None, calendar):
        raise ValueError(f"the calendar {calendar.version} is known with other days")
    _added[calendar.version] = calendar


def forget() -> None:
    """Empty what this process has read, as a restart would."""
    _added.clear()


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
