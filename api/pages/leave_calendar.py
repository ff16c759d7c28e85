"""The team calendar: who of a unit is away in a month."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.pages.leave_request_view import DayCell, MemberRow, TeamView
from api.pages.shell import shell_of
from api.pages.speech import Speech
from api.pages.viewer import Seen, Viewer
from api.pages.words import Empty, Link, Option
from api.rendering import show
from forms.coerce import is_plausible
from kernel.render import N_, day_text, month_short
from people import directory, structure
from workflows.leave import team
from workflows.leave.briefing import span
from workflows.leave.team import Absent, Member

router = APIRouter(prefix="/leave", include_in_schema=False)
ONE = timedelta(days=1)
PAGE = "/leave/calendar"


@router.get("/calendar")
def show_calendar(
    request: Request,
    viewer: Seen,
    unit: Annotated[str, Query(max_length=40)] = "",
    month: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """A month of a unit; first one's own unit and the month that runs."""
    return show(request, "leave/calendar.html", shell=shell_of(viewer, "services"), team=team_of(viewer, unit, month))


def team_of(viewer: Viewer, unit: str, month: str) -> TeamView:
    """Who is away, day by day."""
    units = directory.list_units(viewer.session)
    code = unit if unit in {one.code for one in units} else _own_unit(viewer) or units[0].code
    first = _first(viewer, month)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    days = [first + ONE * step for step in range(last.day)]
    members = team.of_unit(viewer.session, viewer.actor, code, (first, last), viewer.now)
    return TeamView(
        title=f"{month_short(viewer.lang, first)} {first.year}",
        units=tuple(Option(one.code, one.name, one.code == code) for one in units),
        month=f"{first:%Y-%m}",
        before=_url(code, first - ONE),
        after=_url(code, last + ONE),
        days=tuple(DayCell(_kind(viewer, day), str(day.day), _named(viewer, day)) for day in days),
        rows=tuple(_row(viewer, member, days) for member in members),
        empty=Empty(viewer.say(N_("Nobody belongs to this unit.")), viewer.say(N_("Choose another unit."))),
    )


def _own_unit(viewer: Viewer) -> str:
    code = structure.find_post_of_person(viewer.session, viewer.actor.id, viewer.now)
    post = structure.find_post(viewer.session, code) if code else None
    return post.unit if post else ""


def _first(viewer: Viewer, month: str) -> date:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        first = date.min
    return first if is_plausible(first.year) else viewer.calendar.date_of(viewer.now).replace(day=1)


def _url(unit: str, day: date) -> str:
    return f"{PAGE}?unit={unit}&month={day:%Y-%m}"


def _kind(viewer: Viewer, day: date) -> str:
    return "day" if viewer.calendar.is_working_day(day) else "holiday" if day in viewer.calendar.days else "off"


def _named(viewer: Viewer, day: date) -> str:
    named = viewer.calendar.days.get(day)
    return f"{day_text(viewer.lang, day)}: {named.name}" if named else day_text(viewer.lang, day)


def _row(viewer: Viewer, member: Member, days: list[date]) -> MemberRow:
    cells = []
    for day in days:
        found = next((one for one in member.away if one.starts_on <= day <= one.last_on), None)
        cells.append(_cell(viewer, day, found))
    speech = Speech(viewer)
    away = tuple(
        Link(f"{speech.say(span(one.starts_on, one.last_on))}: {_label(viewer, one)}", one.url) for one in member.away
    )
    return MemberRow(member.name, tuple(cells), away)


def _cell(viewer: Viewer, day: date, found: Absent | None) -> DayCell:
    kind = _kind(viewer, day)
    if found is None:
        return DayCell(kind)
    label = _label(viewer, found)
    mark = label[0].upper() if kind == "day" else ""
    state = "away" if found.firm else "asked"
    return DayCell(f"{kind} {state}" if kind == "day" else kind, mark, f"{day_text(viewer.lang, day)}: {label}")


def _label(viewer: Viewer, one: Absent) -> str:
    label = viewer.say(one.label)
    return label if one.firm else viewer.say(N_("%(kind)s, asked for"), kind=label)
