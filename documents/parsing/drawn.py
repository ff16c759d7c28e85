"""Pages as small pictures for screens: few colours where that is small, WebP for photographs."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from documents.parsing import pdfs, pictures
from documents.parsing.sniff import PDF

MOST_PIXELS = 4_000_000
COLOURS = 8
SMALL_ENOUGH = 0.12  # bytes per pixel (an A4 page at 900 px: 137 kB); a larger PNG is probably a photograph
WEBP_QUALITIES = (50, 20)  # the second only for what is still large


def draw(
    source: tuple[Path, str], number: int, widths: list[int], folder: Path, limits: dict[str, Any]
) -> list[dict[str, Any]]:
    """Write page `number` (1…) of the source (path, media type) in each width to the folder; tells what it wrote."""
    (path, media_type), widest = source, max(widths)
    if media_type == PDF:
        whole = pdfs.draw_page(path, number, widest, MOST_PIXELS)
    else:
        box = (widest, MOST_PIXELS // widest)
        whole = pictures.upright(path, media_type, number - 1, box, limits["picture_pixels"])
    return [_write(whole, width, folder / f"{number}-{width}") for width in sorted(widths, reverse=True)]


def _write(whole: Image.Image, width: int, target: Path) -> dict[str, Any]:
    picture = whole.copy()
    picture.thumbnail((width, max(width * whole.height // whole.width + 1, 1)), Image.Resampling.LANCZOS)
    encoded, media_type = _encode(picture)
    target.write_bytes(encoded)
    return {
        "width": width,
        "width_px": picture.width,
        "height_px": picture.height,
        "media_type": media_type,
        "file": target.name,
    }


def _encode(picture: Image.Image) -> tuple[bytes, str]:
    few, enough = BytesIO(), picture.width * picture.height * SMALL_ENOUGH
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(few, "PNG", optimize=True)
    if few.tell() <= enough:
        return few.getvalue(), "image/png"
    for quality in WEBP_QUALITIES:
        photo = BytesIO()
        picture.save(photo, "WEBP", quality=quality)
        if photo.tell() <= enough:
            break
    return photo.getvalue(), "image/webp"
