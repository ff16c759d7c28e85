"""Publishing the office calendar: a new version for good, an event of the house, the order to move running cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel import calendar_text, calendars, canonical, history, outbox
from kernel.act import Act
from kernel.calendar import Calendar, from_json
from kernel.calendars import OfficeCalendar
from workflows.office_calendar import comparing, drafts
from workflows.office_calendar.drafts import Draft
from workflows.office_calendar.errors import (
    CalendarOvertaken,
    CalendarUnchanged,
    CalendarUnsound,
    NoteMissing,
    NotTheNewest,
    Remark,
)

STREAM = "house:calendar"
PLAN = "calendar.plan"
MAX_NOTE = 500


@dataclass(frozen=True, slots=True)
class Version:
    """A published version; `moves` tells whether running cases were to follow it."""

    version: str
    number: int
    based_on: str
    moves: bool
    note: str
    published_at: datetime
    published_by: str


def list_versions(session: Session) -> list[Version]:
    """All published versions, newest first."""
    rows = session.scalars(select(OfficeCalendar).order_by(OfficeCalendar.number.desc()))
    return [_version(row) for row in rows]


def find_version(session: Session, version: str) -> Version | None:
    """One published version; None for one that ships with the product."""
    row = session.get(OfficeCalendar, version)
    return None if row is None else _version(row)


def remarks_of(session: Session, draft: Draft, now: datetime) -> Sequence[Remark]:
    """What publishing a draft would say against it."""
    base = calendars.know(session, draft.based_on)
    return comparing.remarks(base, draft.calendar, draft.calendar.date_of(now))


def publish(act: Act, note: str, *, moves: bool) -> Version:
    """Publish the actor's draft; with `moves` the running cases follow, one after the other, in errands.

    Raises DraftMissing, NoteMissing, CalendarOvertaken, CalendarUnchanged, CalendarUnsound; the draft stays then.
    """
    head = history.take(act.session, STREAM)
    act.session.info.pop(calendars.CURRENT, None)  # it may have been asked before the lock was ours
    newest, draft = calendars.current(act.session), drafts.get(act.session, act.actor.id)
    said = " ".join(note.split())
    if not 0 < len(said) <= MAX_NOTE:
        raise NoteMissing(limit=MAX_NOTE)
    if draft.based_on != newest.version:
        raise CalendarOvertaken(version=newest.version)
    if not comparing.changes(newest, draft.calendar):
        raise CalendarUnchanged
    against = [remark for remark in remarks_of(act.session, draft, act.now) if remark.stops]
    if against:
        raise CalendarUnsound(against)
    row = _keep(act, head.number, draft, said)
    row.moves = int(moves)
    act.session.flush()
    drafts.discard(act)
    _tell(act, head, row)
    if moves:
        order(act, row.version)
    return _version(row)


def move_running(act: Act, version: str) -> None:
    """Let the running cases follow the newest version after all. Raises NotTheNewest."""
    head = history.take(act.session, STREAM)
    newest = calendars.current(act.session).version
    row = act.session.get(OfficeCalendar, version)
    if row is None or newest != version:
        raise NotTheNewest(version=newest)
    row.moves, row.planned_at = 1, None
    act.session.flush()
    history.append_at(act, head, "calendar.moving_ordered", {"calendar_version": version})
    order(act, version)


def order(act: Act, version: str) -> None:
    """Leave the errand that lists the cases to be moved."""
    outbox.put(act, PLAN, {"version": version, "after": "", "last": False}, key=f"{PLAN}:{version}:")


def _keep(act: Act, number: int, draft: Draft, note: str) -> OfficeCalendar:
    digest = calendar_text.digest(draft.written)
    version = f"{draft.calendar.date_of(act.now).year}-{_serial(act.session)}-{digest[:8]}"
    text = canonical.text({**draft.written, "version": version})
    row = OfficeCalendar(
        version=version,
        number=number,
        based_on=draft.based_on,
        text=text,
        moves=0,
        note=note,
        salt=history.new_salt(),
        published_at=act.now,
        published_by=act.actor.id,
    )
    act.session.add(row)
    act.session.flush()
    calendar: Calendar = from_json(text)
    calendars.add(calendar)
    act.session.info[calendars.CURRENT] = calendar
    return row


def _tell(act: Act, head: history.Head, row: OfficeCalendar) -> None:
    data = {
        "calendar_version": row.version,
        "based_on": row.based_on,
        "sha256": calendar_text.digest(canonical.parse(row.text)),
        "moves": bool(row.moves),
        "commitments": {"note": history.commitment(row.note, row.salt)},
    }
    history.append_at(act, head, "calendar.published", data)


def _serial(session: Session) -> int:
    """2 for the first: the calendar that ships is the first of its year."""
    return int(session.scalar(select(func.count()).select_from(OfficeCalendar)) or 0) + 2


def _version(row: OfficeCalendar) -> Version:
    return Version(row.version, row.number, row.based_on, bool(row.moves), row.note, row.published_at, row.published_by)
