"""Builds the list of balances and its table for office programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from api.pages.leave_view import BalanceRow, BalancesView
from api.pages.register_pages import day
from api.pages.viewer import Viewer
from api.pages.words import Empty, Option
from kernel.render import N_, day_text
from people import directory
from people.registry import NIP
from workflows.leave import balances, keeping
from workflows.leave.balances import BalanceLine, Place, Sought

APART = "~"
FIGURES = (N_("Left of N-2"), N_("Left of N-1"), N_("Right N"), N_("Total"), N_("Used"), N_("Reserved"), N_("Free"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; all of it stands in the query string."""

    q: str = ""
    unit: str = ""
    on: date | None = None
    after: str = ""

    def url(self, path: str, after: str = "") -> str:
        """The address of the same list elsewhere, or of the page behind a place."""
        told = {"q": self.q, "unit": self.unit, "on": self.on.isoformat() if self.on else "", "after": after}
        query = urlencode({name: value for name, value in told.items() if value})
        return f"{path}?{query}" if query else path


def read_asked(
    q: Annotated[str, Query(max_length=100)] = "",
    unit: Annotated[str, Query(max_length=30)] = "",
    on: Annotated[str, Query(max_length=10)] = "",
    after: Annotated[str, Query(max_length=300)] = "",
) -> Asked:
    """The filters of the query string; what can't be read narrows nothing."""
    return Asked(q.strip(), unit, day(on), after)


WhichBalances = Annotated[Asked, Depends(read_asked)]


def balances_of(viewer: Viewer, asked: Asked) -> BalancesView:
    """A page of balances of those whom the viewer may see. Raises BalancesClosed."""
    sought = sought_of(viewer, asked)
    found = balances.page(viewer.session, sought, after=_place(asked.after))
    units = {unit.code: unit.name for unit in directory.list_units(viewer.session)}
    following = APART.join(found.next) if found.next else ""
    every = Option("", viewer.say(N_("All units")), not asked.unit)
    return BalancesView(
        about=viewer.say(N_("Annual leave of %(year)s as of %(day)s"), **_when(viewer, sought.on)),
        columns=tuple(viewer.say(one) for one in FIGURES),
        rows=tuple(_row(viewer, line, units) for line in found.lines),
        units=(every, *(Option(code, name, code == asked.unit) for code, name in units.items())),
        text=asked.q,
        on=sought.on.isoformat(),
        more=asked.url("/leave/balances", following) if following else "",
        csv=asked.url("/leave/balances.csv"),
        empty=Empty(viewer.say(N_("Nobody matches.")), viewer.say(N_("Take the filter away to see everybody."))),
    )


def sought_of(viewer: Viewer, asked: Asked) -> Sought:
    """Whom and which day. Raises BalancesClosed."""
    reach = keeping.reach_of(viewer.session, viewer.actor)
    return Sought(asked.on or viewer.calendar.date_of(viewer.now), reach, asked.unit, asked.q)


def table_columns(viewer: Viewer) -> list[str]:
    """The columns of the table."""
    titles = (N_("NIP"), N_("Name"), N_("Unit"), N_("Post"), *FIGURES)
    return [viewer.say(title) for title in titles]


def table_rows(viewer: Viewer, asked: Asked) -> Iterator[list[str]]:
    """The rows of the table: everybody who matches. Raises BalancesClosed."""
    units = {unit.code: unit.name for unit in directory.list_units(viewer.session)}
    for line in balances.everybody(viewer.session, sought_of(viewer, asked)):
        yield [_nip(line), line.name, units.get(line.unit, line.unit), line.post, *_figures(line)]


def _row(viewer: Viewer, line: BalanceLine, units: dict[str, str]) -> BalanceRow:
    about = " · ".join(part for part in (_nip(line), line.post, units.get(line.unit, "")) if part)
    url = f"/leave/balances/{line.person_id}" if keeping.may_read_all(viewer.actor) else ""
    return BalanceRow(line.name, url, about, tuple(_figures(line)))


def _figures(line: BalanceLine) -> list[str]:
    before = ["–" if left is None else str(left) for left in (line.left_n2, line.left_n1)]
    return [*before, *(str(one) for one in (line.right, line.total, line.used, line.reserved, line.left))]


def _nip(line: BalanceLine) -> str:
    return line.nip if NIP.fullmatch(line.nip) else ""


def _when(viewer: Viewer, on: date) -> dict[str, str]:
    return {"year": str(on.year), "day": day_text(viewer.lang, on)}


def _place(after: str) -> Place | None:
    name, mark, person = after.rpartition(APART)
    return Place(name, person) if mark and "\0" not in after else None
