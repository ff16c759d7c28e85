"""Books as CSV."""

import csv
from io import StringIO

import pytest

from workflows.tables import csv_text


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_would_run_as_a_formula_is_written_as_text(cell: str) -> None:
    written = csv_text(["Hal"], [[cell]])
    *_, row = csv.reader(StringIO(written.lstrip("\ufeff"), newline=""))
    assert row == [f"'{cell}"]


def test_quotes_and_lines_survive() -> None:
    row = ['Rapat "besar", Senin\nJam 9', "BPAN"]
    written = csv_text(["Hal", "Pengirim"], [row])
    assert list(csv.reader(StringIO(written.lstrip("\ufeff"), newline="")))[1] == row


def test_office_programs_are_told_that_it_is_utf_8() -> None:
    assert csv_text(["a"], []).startswith("\ufeff")
