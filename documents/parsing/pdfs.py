"""PDF files: do they open, how many pages, and pages as pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from documents.parsing.faults import PARSER_FAULTS, Refused

TAIL = 2048  # the end mark stands here, even with the rubbish some scanners leave behind it
TRIED = 25  # pages whose content is parsed at receipt; the others are when they are drawn


def count_pages(path: Path, limits: dict[str, Any]) -> int:
    """Number of pages of a PDF that really opens. Raises: Refused."""
    if b"%%EOF" not in _tail(path):
        raise Refused("damaged")
    with _opened(path) as pdf:
        pages = len(pdf)
        if pages > limits["pages"]:
            raise Refused("too_many_pages", limit=limits["pages"])
        if not pages:
            raise Refused("damaged")
        for index in range(pages):
            _check_size(pdf, index, limits["page_points"])
        for index in range(min(pages, TRIED)):
            _page(pdf, index).close()
    return pages


def draw_page(path: Path, number: int, width: int, most_pixels: int) -> Image.Image:
    """Page `number` (1…) as an RGB picture `width` px wide, narrower when it would have too many pixels."""
    with _opened(path) as pdf:
        pdf.init_forms()  # else what people typed into fields is not drawn
        page = _page(pdf, number - 1)
        across, down = page.get_size()
        scale = min(width / across, (most_pixels / (across * down)) ** 0.5)
        try:
            drawn: Image.Image = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
            return drawn
        except PARSER_FAULTS as fault:
            raise Refused("damaged") from fault


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        locked = fault.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Refused("encrypted" if locked else "damaged") from fault
    try:
        yield pdf
    finally:
        pdf.close()


def _page(pdf: Any, index: int) -> Any:
    try:
        return pdf[index]
    except PARSER_FAULTS as fault:
        raise Refused("damaged") from fault


def _check_size(pdf: Any, index: int, most: float) -> None:
    try:
        across, down = pdf.get_page_size(index)
    except PARSER_FAULTS as fault:
        raise Refused("damaged") from fault
    if not (1 <= across <= most and 1 <= down <= most):
        raise Refused("page_too_large", page=index + 1)


def _tail(path: Path) -> bytes:
    with path.open("rb") as source:
        source.seek(max(path.stat().st_size - TAIL, 0))
        return source.read()
