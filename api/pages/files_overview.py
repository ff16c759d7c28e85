"""All personnel files at a glance: completeness, what is missing, what ends; as a table to keep, too."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.context import House
from api.deps import Look, Who
from api.pages.letters import CSV, given
from api.pages.profile_view import FilesRow, FilesView
from api.pages.shell import shell_of
from api.pages.viewer import Viewer, act_of, viewer_of
from api.pages.words import Option
from api.rendering import show
from kernel.act import Act
from kernel.render import N_, day_text
from people import directory
from workflows.dosir import overview
from workflows.dosir.checklist import Line, Mark
from workflows.dosir.declarations import declared
from workflows.dosir.overview import Asked, FileRow
from workflows.tables import csv_text

MOST = 4  # titles in a row; the file itself names all
router = APIRouter(prefix="/people", include_in_schema=False)
COLUMNS = (N_("Name"), N_("Employment"), N_("Unit"), N_("Post"), N_("Complete (percent)"), N_("Missing"), N_("Ending"))


def read_asked(
    unit: Annotated[str, Query(max_length=20)] = "",
    text: Annotated[str, Query(alias="q", max_length=100)] = "",
    lacking: bool = False,
) -> Asked:
    """The filter of the query string."""
    return Asked(unit, text, lacking)


WhichFiles = Annotated[Asked, Depends(read_asked)]


@router.get("/files")
def show_files(
    request: Request,
    house: House,
    look: Look,
    who: Who,
    asked: WhichFiles,
    name: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """A page of the overview."""
    viewer, act = viewer_of(request, house, look, who), act_of(look, who)
    view = files_of(viewer, act, asked, (name, after) if after else None)
    return show(request, "dosir/files.html", shell=shell_of(viewer, "services"), page=view)


@router.get("/files.csv")
def export_files(request: Request, house: House, look: Look, who: Who, asked: WhichFiles) -> Response:
    """The same as a table for office programs."""
    viewer = viewer_of(request, house, look, who)
    units = unit_names(viewer)
    rows = [_cells(viewer, row, units) for row in overview.export(act_of(look, who), asked)]
    return given("dosir.csv", csv_text([viewer.say(title) for title in COLUMNS], rows).encode(), CSV)


def files_of(viewer: Viewer, act: Act, asked: Asked, after: tuple[str, str] | None) -> FilesView:
    """The overview in words."""
    found = overview.page(act, asked, after=after)
    units, names = unit_names(viewer), overview.tells_what_is_missing(act)
    query = {"unit": asked.unit, "q": asked.text, **({"lacking": "true"} if asked.lacking else {})}
    kept = {name: value for name, value in query.items() if value}
    older = ""
    if found.next is not None:
        older = f"/people/files?{urlencode({**kept, 'name': found.next[0], 'after': found.next[1]})}"
    full = sum(row.completeness.percent == 100 for row in found.rows)
    return FilesView(
        summary=viewer.say(
            N_("%(full)s of the %(count)s files shown here are complete"), full=full, count=len(found.rows)
        ),
        rows=tuple(_row(viewer, row, units, names=names) for row in found.rows),
        units=(
            Option("", viewer.say(N_("All units")), not asked.unit),
            *(Option(code, name, code == asked.unit) for code, name in units.items()),
        ),
        text=asked.text,
        lacking=asked.lacking,
        older=older,
        csv=f"/people/files.csv?{urlencode(kept)}" if overview.exports(act) else "",
        filters=overview.sees_all(act),
    )


def unit_names(viewer: Viewer) -> dict[str, str]:
    """The units of the office by code."""
    return {unit.code: unit.name for unit in directory.list_units(viewer.session)}


def _row(viewer: Viewer, row: FileRow, units: dict[str, str], *, names: bool, most: int = MOST) -> FilesRow:
    told = row.completeness
    missing, ending = [line for line in told.missing if line.mark is Mark.MISSING], told.expiring
    if names:
        lacking, ends = _titles(viewer, missing, most), _endings(viewer, ending)
    else:
        lacking = viewer.say(N_("%(count)s missing"), count=len(missing)) if missing else ""
        ends = viewer.say(N_("%(count)s ending"), count=len(ending)) if ending else ""
    facts = {"there": told.there, "needed": told.needed}
    return FilesRow(
        name=row.who.name,
        about=f"{row.who.post} · {row.who.employment}",
        unit=units.get(row.who.unit, row.who.unit),
        percent=told.percent,
        there=viewer.say(N_("%(there)s of %(needed)s"), **facts),
        lacking=lacking,
        ending=ends,
        url=f"/people/{row.who.person_id}/file",
    )


def _titles(viewer: Viewer, lines: list[Line], most: int) -> str:
    named = [viewer.say(line.kind.title) for line in lines[:most]]
    if len(lines) > most:
        named.append(viewer.say(N_("and %(count)s others"), count=len(lines) - most))
    return ", ".join(named)


def _endings(viewer: Viewer, lines: tuple[Line, ...]) -> str:
    said = []
    for line in lines:
        facts = {"kind": viewer.say(line.kind.title), "day": day_text(viewer.lang, line.until) if line.until else ""}
        expired = line.mark is Mark.EXPIRED
        said.append(viewer.say(N_("%(kind)s ended on %(day)s") if expired else N_("%(kind)s ends on %(day)s"), **facts))
    return ", ".join(said)


def _cells(viewer: Viewer, row: FileRow, units: dict[str, str]) -> list[str]:
    shown = _row(viewer, row, units, names=True, most=len(declared().kinds))
    return [row.who.name, row.who.employment, shown.unit, row.who.post, str(shown.percent), shown.lacking, shown.ending]
