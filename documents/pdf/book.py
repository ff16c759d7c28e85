"""Registers and books: one long table on A4 landscape, its header on every page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from documents.pdf.blocks import Column
from documents.pdf.look import FOOT, MARGIN, PLAIN, STRONG, Look, Paper, draw_letterhead, draw_title, new_paper

SIZE, LEADING, PAD = 8, 10, 3
SHADE = Color(0.92, 0.92, 0.92)
BOTTOM = FOOT + 14
MOST_LINES = 30  # of one cell; the rest is told by "…"


def table_book(look: Look, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    """A PDF with one row for each entry; long texts wrap inside their column. An empty book has its header."""
    paper, target = new_paper(look, landscape(A4))
    book = _Book(paper, columns)
    book.begin()
    for row in rows:
        book.write(row)
    paper.showPage()
    paper.save()
    return target.getvalue()


@dataclass
class _Book:
    """Where the next row of the table goes (`top`, in points)."""

    paper: Paper
    columns: Sequence[Column]
    top: float = field(init=False, default=0.0)
    edges: list[float] = field(init=False)

    def __post_init__(self) -> None:
        whole = self.paper._pagesize[0] - 2 * MARGIN
        shares = sum(column.share for column in self.columns)
        self.edges = [MARGIN]
        for column in self.columns:
            self.edges.append(self.edges[-1] + whole * column.share / shares)

    def begin(self) -> None:
        top = self.paper._pagesize[1] - MARGIN
        if self.paper.look.letterhead is not None:
            top = draw_letterhead(self.paper, self.paper.look.letterhead, top)
        self.top = draw_title(self.paper, self.paper.look, top)
        self._head()

    def write(self, row: Sequence[str]) -> None:
        cells = [self._wrapped(place, text, PLAIN) for place, text in enumerate(row)]
        if self.top - _height(cells) < BOTTOM:
            self.paper.showPage()
            self.top = self.paper._pagesize[1] - MARGIN
            self._head()
        self._draw(cells, PLAIN)

    def _head(self) -> None:
        cells = [self._wrapped(place, column.title, STRONG) for place, column in enumerate(self.columns)]
        self.paper.setFillColor(SHADE)
        self.paper.rect(MARGIN, self.top - _height(cells), self.edges[-1] - MARGIN, _height(cells), stroke=0, fill=1)
        self._draw(cells, STRONG)

    def _wrapped(self, place: int, text: str, font: str) -> list[str]:
        width = self.edges[place + 1] - self.edges[place] - 2 * PAD
        lines = [part for line in simpleSplit(text, font, SIZE, width) for part in _broken(line, font, width)]
        return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "…"]

    def _draw(self, cells: Sequence[list[str]], font: str) -> None:
        bottom = self.top - _height(cells)
        self.paper.setFillColor(black)
        self.paper.setFont(font, SIZE)
        for place, lines in enumerate(cells):
            baseline = self.top - PAD - SIZE + 1
            for line in lines:
                self._put(place, baseline, line)
                baseline -= LEADING
        self.paper.setLineWidth(0.4)
        self.paper.grid(self.edges, [bottom, self.top])
        self.top = bottom

    def _put(self, place: int, baseline: float, line: str) -> None:
        left, right = self.edges[place] + PAD, self.edges[place + 1] - PAD
        if self.columns[place].align == "right":
            self.paper.drawRightString(right, baseline, line)
        elif self.columns[place].align == "center":
            self.paper.drawCentredString((left + right) / 2, baseline, line)
        else:
            self.paper.drawString(left, baseline, line)


def _height(cells: Sequence[list[str]]) -> float:
    return float(max([1, *(len(lines) for lines in cells)]) * LEADING + 2 * PAD)


def _broken(line: str, font: str, width: float) -> list[str]:
    """A line whose single word is wider than the column, in pieces (numbers without spaces are common)."""
    if stringWidth(line, font, SIZE) <= width:
        return [line]
    pieces = [""]
    for sign in line:
        if pieces[-1] and stringWidth(pieces[-1] + sign, font, SIZE) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces
