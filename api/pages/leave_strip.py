"""Draws the leave year as a strip of days, a month in each row, and tells the same in a table."""

from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from api.pages.leave_view import Cell, Period, Strip, StripRow
from api.pages.viewer import Viewer
from api.pages.words import Option
from kernel.calendar import Calendar
from kernel.render import N_, day_text, month_short
from people import absences
from people.absences import Away
from workflows.leave import counting
from workflows.leave.movements import record_of

SIDE, LEFT, TOP = 10, 34, 12  # of a day, of the names of months, of the numbers of days
LEGEND = (
    ("leave", N_("annual leave or long leave")),
    ("asked", N_("reserved for a request")),
    ("joint", N_("joint leave")),
    ("holiday", N_("holiday")),
    ("off", N_("weekend")),
)
KINDS = {"cuti_bersama": "joint", "libur_nasional": "holiday", "libur_lokal": "holiday", "kerja_khusus": "work"}
LEAVE = "leave"


def strip_of(viewer: Viewer, person_id: str, year: int, requests: Collection[str], works_on: frozenset[date]) -> Strip:
    """The year of a person: holidays, and the days of those leaves that the ledger knows."""
    wanted = {record_of(request) for request in requests}
    first, last = date(year, 1, 1), date(year, 12, 31)
    away = absences.list_between(viewer.session, [person_id], first, last) if wanted else []
    leaves = [one for one in away if one.record in wanted]
    marks = {day: one for one in leaves for day in counting.days_between(one.starts_on, one.last_on)}
    return Strip(
        label=viewer.say(N_("The leave year %(year)s, a month in each row"), year=year),
        months=tuple(_month(viewer, date(year, month, 1), marks, works_on) for month in range(1, 13)),
        legend=tuple(Option(kind, viewer.say(label)) for kind, label in LEGEND),
        periods=tuple(_period(viewer, one, works_on) for one in leaves),
        named=tuple(_named(viewer, viewer.calendar, year)),
    )


def _month(viewer: Viewer, first: date, marks: Mapping[date, Away], works_on: frozenset[date]) -> StripRow:
    cells = []
    for number in range(1, monthrange(first.year, first.month)[1] + 1):
        day = first.replace(day=number)
        kind, what = _day(viewer, day, marks.get(day), works_on)
        said = f"{day_text(viewer.lang, day)}: {what}" if what else ""
        cells.append(Cell(LEFT + (number - 1) * SIDE, kind, said))
    return StripRow(month_short(viewer.lang, first), TOP + (first.month - 1) * SIDE, tuple(cells))


def _day(viewer: Viewer, day: date, away: Away | None, works_on: frozenset[date]) -> tuple[str, str]:
    calendar = viewer.calendar
    named = calendar.days.get(day)
    if away is not None and (counting.works(calendar, day, works_on) or away.reason != LEAVE):
        return ("leave", viewer.say(N_("leave"))) if away.firm else ("asked", viewer.say(N_("reserved")))
    if named is not None:
        return KINDS[named.kind], named.name
    return ("work", "") if calendar.is_working_day(day) else ("off", "")


def _period(viewer: Viewer, one: Away, works_on: frozenset[date]) -> Period:
    count = counting.working_days(viewer.calendar, one.starts_on, one.last_on, works_on=works_on)
    what = N_("leave") if one.firm else N_("reserved")
    return Period(_days(viewer, one.starts_on, one.last_on), viewer.say(what), str(count))


def _named(viewer: Viewer, calendar: Calendar, year: int) -> list[Period]:
    days = sorted(day for day in calendar.days if day.year == year)
    return [Period(day_text(viewer.lang, day), calendar.days[day].name, "") for day in days]


def _days(viewer: Viewer, first: date, last: date) -> str:
    if last - first < timedelta(days=1):
        return day_text(viewer.lang, first)
    facts = {"first": day_text(viewer.lang, first), "last": day_text(viewer.lang, last)}
    return viewer.say(N_("%(first)s to %(last)s"), **facts)
