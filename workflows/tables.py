"""Rows as CSV for office programs."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

RISKY = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its heads; a cell that a program would run as a formula is written as text."""
    target = StringIO(newline="")
    target.write(BOM)
    writer = csv.writer(target)
    writer.writerow([_tame(title) for title in columns])
    writer.writerows([_tame(cell) for cell in row] for row in rows)
    return target.getvalue()


def _tame(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell
