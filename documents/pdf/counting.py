"""How many pages a paper of ours has."""

from io import BytesIO

from pypdf import PdfReader


def pages_of(pdf: bytes) -> int:
    """The number of pages of a PDF that we drew ourselves."""
    return len(PdfReader(BytesIO(pdf)).pages)
