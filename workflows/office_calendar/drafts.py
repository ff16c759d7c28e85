"""What a person has changed of the calendar and not yet published: kept in the database until then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from kernel import calendar_text, calendars, canonical, sql
from kernel.act import Act
from kernel.calendar import Calendar, from_json
from kernel.db import instant
from workflows.office_calendar import editing
from workflows.office_calendar.comparing import Changes, changes
from workflows.office_calendar.editing import Written
from workflows.office_calendar.errors import CalendarInvalid, CalendarUnreadable, DraftMissing
from workflows.office_calendar.models import CalendarDraft

NAME = "draft"  # the version of a calendar that has none yet


@dataclass(frozen=True, slots=True)
class Draft:
    """A calendar in the making: as it is written, as it counts, the version it began from."""

    based_on: str
    written: Written
    calendar: Calendar
    saved_at: datetime


def find(session: Session, person: str) -> Draft | None:
    """The draft of a person."""
    row = session.get(CalendarDraft, person, populate_existing=True)
    if row is None:
        return None
    return Draft(row.based_on, row.text, calendar_of(row.text), row.saved_at)


def get(session: Session, person: str) -> Draft:
    """The same. Raises DraftMissing."""
    found = find(session, person)
    if found is None:
        raise DraftMissing
    return found


def edit(act: Act, change: Callable[[Written], Written]) -> None:
    """Change the actor's draft, begun from the calendar in force when there is none. Raises what the change raises."""
    draft = find(act.session, act.actor.id)
    newest = calendars.current(act.session)
    base, written = (newest.version, calendar_text.told(newest)) if draft is None else (draft.based_on, draft.written)
    _keep(act, base, change(written))


def replace(act: Act, based_on: str, told: Any) -> Draft:
    """Put a whole calendar in the place of the draft. Raises CalendarUnreadable, CalendarUnknown, what edits raise."""
    calendars.know(act.session, based_on)
    _keep(act, based_on, read(told))
    return get(act.session, act.actor.id)


def carry_over(act: Act) -> None:
    """Put the changes of the draft on top of the calendar in force; where both changed a day, the draft counts.

    Raises DraftMissing.
    """
    draft, newest = get(act.session, act.actor.id), calendars.current(act.session)
    own = changes(calendars.know(act.session, draft.based_on), draft.calendar)
    _keep(act, newest.version, merged(calendar_text.told(newest), draft.written, own))


def discard(act: Act) -> None:
    """Forget the draft; nothing happens when there is none."""
    sql.run(act.session, "DELETE FROM calendar_draft WHERE person = ?", (act.actor.id,))


def read(told: Any) -> Written:
    """A calendar from outside, checked like one that is typed. Raises CalendarUnreadable and what edits raise."""
    try:
        calendar = calendar_of(told)
        written = {**calendar_text.told(calendar), "version": NAME}
        if len(calendar.days) != len(told["days"]):
            raise CalendarUnreadable
        for day in written["days"]:
            if day["kind"] not in editing.KINDS:
                raise CalendarUnreadable
    except CalendarInvalid:
        raise
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CalendarUnreadable from None
    return written


def calendar_of(written: Written) -> Calendar:
    """The calendar that is written down, as one that has no version yet."""
    return from_json(canonical.text({**written, "version": NAME}))


def merged(newest: Written, draft: Written, own: Changes) -> Written:
    """The newest calendar with the changes of a draft. Pure."""
    mine, days = ({day["on"]: day for day in one["days"]} for one in (draft, newest))
    for changed in own.days:
        on = changed.on.isoformat()
        days.pop(on, None)
        if on in mine:
            days[on] = mine[on]
    firsts = {period.first.isoformat() for one in own.periods for period in (one.before, one.after) if period}
    kept = [one for one in newest["periods"] if one["first"] not in firsts]
    added = [one for one in draft["periods"] if one["first"] in firsts]
    years = (set(newest["full_years"]) | set(own.completed)) - set(own.opened)
    return {
        **newest,
        "hours": draft["hours"] if own.weekdays else newest["hours"],
        "days": [days[on] for on in sorted(days)],
        "periods": sorted([*kept, *added], key=lambda one: str(one["first"])),
        "full_years": sorted(years),
    }


def _keep(act: Act, based_on: str, written: Written) -> None:
    sql.run(
        act.session,
        "INSERT INTO calendar_draft (person, based_on, text, saved_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person) DO UPDATE SET based_on = excluded.based_on, text = excluded.text,"
        " saved_at = excluded.saved_at",
        (act.actor.id, based_on, canonical.text({**written, "version": NAME}), instant(act.now)),
    )
