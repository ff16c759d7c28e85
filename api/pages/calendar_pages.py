"""Builds the page of the year and that of a published version."""

import calendar as months
from datetime import date

from api.pages import calendar_words as words
from api.pages.calendar_view import Cell, Month, VersionLine, VersionView, YearView
from api.pages.viewer import Viewer
from kernel import calendars
from kernel.calendar import Calendar
from kernel.calendars import CalendarUnknown
from kernel.render import N_, number
from people import directory
from people.roles import Role
from workflows.office_calendar import comparing, drafts, moving, publishing
from workflows.office_calendar.editing import FIRST_YEAR, LAST_YEAR
from workflows.office_calendar.moving import Progress
from workflows.office_calendar.publishing import Version

EDITORS = (Role.PENGELOLA_KEPEGAWAIAN, Role.KASUBBAG_UMUM, Role.ADMIN_SISTEM)


def year_of(viewer: Viewer, year: int) -> YearView:
    """The year as it is in force."""
    calendar = viewer.calendar
    complete = N_("The list of %(year)s is complete.")
    if not calendar.has_full_year(year):
        complete = N_("The list of %(year)s is not complete yet; leave into that year can't be counted.")
    return YearView(
        year=year,
        summary=viewer.say(N_("Version %(version)s is in force."), version=calendar.version),
        complete=viewer.say(complete, year=year),
        before=f"/calendar?year={year - 1}" if year > FIRST_YEAR else "",
        after=f"/calendar?year={year + 1}" if year < LAST_YEAR else "",
        weekdays=words.weekdays(viewer),
        months=tuple(_month(viewer, calendar, year, index) for index in range(1, 13)),
        named=words.named_of(viewer, calendar, year),
        hours=words.week(viewer, calendar.hours),
        periods=tuple(words.period(viewer, one) for one in calendar.periods if year in (one.first.year, one.last.year)),
        versions=_versions(viewer, calendar),
        may_edit=viewer.actor.has_role(*EDITORS),
        drafted=drafts.find(viewer.session, viewer.actor.id) is not None,
    )


def version_of(viewer: Viewer, version: str) -> VersionView:
    """One published version. Raises CalendarUnknown."""
    found = publishing.find_version(viewer.session, version)
    if found is None:
        raise CalendarUnknown(version=version)
    before, after = (calendars.know(viewer.session, one) for one in (found.based_on, version))
    progress = moving.progress(viewer.session, version)
    editor = viewer.actor.has_role(*EDITORS)
    return VersionView(
        version=version,
        about=_about(viewer, found, directory.names(viewer.session, {found.published_by})),
        note=found.note,
        changes=words.changes(viewer, comparing.changes(before, after)),
        progress=_progress(viewer, found, progress),
        moved=progress.moved + progress.ended,
        total=progress.total,
        details=_details(viewer, found, progress),
        running=found.moves and (progress.listing or progress.waiting > 0),
        may_move=editor and not found.moves and viewer.calendar.version == version,
    )


def _progress(viewer: Viewer, found: Version, progress: Progress) -> str:
    if not found.moves:
        return viewer.say(N_("For new cases only: running cases keep the calendar they began with."))
    if progress.listing:
        return viewer.say(
            N_("The running cases are being listed; %(count)s so far."), count=_num(viewer, progress.total)
        )
    if not progress.total:
        return viewer.say(N_("No case was under way on another calendar."))
    facts = {"moved": _num(viewer, progress.moved), "total": _num(viewer, progress.total)}
    return viewer.say(N_("%(moved)s of %(total)s moved"), **facts)


def _details(viewer: Viewer, found: Version, progress: Progress) -> tuple[str, ...]:
    if not found.moves:
        return ()
    lines = [viewer.say(N_("%(count)s deadlines moved."), count=_num(viewer, progress.deadlines))]
    if progress.ended:
        sentence = N_("%(count)s cases ended before their turn, or had followed already.")
        lines.append(viewer.say(sentence, count=_num(viewer, progress.ended)))
    if progress.waiting:
        sentence = N_("%(count)s wait for their turn; a suspended case follows when it goes on.")
        lines.append(viewer.say(sentence, count=_num(viewer, progress.waiting)))
    return tuple(lines)


def _num(viewer: Viewer, count: int) -> str:
    return number(viewer.lang, count)


def _versions(viewer: Viewer, current: Calendar) -> tuple[VersionLine, ...]:
    found = publishing.list_versions(viewer.session)
    names = directory.names(viewer.session, {one.published_by for one in found})
    lines = [
        VersionLine(
            one.version,
            f"/calendar/versions/{one.version}",
            _about(viewer, one, names),
            one.note,
            one.version == current.version,
        )
        for one in found
    ]
    shipped = calendars.shipped().version
    about = viewer.say(N_("came with the product"))
    return (*lines, VersionLine(shipped, "", about, "", shipped == current.version))


def _about(viewer: Viewer, found: Version, names: dict[str, str]) -> str:
    who = names.get(found.published_by, found.published_by)
    return viewer.say(N_("published by %(who)s, %(at)s"), who=who, at=found.published_at)


def _month(viewer: Viewer, calendar: Calendar, year: int, index: int) -> Month:
    weeks = months.Calendar().monthdatescalendar(year, index)
    rows = tuple(tuple(_cell(viewer, calendar, day) if day.month == index else None for day in one) for one in weeks)
    return Month(words.month(viewer, index), rows)


def _cell(viewer: Viewer, calendar: Calendar, day: date) -> Cell:
    named = calendar.days.get(day)
    if named is not None:
        return Cell(str(day.day), words.TONES.get(named.kind, "holiday"), named.name)
    if not calendar.is_working_day(day):
        return Cell(str(day.day), "off")
    period = next((one for one in calendar.periods if one.first <= day <= one.last), None)
    return Cell(str(day.day), "short", words.period_name(viewer, period)) if period else Cell(str(day.day))
