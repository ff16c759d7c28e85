"""Every area of the office, one line each."""

from workflows import comments, operations
from workflows.areas import Area, Offices, RowText, Told
from workflows.letters import process as letters

__all__ = ["Area", "Offices", "RowText", "Told", "build"]

BESIDE = (comments.Comment,)  # tables of no area: a migration is written from what is imported here


def build() -> Offices:
    """All areas of the product."""
    offices = Offices()
    letters.register(offices)
    operations.register(offices)
    return offices
