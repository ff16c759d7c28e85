"""Files as people and attackers send them, made on the spot: scans, bombs, locked and truncated ones."""

import struct
import zipfile
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def pdf(pages: int = 1, size: tuple[float, float] = A4) -> bytes:
    """A PDF with a line of text on each page."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(72, 72, f"Halaman {number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def filled_form() -> bytes:
    """A PDF form into which somebody typed."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.acroForm.textfield(name="nama", value="WWWWWWWW", x=50, y=400, width=400, height=60, fontSize=40)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    writer, target = PdfWriter(clone_from=PdfReader(BytesIO(pdf()))), BytesIO()
    writer.encrypt("rahasia", algorithm="RC4-128")
    writer.write(target)
    return target.getvalue()


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (600, 800), colour: str = "white", orientation: int = 1
) -> bytes:
    """A picture whose left half is black; `orientation` is the EXIF tag."""
    drawn = Image.new("RGB", size, colour)
    drawn.paste("black", (0, 0, size[0] // 2, size[1]))
    exif, target = Image.Exif(), BytesIO()
    exif[0x0112] = orientation
    drawn.save(target, kind, **({"exif": exif} if orientation != 1 else {}))
    return target.getvalue()


def noise(size: tuple[int, int] = (900, 1270)) -> bytes:
    """A JPEG like a bad scan: it hardly compresses."""
    target = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(target, "JPEG")
    return target.getvalue()


def scan() -> bytes:
    """A letter at 150 dpi, scanned on grey and grainy paper."""
    paper = Image.effect_noise((1240, 1754), 14).point(lambda value: min(value + 100, 255))
    drawn, target = ImageDraw.Draw(paper), BytesIO()
    for line in range(40):
        drawn.text(
            (150, 200 + 34 * line), "Sehubungan dengan surat Saudara nomor B-12/XI/2026 " * 2, fill=30, font_size=18
        )
    paper.convert("RGB").save(target, "JPEG", quality=80)
    return target.getvalue()


def heic() -> bytes:
    """A picture as phones take it."""
    target = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (320, 240), "green")).save(target, quality=50)
    return target.getvalue()


def tiff(pages: int) -> bytes:
    """A scan of several pages in one TIFF."""
    frames = [Image.new("L", (200, 300), 40 * number) for number in range(pages)]
    target = BytesIO()
    frames[0].save(target, "TIFF", save_all=True, append_images=frames[1:])
    return target.getvalue()


def archive() -> bytes:
    """A ZIP, as office files are."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    return target.getvalue()


def pdf_bomb(size: int = 2_000_000_000) -> bytes:
    """A small PDF whose only page decodes to so many bytes, through two layers of compression."""
    step, times, raw = b" " * 10_000_000, size // 10_000_000, zlib.compressobj(9, wbits=-15)
    block = raw.compress(step) + raw.flush(zlib.Z_FULL_FLUSH)  # stands for itself, so it may be repeated
    check = 1
    for _ in range(times):
        check = zlib.adler32(step, check)
    once = b"\x78\xda" + block * times + b"\x03\x00" + struct.pack(">I", check)
    return one_page_pdf(zlib.compress(zlib.compress(once, 9), 9), "[/FlateDecode /FlateDecode /FlateDecode]")


def one_page_pdf(stream: bytes, filters: str) -> bytes:
    """A PDF with one page whose content is the stream, read through the filters."""
    body, places = b"%PDF-1.7\n", []
    for number, thing in enumerate(
        (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            f"<< /Length {len(stream)} /Filter {filters} >>\nstream\n".encode() + stream + b"\nendstream",
        ),
        start=1,
    ):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + thing + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = (
        f"xref\n0 5\n0000000000 65535 f \n{table}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return body + trailer.encode()


def png_bomb(side: int = 50_000) -> bytes:
    """A PNG of a few kilobytes that says it is side × side pixels."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side // 8 + 1) * 200, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
