"""Every area of the office, one line each."""

from workflows import chart, comments, issued_area, operations
from workflows.areas import Area, Offices, RowText, Told
from workflows.assignment import process as assignment
from workflows.dosir import process as dosir
from workflows.leave import books as leave_books
from workflows.leave import process as leave
from workflows.letters import process as letters
from workflows.permission import process as permission

__all__ = ["Area", "Offices", "RowText", "Told", "build"]

BESIDE = (comments.Comment,)  # tables of no area: a migration is written from what is imported here


def build() -> Offices:
    """All areas of the product."""
    offices = Offices()
    letters.register(offices)
    leave_books.register(offices)
    leave.register(offices)
    dosir.register(offices)
    permission.register(offices)
    assignment.register(offices)
    issued_area.register(offices)
    operations.register(offices)
    chart.register(offices)
    return offices
