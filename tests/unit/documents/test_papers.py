"""Our own papers: same words same bytes, page numbers, wrapped and escaped texts."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.pdf import Checks, Column, Facts, Letterhead, Look, Signature, Table, Text, sheet, table_book

HEAD = Letterhead(("PEMERINTAH CONTOH", "PUSAT DATA"), "Jalan Contoh 1, Jakarta")
BOOK = Look("BUKU AGENDA", HEAD, note="Dicetak 12 November 2026", sample=True)
COLUMNS = [Column("No", 1, "right"), Column("Hal", 6), Column("Tanggal", 2, "center")]


def texts(paper: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(paper)).pages]


def test_a_book_repeats_its_header_and_counts_its_pages() -> None:
    pages = texts(table_book(BOOK, COLUMNS, [[str(row), f"Undangan {row}", "12-11-2026"] for row in range(120)]))
    assert len(pages) > 2
    assert all("Hal\n" in page and "Tanggal" in page for page in pages)
    assert [f"Hal. {number} dari {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert "Undangan 0" in pages[0]
    assert "Undangan 119" in pages[-1]


def test_a_book_is_a4_landscape() -> None:
    box = PdfReader(BytesIO(table_book(BOOK, COLUMNS, []))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)


def test_an_empty_book_has_its_header() -> None:
    (page,) = texts(table_book(BOOK, COLUMNS, []))
    assert "BUKU AGENDA" in page
    assert "PUSAT DATA" in page
    assert "Hal. 1 dari 1" in page


def test_sample_data_are_marked_on_each_page() -> None:
    rows = [["1", "x", "y"]] * 100
    assert all("DATA CONTOH" in page for page in texts(table_book(BOOK, COLUMNS, rows)))
    assert not any("DATA CONTOH" in page for page in texts(table_book(Look("X"), COLUMNS, rows)))


def test_an_english_paper_speaks_english() -> None:
    assert "Page 1 of 1" in texts(table_book(Look("X", lang="en"), COLUMNS, []))[0]


def test_the_same_words_give_the_same_bytes() -> None:
    rows = [["1", "Undangan", "12-11-2026"]] * 50
    assert table_book(BOOK, COLUMNS, rows) == table_book(BOOK, COLUMNS, rows)
    blocks = [Text("x"), Table(COLUMNS, rows)]
    assert sheet(BOOK, blocks) == sheet(BOOK, blocks)


@pytest.mark.parametrize("length", [1, 200, 100_000])
def test_a_cell_of_any_length_stays_on_the_page(length: int) -> None:
    pages = texts(table_book(BOOK, COLUMNS, [["1", "x" * length, "y"], ["2", "z", "y"]]))
    assert "z" in pages[-1]
    assert len(pages) <= 3


def test_markup_is_printed_as_text() -> None:
    nasty = "<b>A & B</b> <font size=99>"
    blocks = [Text(nasty), Facts([("Hal", nasty)]), Table([Column(nasty)], [[nasty]]), Checks([(nasty, True)])]
    assert "".join(texts(sheet(Look("X"), blocks))).count("<b>A & B</b>") == 5
    assert nasty in texts(table_book(Look(nasty), COLUMNS, [["1", nasty, ""]]))[0]


def test_a_sheet_shows_all_its_blocks_in_order() -> None:
    blocks = [
        Facts([("Surat dari", "Kementerian"), ("Nomor", "B-12")]),
        Checks([("Untuk diketahui", True), ("Tindak lanjuti", False), ("Arsipkan", False)]),
        Text("Catatan", strong=True),
        Table([Column("Kepada"), Column("Isi", 3)], [["KP", "baris satu\nbaris dua"]]),
        Signature("Jakarta, 12 November 2026", "Kepala Pusat", "Dr. Rahayu", "NIP 19700101"),
    ]
    (page,) = texts(sheet(Look("LEMBAR DISPOSISI", HEAD), blocks))
    found = [page.index(word) for word in ("LEMBAR", "Surat dari", "Untuk", "Catatan", "baris satu", "Dr. Rahayu")]
    assert found == sorted(found)


def test_a_long_sheet_goes_over_several_pages() -> None:
    pages = texts(sheet(Look("X", HEAD), [Table(COLUMNS, [["1", "x", "y"]] * 150)]))
    assert len(pages) > 2
    assert all("Tanggal" in page and f"dari {len(pages)}" in page for page in pages)


def test_an_empty_sheet_has_its_title() -> None:
    assert "KOSONG" in texts(sheet(Look("KOSONG"), [Facts([]), Checks([])]))[0]
