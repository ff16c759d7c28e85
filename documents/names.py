"""The name a file is shown and offered under. It never is a path."""

import unicodedata

LONGEST = 120
UNNAMED = "dokumen"
ENDINGS = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/heic": ("heic", "heif"),
    "image/tiff": ("tif", "tiff"),
}


def shown(sent: str, media_type: str | None = None) -> str:
    """A display name of at most 120 characters: base name only, no control or direction marks.

    With a media type the ending tells the true type. Markup stays as it is: it is text.
    """
    base = sent.replace("\\", "/").rpartition("/")[2]
    text = "".join(sign for sign in unicodedata.normalize("NFC", base) if unicodedata.category(sign)[0] != "C")
    text = " ".join(text.split()).strip(". ") or UNNAMED
    return _cut(text, "") if media_type is None else _with_ending(text, media_type)


def _with_ending(text: str, media_type: str) -> str:
    endings = ENDINGS[media_type]
    stem, dot, ending = text.rpartition(".")
    if dot and ending.lower() in endings:
        return _cut(stem, f".{ending}")
    if dot and ending.lower() in {known for group in ENDINGS.values() for known in group}:
        text = stem
    return _cut(text or UNNAMED, f".{endings[0]}")


def _cut(stem: str, ending: str) -> str:
    return stem[: LONGEST - len(ending)].rstrip() + ending
