"""Receiving good files: kept as they are, joined where several pictures came."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from documents import archive, intake
from documents.blobs import Blobs
from documents.models import DocumentState
from kernel import history
from kernel.act import Act
from kernel.db import Database
from tests import files
from tests.rooms.documents.conftest import ANA, AT, part

GOOD = {
    "application/pdf": (files.pdf(3), 3),
    "image/jpeg": (files.picture(), 1),
    "image/png": (files.picture("PNG"), 1),
    "image/heic": (files.heic(), 1),
    "image/tiff": (files.tiff(4), 4),
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is looked at here are bytes; rows on both databases are in test_archive."""
    return sqlite_url


def pages_of(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    drawn = [page.render(scale=0.2).to_pil().convert("L") for page in document]
    document.close()
    return drawn


@pytest.mark.parametrize("media_type", GOOD)
def test_keeps_a_single_file_as_it_came(act: Act, blobs: Blobs, media_type: str) -> None:
    content, pages = GOOD[media_type]
    document = intake.receive(act, blobs, [part(content, "Surat Masuk")])
    assert (document.media_type, document.pages) == (media_type, pages)
    assert (document.sha256, document.size) == (sha256(content).hexdigest(), len(content))
    assert b"".join(archive.content(blobs, document, verify=True)) == content


def test_a_receipt_tells_who_when_and_under_which_name(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf(), "../../Surat\x00 Masuk.pdf")], record="letter:1")
    assert document.name == "Surat Masuk.pdf"
    assert (document.created_by, document.created_at) == (ANA.id, AT)
    assert (document.state, document.record) == (DocumentState.RECEIVED, "letter:1")


def test_the_log_knows_the_hash_and_not_the_name(act: Act, blobs: Blobs) -> None:
    document = intake.receive(act, blobs, [part(files.pdf(), "Ibu Siti.pdf")], record="letter:1")
    (event,) = history.read_record(act.session, "letter:1")
    assert (event.kind, event.data["sha256"]) == ("document.received", document.sha256)
    assert "Siti" not in str(event.data)
    assert history.verify(act.session, f"document:{document.id}") is None


def test_several_pictures_become_one_pdf_and_stay_themselves(act: Act, blobs: Blobs) -> None:
    sent = [files.picture(), files.picture("PNG", (800, 600)), files.heic()]
    document = intake.receive(act, blobs, [part(content, f"foto{n}.jpg") for n, content in enumerate(sent)])

    assert (document.media_type, document.pages) == ("application/pdf", 3)
    upright, wide, _ = pages_of(blobs.read(document.sha256))
    assert upright.height > upright.width
    assert wide.width > wide.height
    originals = archive.list_originals(act.session, document.id)
    assert [original.place for original in originals] == [1, 2, 3]
    assert [blobs.read(original.sha256) for original in originals] == sent
    assert [original.name for original in originals] == ["foto0.jpg", "foto1.png", "foto2.heic"]


def test_a_turned_photograph_stands_upright_in_the_joined_pdf(act: Act, blobs: Blobs) -> None:
    sideways = files.picture(size=(400, 300), orientation=6)  # left half black; turned clockwise: upper half
    document = intake.receive(act, blobs, [part(sideways, "a.jpg"), part(sideways, "b.jpg")])
    page = pages_of(blobs.read(document.sha256))[0]
    assert page.height > page.width
    middle = page.width // 2
    assert page.getpixel((middle, page.height // 5)) < 40
    assert page.getpixel((middle, page.height * 4 // 5)) > 215


def test_joined_pictures_are_brought_to_a_sane_size(act: Act, blobs: Blobs) -> None:
    large = files.picture(size=(4000, 5000))
    document = intake.receive(act, blobs, [part(large, "a.jpg"), part(large, "b.jpg")])
    (picture,) = PdfReader(BytesIO(blobs.read(document.sha256))).pages[0].images
    assert picture.image is not None
    assert picture.image.size == (1984, 2480)


def test_a_transparent_picture_is_joined_on_white(act: Act, blobs: Blobs) -> None:
    target = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(target, "PNG")
    document = intake.receive(act, blobs, [part(target.getvalue(), "a.png"), part(target.getvalue(), "b.png")])
    assert pages_of(blobs.read(document.sha256))[0].getextrema() == (255, 255)


def test_the_true_type_corrects_the_name(act: Act, blobs: Blobs) -> None:
    assert intake.receive(act, blobs, [part(files.picture(), "scan.pdf")]).name == "scan.jpg"


def test_the_same_file_twice_is_two_documents_and_one_blob(act: Act, blobs: Blobs) -> None:
    one = intake.receive(act, blobs, [part(files.pdf())])
    two = intake.receive(act, blobs, [part(files.pdf())])
    assert one.id != two.id
    assert list(blobs.list_all()) == [one.sha256]
    assert archive.list_same(act.session, two) == [one]


def test_rows_that_are_rolled_back_leave_an_orphan_for_the_sweep(database: Database, blobs: Blobs) -> None:
    checked = intake.check(blobs, [part(files.pdf())])
    with database.write() as session:
        intake.keep(Act(session, ANA, AT), checked)
        session.rollback()
    assert blobs.exists(checked.blob.sha256)
    with database.read() as session:
        assert archive.referenced(session, [checked.blob.sha256]) == set()


def test_the_child_sees_nothing_of_our_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, blobs: Blobs
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "PIL.py").write_text("raise SystemExit('poisoned')")
    assert intake.check(blobs, [part(files.picture(), "a.jpg")]).pages == 1
