"""Drawing tools for our own papers: the only importer of reportlab. Same words in, same bytes out."""

from documents.pdf.blocks import Block, Checks, Column, Facts, Seal, Signature, Table, Text
from documents.pdf.book import table_book
from documents.pdf.counting import pages_of
from documents.pdf.look import Letterhead, Look
from documents.pdf.sheet import sheet
from documents.pdf.wording import Wording

__all__ = [
    "Block",
    "Checks",
    "Column",
    "Facts",
    "Letterhead",
    "Look",
    "Seal",
    "Signature",
    "Table",
    "Text",
    "Wording",
    "pages_of",
    "sheet",
    "table_book",
]
