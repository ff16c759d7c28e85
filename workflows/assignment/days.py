"""The days of an assignment: which are possible, and the calendars of all who are assigned."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from engine.calendar_changes import Pinned
from kernel import history
from kernel.act import Act
from kernel.calendar import Calendar
from people import absences, directory
from people.absences import Reason
from workflows.assignment import trace
from workflows.assignment.errors import AssigneesAway, DaysInThePast, DaysTurnedRound, TooLong, YearNotKnown
from workflows.assignment.models import Assignment, AssignmentPerson
from workflows.assignment.settings import AssignmentSettings, assignment_settings


def require_days(calendar: Calendar, limits: AssignmentSettings, days: tuple[date, date], today: date) -> None:
    """Raises DaysTurnedRound, DaysInThePast, TooLong, YearNotKnown."""
    starts_on, last_on = days
    if last_on < starts_on:
        raise DaysTurnedRound
    if starts_on < today:
        raise DaysInThePast(starts_on=starts_on)
    if (last_on - starts_on).days >= limits.longest_days:
        raise TooLong(days=limits.longest_days)
    if not calendar.has_full_year(last_on.year):
        raise YearNotKnown(year=last_on.year)


def require_free(act: Act, people: Sequence[str], days: tuple[date, date], record: str) -> None:
    """Refuses days on which somebody is away or asked to be, naming all of them; others who ask wait here.

    Raises AssigneesAway.
    """
    for person in sorted(people):  # one order for everybody, so that no two wait for each other
        history.take(act.session, f"person:{person}")
    taken = [one for one in absences.list_between(act.session, people, *days) if one.record != record]
    if taken:
        names = directory.names(act.session, {one.person for one in taken})
        told = (f"{names[one.person]} ({_said(one.starts_on)} - {_said(one.last_on)})" for one in taken)
        raise AssigneesAway(who="; ".join(told))


def hold(act: Act, row: Assignment, people: Sequence[str]) -> None:
    """Write who is assigned and hold the days of each, in place of what was held before. Raises AssigneesAway."""
    require_free(act, people, (row.starts_on, row.last_on), trace.record_of(row.id))
    release(act, row.id)
    act.session.execute(delete(AssignmentPerson).where(AssignmentPerson.assignment_id == row.id))
    for place, person in enumerate(people):
        held = absences.record(
            act, person, row.starts_on, row.last_on, Reason.TRAVEL, record=trace.record_of(row.id), firm=False
        )
        act.session.add(AssignmentPerson(assignment_id=row.id, person_id=person, place=place, absence_id=held))
    act.session.flush()


def block(act: Act, row: Assignment) -> list[str]:
    """Make the days of everybody sure; gives who. Raises AssigneesAway when somebody is taken meanwhile."""
    people = trace.people_of(act.session, row.id)
    require_free(act, [one.person_id for one in people], (row.starts_on, row.last_on), trace.record_of(row.id))
    for one in people:
        if one.absence_id is not None:
            absences.confirm(act, one.absence_id)
    return [one.person_id for one in people]


def release(act: Act, assignment_id: str) -> None:
    """Take back all days."""
    for one in trace.people_of(act.session, assignment_id):
        if one.absence_id is not None:
            absences.cancel(act, one.absence_id)
            one.absence_id = None
    act.session.flush()


def free_after(act: Act, assignment_id: str, last_on: date) -> None:
    """Take back the days behind one; all of them when it had not begun."""
    for one in trace.people_of(act.session, assignment_id):
        if one.absence_id is not None:
            absences.shorten(act, one.absence_id, last_on)


def report_limits(calendar: Calendar, last_on: date) -> dict[str, str]:
    """When the report on an assignment opens and when it is due, as process data hold it."""
    noon = datetime.combine(last_on, time(12), calendar.timezone)
    due_at = calendar.close_of_nth_working_day_after(noon, assignment_settings().report_working_days)
    opens_at = calendar.opens_at(working_day_after(calendar, last_on))
    return {"report_opens_at": opens_at.isoformat(), "report_due_at": due_at.isoformat()}


def calendar_limits(session: Session, pinned: Pinned, after: Calendar) -> Mapping[str, Any]:
    """Another calendar: the limits of the report that follow."""
    row = session.get(Assignment, pinned.data["assignment_id"])
    known = [] if row is None else report_limits(after, row.last_on).items()
    return {name: at for name, at in known if pinned.data.get(name) not in (None, at)}


def working_day_after(calendar: Calendar, day: date) -> date:
    """The first working day behind a day."""
    day += timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def names_of(session: Session, assignment_id: str) -> list[str]:
    """The names of all who are assigned, the first-named first."""
    people = [one.person_id for one in trace.people_of(session, assignment_id)]
    names = directory.names(session, people)
    return [names.get(person, "") for person in people]


def _said(day: date) -> str:
    return f"{day:%d-%m-%Y}"
