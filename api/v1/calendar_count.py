"""Working days on the office calendar in force."""

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.deps import Look, require_scope
from kernel import calendars
from people.tokens import Scope
from workflows.office_calendar import counts

router = APIRouter(prefix="/api/v1/calendar", tags=["calendar"])


class Skipped(BaseModel):
    """A day that does not count: `weekend`, or the kind and name of a named day (libur_nasional, cuti_bersama …)."""

    model_config = ConfigDict(from_attributes=True)
    on: date
    reason: str
    name: str


class Counted(BaseModel):
    """Working days from the first to the last day, both included.

    `unknown_years` are those whose holidays are not announced yet: their days are in no figure and in no list.
    """

    calendar: str = Field(description="The version of the calendar that was counted on")
    starts_on: date
    last_on: date
    working_days: int
    years: dict[int, int]
    skipped: list[Skipped]
    unknown_years: list[int]


@router.get("/count", dependencies=[require_scope(Scope.CALENDAR_READ)])
def count_days(look: Look, starts_on: date, last_on: date) -> Counted:
    """The working days between two days, by year, with the reason of each day that is skipped."""
    calendar = calendars.current(look)
    found = counts.count(calendar, starts_on, last_on)
    return Counted(
        calendar=calendar.version,
        starts_on=starts_on,
        last_on=last_on,
        working_days=sum(found.years.values()),
        years=found.years,
        skipped=[Skipped.model_validate(day) for day in found.skipped],
        unknown_years=found.unknown_years,
    )
