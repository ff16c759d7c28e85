"""Page images: small, right way up, made once, never for withheld documents."""

from io import BytesIO

import pytest
from PIL import Image

from documents import archive, intake, pages
from documents.blobs import Blobs
from documents.models import Document, DocumentState
from documents.pages import READING, THUMBNAIL
from kernel.act import Act
from tests import files
from tests.rooms.documents.conftest import part


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is looked at here are bytes; rows on both databases are in test_page_rows."""
    return sqlite_url


def picture_of(act: Act, blobs: Blobs, document: Document, number: int, width: int) -> Image.Image:
    return Image.open(BytesIO(blobs.read(archive.page_image(act.session, document.id, number, width).sha256)))


@pytest.mark.parametrize("content", [files.pdf(2), files.tiff(2), files.picture(), files.heic()])
def test_each_page_has_a_reading_image_and_a_thumbnail(act: Act, blobs: Blobs, content: bytes) -> None:
    document = pages.render(act, blobs, intake.receive(act, blobs, [part(content)]).id)
    assert document.state == DocumentState.DRAWN
    for width in pages.WIDTHS:
        drawn = archive.page_images(act.session, document.id, width)
        assert [one.number for one in drawn] == list(range(1, document.pages + 1))
        seen = picture_of(act, blobs, document, 1, width)
        assert seen.size == (drawn[0].width_px, drawn[0].height_px)
        assert seen.width <= width
        assert f"image/{seen.format}".lower() == drawn[0].media_type


def test_a_page_of_a_pdf_is_900_and_200_pixels_wide(act: Act, blobs: Blobs) -> None:
    document = pages.render(act, blobs, intake.receive(act, blobs, [part(files.pdf())]).id)
    assert picture_of(act, blobs, document, 1, READING).size == (900, 1273)
    assert picture_of(act, blobs, document, 1, THUMBNAIL).width == 200


def test_a_scan_on_dirty_paper_stays_below_150_kilobytes(act: Act, blobs: Blobs) -> None:
    document = pages.render(act, blobs, intake.receive(act, blobs, [part(files.scan(), "a.jpg")]).id)
    assert archive.page_image(act.session, document.id, 1, READING).size < 150_000
    assert archive.page_image(act.session, document.id, 1, THUMBNAIL).size < 10_000


def test_a_turned_photograph_is_drawn_upright(act: Act, blobs: Blobs) -> None:
    content = files.picture(size=(400, 300), orientation=6)
    document = pages.render(act, blobs, intake.receive(act, blobs, [part(content)]).id)
    seen = picture_of(act, blobs, document, 1, READING).convert("L")
    assert seen.size == (300, 400)
    assert seen.getpixel((150, 50)) < 40
    assert seen.getpixel((150, 350)) > 215


def test_typed_form_fields_are_drawn(act: Act, blobs: Blobs) -> None:
    document = pages.render(act, blobs, intake.receive(act, blobs, [part(files.filled_form())]).id)
    seen = picture_of(act, blobs, document, 1, READING).convert("L")
    assert min(seen.crop((80, 580, 740, 700)).getextrema()) < 60


def test_a_16_bit_scan_keeps_its_greys(act: Act, blobs: Blobs) -> None:
    target = BytesIO()
    Image.new("I;16", (100, 100), 32768).save(target, "PNG")
    document = pages.render(act, blobs, intake.receive(act, blobs, [part(target.getvalue())]).id)
    assert picture_of(act, blobs, document, 1, READING).convert("L").getpixel((50, 50)) == 128


def test_a_very_long_page_is_bounded_in_pixels(act: Act, blobs: Blobs) -> None:
    document = pages.render(act, blobs, intake.receive(act, blobs, [part(files.pdf(1, (20, 14_000)))]).id)
    seen = picture_of(act, blobs, document, 1, READING)
    assert seen.width * seen.height < 4_100_000
