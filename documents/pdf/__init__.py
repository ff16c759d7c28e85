"""Drawing tools for our own papers: the only importer of reportlab. Same words in, same bytes out."""

from documents.pdf.blocks import Block, Checks, Column, Facts, Signature, Table, Text
from documents.pdf.book import table_book
from documents.pdf.look import Letterhead, Look
from documents.pdf.sheet import sheet

__all__ = [
    "Block",
    "Checks",
    "Column",
    "Facts",
    "Letterhead",
    "Look",
    "Signature",
    "Table",
    "Text",
    "sheet",
    "table_book",
]
