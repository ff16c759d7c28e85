"""Every area of the office, one line each."""

from workflows import chart, operations
from workflows.areas import Area, Offices, RowText, Told
from workflows.dosir import process as dosir
from workflows.leave import books as leave_books
from workflows.letters import process as letters

__all__ = ["Area", "Offices", "RowText", "Told", "build"]


def build() -> Offices:
    """All areas of the product."""
    offices = Offices()
    letters.register(offices)
    leave_books.register(offices)
    dosir.register(offices)
    operations.register(offices)
    chart.register(offices)
    return offices
