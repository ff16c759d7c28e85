"""Bad files: each a named error with a clear sentence; nothing is left behind."""

import resource
import time
from dataclasses import replace
from io import BytesIO, RawIOBase
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import errors, intake
from documents.blobs import Blobs
from documents.limits import Limits
from kernel import render
from kernel.errors import AppError, Invalid
from tests import files
from tests.rooms.documents.conftest import files_below, part

SMALL = Limits(file_bytes=100_000, files=3, pages=5)
STRICT = replace(SMALL, file_bytes=10_000_000, memory=1 << 29, cpu_seconds=10, seconds=15)


def refusal(blobs: Blobs, content: bytes, name: str = "surat.pdf", limits: Limits = STRICT) -> AppError:
    with pytest.raises(Invalid) as caught:
        intake.check(blobs, [part(content, name)], limits)
    return caught.value


BAD: dict[str, tuple[bytes, type[AppError]]] = {
    "an empty file": (b"", errors.EmptyFile),
    "a zip called pdf": (files.archive(), errors.TypeNotAccepted),
    "a program": (b"MZ\x90\x00" + bytes(500), errors.TypeNotAccepted),
    "a web page": (b"<!DOCTYPE html><script>alert(1)</script>", errors.TypeNotAccepted),
    "a vector picture with a script": (b"<svg onload='alert(1)'/>", errors.TypeNotAccepted),
    "plain text": (b"Dengan hormat", errors.TypeNotAccepted),
    "a web page that mentions pdf": (b"<html>%PDF-1.7", errors.TypeNotAccepted),
    "only the beginning of a pdf": (files.pdf(3)[:400], errors.DocumentDamaged),
    "a pdf without its end": (files.pdf(3)[:-60], errors.DocumentDamaged),
    "only the word pdf": (b"%PDF-1.7\n%%EOF", errors.DocumentDamaged),
    "a locked pdf": (files.locked_pdf(), errors.DocumentEncrypted),
    "a pdf with too many pages": (files.pdf(6), errors.TooManyPages),
    "a pdf with a giant page": (files.pdf(1, (20_000, 20_000)), errors.PageTooLarge),
    "half a jpeg": (files.picture()[:3000], errors.DocumentDamaged),
    "a jpeg without its last bytes": (files.noise()[:-5000], errors.DocumentDamaged),
    "half a png": (files.picture("PNG")[:-200], errors.DocumentDamaged),
    "half a heic": (files.heic()[:400], errors.DocumentDamaged),
    "half a tiff": (files.tiff(3)[:-90_000], errors.DocumentDamaged),
    "a tiff with too many pages": (files.tiff(6), errors.TooManyPages),
    "a png bomb": (files.png_bomb(), errors.PictureTooLarge),
    "a jpeg head with rubbish": (b"\xff\xd8\xff\xe0" + bytes(1000), errors.DocumentDamaged),
}


@pytest.mark.parametrize("case", BAD)
def test_refuses(case: str, blobs: Blobs, file_url: str) -> None:
    content, expected = BAD[case]
    told = refusal(blobs, content)
    assert type(told) is expected
    assert files_below(Path(file_url.removeprefix("file://"))) == []
    for lang in ("id", "en"):
        sentence = render.text(lang, told.sentence, told.facts)
        assert "surat.pdf" in sentence
        assert "%" not in sentence
    assert render.text("id", told.sentence) != told.sentence


def test_refuses_a_small_pdf_that_decodes_to_two_gigabytes(blobs: Blobs, file_url: str) -> None:
    bomb = files.pdf_bomb()
    assert len(bomb) < 10_000
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    assert isinstance(refusal(blobs, bomb), errors.DocumentTooDemanding)
    assert time.monotonic() - begun < STRICT.seconds + 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB: it never ran here
    assert files_below(Path(file_url.removeprefix("file://"))) == []


def test_a_child_without_enough_memory_is_a_named_error(blobs: Blobs) -> None:
    told = refusal(blobs, files.picture("PNG", (7000, 7000)), limits=replace(STRICT, memory=200_000_000))
    assert isinstance(told, errors.DocumentTooDemanding)


def test_a_child_that_takes_too_long_is_ended(blobs: Blobs) -> None:
    told = refusal(blobs, files.pdf(), limits=replace(STRICT, seconds=0.01))
    assert isinstance(told, errors.DocumentTooDemanding)


def test_refuses_a_large_file_while_it_streams(blobs: Blobs) -> None:
    endless = Endless()
    with pytest.raises(errors.FileTooLarge) as caught:
        intake.check(blobs, [intake.Part("surat.pdf", endless)], SMALL)  # type: ignore[arg-type]
    assert endless.given < 1_000_000
    assert "0.1 MB" in render.text("en", caught.value.sentence, caught.value.facts)


class Endless(RawIOBase):
    """A sender who never stops."""

    given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return bytes(size)


def test_refuses_nothing_at_all(blobs: Blobs) -> None:
    with pytest.raises(errors.NothingSent):
        intake.check(blobs, [])


def test_refuses_too_many_files(blobs: Blobs) -> None:
    with pytest.raises(errors.TooManyFiles):
        intake.check(blobs, [part(files.picture())] * 4, SMALL)


@pytest.mark.parametrize("other", [files.pdf(), files.tiff(2)])
def test_joins_single_pictures_only(blobs: Blobs, other: bytes) -> None:
    with pytest.raises(errors.FilesNotJoinable) as caught:
        intake.check(blobs, [part(files.picture(), "a.jpg"), part(other, "b.x")])
    assert caught.value.facts == {"name": "b.x"}


def test_names_the_one_bad_file_of_several(blobs: Blobs, file_url: str) -> None:
    with pytest.raises(errors.DocumentDamaged) as caught:
        intake.check(blobs, [part(files.picture(), "baik.jpg"), part(files.picture()[:3000], "rusak.jpg")])
    assert caught.value.facts == {"name": "rusak.jpg"}
    assert files_below(Path(file_url.removeprefix("file://"))) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([files.pdf(2), files.picture(), files.picture("PNG"), files.heic(), files.tiff(2)]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=30),
)
def test_any_bytes_are_kept_or_refused_by_name(blobs: Blobs, whole: bytes, hits: list[tuple[float, int]]) -> None:
    changed = bytearray(whole)
    for place, value in hits:
        changed[int(place * (len(changed) - 1))] = value
    try:
        checked = intake.check(blobs, [intake.Part("x", BytesIO(bytes(changed)))], STRICT)
    except Invalid:
        return
    assert checked.pages >= 1
