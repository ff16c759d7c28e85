"""Several pictures as one PDF: each on a page inside A4, re-encoded as JPEG at a size good to read."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2

from documents.parsing import pictures

LONG_SIDE = 2480  # px; 210 dpi on A4
QUALITY = 75
A4 = (595.276, 841.89)  # points


def join(sources: list[tuple[Path, str]], target: Path, limits: dict[str, Any]) -> int:
    """Write one PDF of the pictures (path, media type) in order; gives its number of pages. Raises: Refused."""
    pdf = pypdfium2.PdfDocument.new()
    for path, media_type in sources:
        _add_page(pdf, pictures.upright(path, media_type, 0, (LONG_SIDE, LONG_SIDE), limits["picture_pixels"]))
    pages = len(pdf)
    pdf.save(target)
    pdf.close()
    return pages


def _add_page(pdf: Any, picture: Any) -> None:
    encoded = BytesIO()
    picture.save(encoded, "JPEG", quality=QUALITY)
    encoded.seek(0)
    image = pypdfium2.PdfImage.new(pdf)
    image.load_jpeg(encoded, inline=True)
    width, height = _inside_a4(picture.width, picture.height)
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page = pdf.new_page(width, height)
    page.insert_obj(image)
    page.gen_content()
    page.close()


def _inside_a4(width: int, height: int) -> tuple[float, float]:
    paper = A4 if height >= width else A4[::-1]
    scale = min(paper[0] / width, paper[1] / height)
    return max(width * scale, 1.0), max(height * scale, 1.0)
