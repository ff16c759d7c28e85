"""Names of files as they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import names


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("surat.pdf", "surat.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\surat masuk.pdf", "surat masuk.pdf"),
        ("a\x00b\nc\x1b[31m.pdf", "abc[31m.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("<b>surat</b>.pdf", "b>.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("  banyak   spasi.pdf ", "banyak spasi.pdf"),
        ("", "dokumen"),
        ("..", "dokumen"),
        ("folder/", "dokumen"),
    ],
)
def test_shows_only_the_clean_base_name(sent: str, shown: str) -> None:
    assert names.shown(sent) == shown


@pytest.mark.parametrize(
    ("sent", "media_type", "shown"),
    [
        ("scan.pdf", "image/jpeg", "scan.jpg"),
        ("scan.JPEG", "image/jpeg", "scan.JPEG"),
        ("scan", "application/pdf", "scan.pdf"),
        ("No. 12.XI", "application/pdf", "No. 12.XI.pdf"),
        (".pdf", "application/pdf", "pdf.pdf"),
    ],
)
def test_the_ending_tells_the_true_type(sent: str, media_type: str, shown: str) -> None:
    assert names.shown(sent, media_type) == shown


@given(st.text(max_size=400), st.sampled_from([None, *names.ENDINGS]))
def test_no_name_is_a_path_or_too_long(sent: str, media_type: str | None) -> None:
    shown = names.shown(sent, media_type)
    assert 0 < len(shown) <= 120
    assert not {"/", "\\", "\x00", "\n"} & set(shown)
    assert shown not in {".", ".."}
    shown.encode()
