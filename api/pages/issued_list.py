"""Builds the list of all numbers of a series, and the same as a table for office programs."""

from urllib.parse import urlencode

from api.pages.check_view import PaperRow, PapersView
from api.pages.checking import TONES
from api.pages.viewer import Viewer
from api.pages.words import Empty, Lamp, Option
from kernel.render import N_, day_text
from workflows import issuing
from workflows.issued import PAPER_LABELS
from workflows.issuing import Paper
from workflows.tables import csv_text

ON_A_PAGE = 100
Which = tuple[str, int]
COLUMNS = (
    N_("Series"),
    N_("No."),
    N_("Number"),
    N_("Date"),
    N_("Paper"),
    N_("Signed by"),
    N_("As"),
    N_("State"),
    "SHA-256",
)


def papers_of(viewer: Viewer, asked: Which, before: int) -> PapersView:
    """One page of a series: that asked for, else the newest."""
    known = issuing.list_series(viewer.session)
    which = chosen_of(known, asked)
    found = issuing.list_in_series(viewer.session, *which, before=before or None, limit=ON_A_PAGE)
    query = {"series": which[0], "year": which[1]}
    is_full = len(found) == ON_A_PAGE and found[-1].serial is not None and found[-1].serial > 1
    older = f"/papers?{urlencode({**query, 'before': found[-1].serial})}" if is_full else ""
    return PapersView(
        series=tuple(_choice(viewer, (name, year), which) for name, year in known),
        rows=tuple(_row(viewer, paper) for paper in found),
        whole=_whole(viewer, which) if found else None,
        csv=f"/papers/register.csv?{urlencode(query)}" if found else "",
        older=older,
        empty=Empty(
            viewer.say(N_("No paper was issued yet.")),
            viewer.say(N_("Papers appear here with their numbers as they are signed.")),
        ),
    )


def chosen_of(known: list[Which], asked: Which) -> Which:
    """The series and year asked for when there are papers of it, else the newest."""
    return asked if asked in known or not known else known[0]


def csv_of(viewer: Viewer, asked: Which) -> str:
    """All numbers of a series in a year, in their order."""
    which = chosen_of(issuing.list_series(viewer.session), asked)
    rows = [_cells(viewer, paper) for paper in reversed(issuing.list_in_series(viewer.session, *which))]
    return csv_text([viewer.say(title) for title in COLUMNS], rows)


def _choice(viewer: Viewer, one: Which, which: Which) -> Option:
    return Option(
        f"/papers?{urlencode({'series': one[0], 'year': one[1]})}",
        f"{viewer.say(_name(one[0]))} {one[1]}",
        one == which,
    )


def _name(series: str) -> str:
    """A series as the office reads it: `surat_cuti` is Surat cuti."""
    return series.replace("_", " ").capitalize()


def _row(viewer: Viewer, paper: Paper) -> PaperRow:
    may = paper.document_id is not None and viewer.offices.may_see_paper(viewer.session, viewer.actor, paper)
    return PaperRow(
        number=paper.number,
        dated=day_text(viewer.lang, paper.dated_on),
        title=viewer.say(paper.title),
        signer=f"{paper.signer.name}, {paper.signer.title_line}",
        lamp=Lamp(TONES[paper.state], viewer.say(PAPER_LABELS[paper.state])),
        url=f"/papers/{paper.id}.pdf" if may else "",
    )


def _cells(viewer: Viewer, paper: Paper) -> list[str]:
    return [
        paper.series,
        str(paper.serial or ""),
        paper.number,
        paper.dated_on.isoformat(),
        viewer.say(paper.title),
        paper.signer.name,
        paper.signer.title_line,
        viewer.say(PAPER_LABELS[paper.state]),
        paper.sha256,
    ]


def _whole(viewer: Viewer, which: Which) -> Lamp:
    first, last, count = issuing.span_of(viewer.session, *which)
    if count == last - first + 1:
        return Lamp("ok", viewer.say(N_("Numbers %(first)s to %(last)s: none is missing"), first=first, last=last))
    return Lamp("late", viewer.say(N_("Numbers are missing between %(first)s and %(last)s"), first=first, last=last))
