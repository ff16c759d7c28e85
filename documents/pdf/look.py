"""What every paper of ours has around its content: letterhead, title, page numbers, the mark of sample data."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from kernel import render
from kernel.errors import N_

PLAIN, STRONG = "Helvetica", "Helvetica-Bold"
MARGIN = 15 * mm
FOOT = 10 * mm
PALE = Color(0.55, 0.55, 0.55, alpha=0.22)
PAGE_OF = N_("Page %(page)s of %(pages)s")
SAMPLE = N_("SAMPLE DATA")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the office: lines from the highest authority to the office itself, then its address."""

    lines: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The frame of a paper. `note` stands small at the foot (who printed it, when); `sample` marks demo data."""

    title: str
    letterhead: Letterhead | None = None
    note: str = ""
    sample: bool = False
    lang: str = "id"
    subtitle: str = ""


class Paper(Canvas):
    """A canvas that writes the foot of each page when the number of pages is known."""

    def __init__(self, target: Any, look: Look, pagesize: tuple[float, float] = A4) -> None:
        super().__init__(target, pagesize=pagesize, invariant=1, pageCompression=1, lang=look.lang)
        self.look = look
        self.setTitle(look.title)
        self.setAuthor(look.letterhead.lines[-1] if look.letterhead and look.letterhead.lines else "Satu Pintu")
        self.setCreator("Satu Pintu")
        self._kept_pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - its name in reportlab
        """Keep the page for the second pass."""
        self._kept_pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages with their feet."""
        for number, page in enumerate(self._kept_pages, start=1):
            self.__dict__.update(page)
            _draw_foot(self, number, len(self._kept_pages))
            super().showPage()
        super().save()


def new_paper(look: Look, pagesize: tuple[float, float]) -> tuple[Paper, BytesIO]:
    """An empty paper and where its bytes will be after `save()`."""
    target = BytesIO()
    return Paper(target, look, pagesize), target


def draw_letterhead(canvas: Canvas, letterhead: Letterhead, top: float) -> float:
    """Draw the letterhead centred below `top` (points); gives the height of its lower edge."""
    width = canvas._pagesize[0]
    for line in letterhead.lines:
        last = line is letterhead.lines[-1]
        size = 13 if last else 11
        top -= size + 3
        canvas.setFont(STRONG if last else PLAIN, size)
        canvas.drawCentredString(width / 2, top, line)
    canvas.setFont(PLAIN, 8)
    for line in simpleSplit(letterhead.address, PLAIN, 8, width - 2 * MARGIN):
        top -= 11
        canvas.drawCentredString(width / 2, top, line)
    top -= 5
    canvas.setLineWidth(1.5)
    canvas.line(MARGIN, top, width - MARGIN, top)
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, top - 2, width - MARGIN, top - 2)
    return top - 4


def draw_title(canvas: Canvas, look: Look, top: float) -> float:
    """Draw title and subtitle centred below `top` (points); gives the height below them."""
    width = canvas._pagesize[0]
    for text, font, size in ((look.title, STRONG, 12), (look.subtitle, PLAIN, 9)):
        canvas.setFont(font, size)
        for line in simpleSplit(text, font, size, width - 2 * MARGIN):
            top -= size + 4
            canvas.drawCentredString(width / 2, top, line)
    return top - 8


def _draw_foot(canvas: Paper, page: int, pages: int) -> None:
    width, height = canvas._pagesize
    look = canvas.look
    numbers = render.text(look.lang, PAGE_OF, {"page": page, "pages": pages})
    canvas.setFillColor(black)
    canvas.setFont(PLAIN, 8)
    canvas.drawRightString(width - MARGIN, FOOT, numbers)
    for line in simpleSplit(look.note, PLAIN, 8, width * 0.65)[:1]:
        canvas.drawString(MARGIN, FOOT, line)
    if look.sample:
        _draw_sample(canvas, render.text(look.lang, SAMPLE), width, height)


def _draw_sample(canvas: Paper, words: str, width: float, height: float) -> None:
    canvas.saveState()
    canvas.setFillColor(PALE)
    canvas.setFont(STRONG, 64)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(35)
    canvas.drawCentredString(0, -20, words)
    canvas.restoreState()
