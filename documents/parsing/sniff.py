"""What a file is, by its first bytes. Names and declared types are not asked."""

from pathlib import Path

from documents.parsing.faults import Refused

PDF, JPEG, PNG, HEIC, TIFF = "application/pdf", "image/jpeg", "image/png", "image/heic", "image/tiff"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
OTHERS = (
    (b"PK\x03\x04", "ZIP/DOCX/XLSX"),
    (b"\xd0\xcf\x11\xe0", "DOC/XLS"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "EXE"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP/WAV/AVI"),
    (b"BM", "BMP"),
    (b"\x1f\x8b", "GZIP/RAR/7Z"),
    (b"Rar!", "GZIP/RAR/7Z"),
    (b"7z\xbc\xaf", "GZIP/RAR/7Z"),
    (b"%!PS", "PostScript"),
    (b"{\\rtf", "RTF"),
)


def media_type(path: Path) -> str:
    """The media type of an accepted file. Raises: Refused type_not_accepted (found)."""
    with path.open("rb") as source:
        head = source.read(64)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] in (b"II*\x00", b"MM\x00*"):
        return TIFF
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return HEIC
    raise Refused("type_not_accepted", found=_other(head))


def _other(head: bytes) -> str:
    for magic, word in OTHERS:
        if head.startswith(magic):
            return word
    start = head.lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")):
        return "HTML/XML"
    return "?"
