"""Sheets: blocks one beneath the other on A4, with the letterhead on the first page."""

from collections.abc import Sequence
from functools import singledispatch
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    LongTable,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)

from documents.pdf import qr
from documents.pdf.blocks import Block, Checks, Column, Facts, Seal, Signature, Table, Text
from documents.pdf.look import FOOT, MARGIN, PLAIN, STRONG, Look, Paper, draw_letterhead, draw_title

WIDTH = A4[0] - 2 * MARGIN
ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
SHADE = Color(0.92, 0.92, 0.92)
LABEL = 110.0  # points


def sheet(look: Look, blocks: Sequence[Block]) -> bytes:
    """A PDF of the blocks, in order, over as many pages as they need."""
    target = BytesIO()
    template = BaseDocTemplate(target, pagesize=A4, invariant=1)
    frame = Frame(MARGIN, FOOT + 14, WIDTH, A4[1] - MARGIN - FOOT - 14, 0, 0, 0, 0, id="body")
    template.addPageTemplates(PageTemplate("page", [frame]))
    story = [_Head(look), *(part for block in blocks for part in (*_flow(block), Spacer(0, 8)))]
    template.build(story, canvasmaker=lambda filename, **_: Paper(filename, look))
    return target.getvalue()


class _Head(Flowable):
    """Letterhead and title at the top of the first page."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.height = A4[1] - _draw_head(Canvas(BytesIO(), pagesize=A4), self.look, A4[1])
        return WIDTH, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.translate(-MARGIN, 0)
        _draw_head(self.canv, self.look, self.height)
        self.canv.restoreState()


class _Box(Flowable):
    """A square to tick."""

    def __init__(self, ticked: bool) -> None:
        super().__init__()
        self.ticked = ticked

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 8, 10

    def draw(self) -> None:
        self.canv.rect(0, 1, 8, 8)
        if self.ticked:
            self.canv.line(1.5, 2.5, 6.5, 7.5)
            self.canv.line(1.5, 7.5, 6.5, 2.5)


def _draw_head(canvas: Any, look: Look, top: float) -> float:
    if look.letterhead is not None:
        top = draw_letterhead(canvas, look.letterhead, top)
    return draw_title(canvas, look, top)


@singledispatch
def _flow(block: Any) -> list[Any]:
    raise TypeError(f"no sheet has a {type(block).__name__}")


@_flow.register
def _(block: Text) -> list[Any]:
    return [_paragraph(block.text, strong=block.strong)]


@_flow.register
def _(block: Facts) -> list[Any]:
    rows = [[_paragraph(label), _paragraph(":"), _paragraph(value)] for label, value in block.pairs]
    return [_table(rows, [LABEL, 8, WIDTH - LABEL - 8], [("TOPPADDING", (0, 0), (-1, -1), 1)])] if rows else []


@_flow.register
def _(block: Checks) -> list[Any]:
    cells = [cell for text, ticked in block.choices for cell in (_Box(ticked), _paragraph(text))]
    across = 2 * block.columns
    rows = [cells[start : start + across] for start in range(0, len(cells), across)]
    if not rows:
        return []
    rows[-1] += [""] * (across - len(rows[-1]))
    return [_table(rows, [14, WIDTH / block.columns - 14] * block.columns, [])]


@_flow.register
def _(block: Table) -> list[Any]:
    shares = sum(column.share for column in block.columns)
    head = [_paragraph(column.title, strong=True) for column in block.columns]
    rows = [[_cell(text, column) for text, column in zip(row, block.columns, strict=True)] for row in block.rows]
    look = [("GRID", (0, 0), (-1, -1), 0.4, black), ("BACKGROUND", (0, 0), (-1, 0), SHADE)]
    widths = [WIDTH * column.share / shares for column in block.columns]
    return [_table([head, *rows], widths, look, repeat=1)]


@_flow.register
def _(block: Signature) -> list[Any]:
    lines = [block.place_and_date, block.post, None, block.name, block.rank, block.number]
    indent = WIDTH * 0.55
    parts = [Spacer(0, 48) if line is None else _paragraph(line, indent=indent) for line in lines if line != ""]
    return [KeepTogether(parts)]


@_flow.register
def _(block: Seal) -> list[Any]:
    words = [_paragraph(line, small=True) for line in block.lines]
    square = qr.Square(block.address)
    return [KeepTogether([_table([[square, words]], [square.side + 10, WIDTH - square.side - 10], [])])]


def _cell(text: str, column: Column) -> Any:
    return _paragraph(text, align=column.align)


def _paragraph(
    text: str, *, strong: bool = False, align: str = "left", indent: float = 0.0, small: bool = False
) -> Any:
    style = ParagraphStyle(
        "text",
        fontName=STRONG if strong else PLAIN,
        fontSize=8 if small else 9.5,
        leading=10 if small else 12,
        alignment=ALIGN[align],
        leftIndent=indent,
        splitLongWords=1,
    )
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _table(rows: list[list[Any]], widths: list[float], look: list[tuple[Any, ...]], repeat: int = 0) -> Any:
    plain = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    return LongTable(rows, widths, style=TableStyle([*plain, *look]), repeatRows=repeat, hAlign="LEFT")
