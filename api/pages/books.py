"""Builds the agenda book and the times of units for a period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import Depends, Query

from api.pages.lamps import span
from api.pages.letter_view import BookRow, BookView, TimingRow
from api.pages.papers import voice_of
from api.pages.register_pages import day
from api.pages.viewer import Viewer
from api.pages.words import Empty
from kernel.render import N_
from people import directory
from workflows.letters import paper, queries
from workflows.letters.queries import BookEntry, UnitTimes

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Period:
    """The days asked for, or None for the present month."""

    since: date | None
    until: date | None

    def days(self, viewer: Viewer) -> tuple[date, date]:
        """First and last day, in order, at most a year."""
        today = viewer.calendar.date_of(viewer.now)
        until = self.until or today
        since = min(self.since or until.replace(day=1), until)
        return max(since, until - LONGEST), until


def read_period(
    since: Annotated[str, Query(alias="from", max_length=10)] = "",
    until: Annotated[str, Query(alias="to", max_length=10)] = "",
) -> Period:
    """The period of the query string."""
    return Period(day(since), day(until))


WhichPeriod = Annotated[Period, Depends(read_period)]


def entries_of(viewer: Viewer, period: Period) -> list[BookEntry]:
    """The lines of the book this reader may have."""
    since, until = period.days(viewer)
    return queries.agenda_book(viewer.session, viewer.actor, since, until, viewer.calendar)


def book_of(viewer: Viewer, period: Period) -> BookView:
    """The book on the screen."""
    since, until = period.days(viewer)
    entries, voice = entries_of(viewer, period), voice_of(viewer)
    rows = paper.book_rows(entries, voice)
    asked = f"from={since.isoformat()}&to={until.isoformat()}"
    times = queries.unit_times(viewer.session, since, until, viewer.calendar, viewer.now)
    units = {unit.code: unit.name for unit in directory.list_units(viewer.session)}
    return BookView(
        title=viewer.say(paper.BOOK_TITLE),
        since=since,
        until=until,
        columns=tuple(column.title for column in paper.book_columns(voice)),
        rows=tuple(BookRow(f"/letters/{one.letter.id}", tuple(row)) for one, row in zip(entries, rows, strict=True)),
        timing=tuple(_timing(viewer, one, units.get(one.unit, one.unit)) for one in times),
        pdf=f"/letters/agenda.pdf?{asked}",
        csv=f"/letters/agenda.csv?{asked}",
        empty=Empty(
            viewer.say(N_("No letters in this period.")),
            viewer.say(N_("The book is kept by the registry; others see the times of the units only.")),
        ),
    )


def _timing(viewer: Viewer, times: UnitTimes, name: str) -> TimingRow:
    def said(length: timedelta | None) -> str:
        return "–" if length is None else span(viewer, length)

    return TimingRow(
        unit=name,
        letters=str(times.duties),
        to_read=said(times.to_read),
        to_dispose=said(times.to_dispose),
        to_finish=said(times.to_finish),
        late=str(times.late),
    )
