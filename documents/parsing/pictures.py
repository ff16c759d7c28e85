"""Pictures: do they decode to the last byte, how many frames, upright, at a sane size."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from documents.parsing.faults import PARSER_FAULTS, Refused
from documents.parsing.sniff import HEIC

FORMATS = {"image/jpeg": ["JPEG", "MPO"], "image/png": ["PNG"], "image/tiff": ["TIFF"], HEIC: ["HEIF"]}
PAPER = "white"


def count_frames(path: Path, media_type: str, limits: dict[str, Any]) -> int:
    """Number of pages of a picture (TIFF may have several); each is decoded. Raises: Refused."""
    with _opened(path, media_type, limits["picture_pixels"]) as picture:
        frames = int(getattr(picture, "n_frames", 1)) if media_type == "image/tiff" else 1
        if frames > limits["pages"]:
            raise Refused("too_many_pages", limit=limits["pages"])
        for frame in range(frames):
            _seek(picture, frame, limits["picture_pixels"])
            picture.draft("RGB", (64, 64))
            picture.load()
    return frames


def upright(path: Path, media_type: str, frame: int, box: tuple[int, int], most_pixels: int) -> Image.Image:
    """Frame (0…) in RGB, upright by its EXIF orientation, on white, not larger than the box (px). Raises: Refused."""
    with _opened(path, media_type, most_pixels) as picture:
        _seek(picture, frame, most_pixels)
        longest = max(box)
        picture.draft("RGB", (longest, longest))
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        turned = ImageOps.exif_transpose(picture)
        turned.thumbnail(box, Image.Resampling.LANCZOS)
        return _on_paper(turned)


@contextmanager
def _opened(path: Path, media_type: str, most_pixels: int) -> Iterator[Image.Image]:
    if media_type == HEIC:
        import pillow_heif

        pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = most_pixels
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=FORMATS[media_type]) as picture:
            _check_pixels(picture, most_pixels)
            yield picture
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise Refused("picture_too_large", limit=most_pixels // 1_000_000) from fault
    except PARSER_FAULTS as fault:
        raise Refused("damaged") from fault


def _seek(picture: Image.Image, frame: int, most_pixels: int) -> None:
    if frame:
        picture.seek(frame)
        _check_pixels(picture, most_pixels)


def _check_pixels(picture: Image.Image, most: int) -> None:
    if picture.width * picture.height > most:
        raise Refused("picture_too_large", limit=most // 1_000_000)


def _on_paper(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, PAPER)
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
