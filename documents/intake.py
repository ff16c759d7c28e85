"""Receiving files: bounded while they stream in, checked in a child, kept as blobs, then as rows.

`check` does the slow part and needs no transaction; `keep` writes the rows; `receive` is both.
A blob is written before its row: a failure between them leaves an orphan for the sweep, never a row without bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from documents import errors, names, sandbox
from documents.blobs import Blobs, Stored
from documents.limits import Limits, limits
from documents.models import Document, DocumentState
from documents.parsing.sniff import PDF
from kernel import history, ids
from kernel.act import Act
from kernel.history import Note

PIECE = 1 << 18
JOINED_NAME = "gabungan.pdf"


@dataclass(frozen=True, slots=True)
class Part:
    """One file as it was sent: the name the sender gave, and its bytes."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that is acceptable and already kept as a blob; `originals` are the pictures it was joined from."""

    blob: Stored
    media_type: str
    name: str
    pages: int
    originals: tuple["Checked", ...] = ()


def receive(
    act: Act, blobs: Blobs, parts: Sequence[Part], *, record: str | None = None, bounds: Limits | None = None
) -> Document:
    """Check and keep what was sent as one document. Several pictures become one PDF; each original is kept too.

    Raises: any error of `documents.errors`; nothing is left behind then.
    """
    return keep(act, check(blobs, parts, bounds), record=record)


def check(blobs: Blobs, parts: Sequence[Part], bounds: Limits | None = None) -> Checked:
    """Look into what was sent, in a child process, and keep the bytes. Needs no transaction.

    Raises: NothingSent, TooManyFiles, EmptyFile, FileTooLarge, TypeNotAccepted, DocumentDamaged, DocumentEncrypted,
    DocumentTooDemanding, TooManyPages, PageTooLarge, PictureTooLarge, FilesNotJoinable, DocumentsBusy.
    """
    most = (bounds or limits()).for_files(len(parts))
    if not parts:
        raise errors.NothingSent
    if len(parts) > most.files:
        raise errors.TooManyFiles(limit=most.files)
    with TemporaryDirectory(prefix="satupintu-intake-") as told:
        folder = Path(told)
        files = [_spool(part, folder / f"part-{place}", most) for place, part in enumerate(parts)]
        sent = [names.shown(part.name) for part in parts]
        seen = _ask("examine", {"files": [str(path) for path in files]}, sent, (folder, most))["files"]
        if len(files) == 1:
            return _kept(blobs, files[0], parts[0].name, seen[0])
        for name, one in zip(sent, seen, strict=True):
            if one["media_type"] == PDF or one["pages"] != 1:
                raise errors.FilesNotJoinable(name=name)
        sources = [(str(path), one["media_type"]) for path, one in zip(files, seen, strict=True)]
        joined = _ask("join", {"files": sources}, sent, (folder, most))
        originals = [_kept(blobs, *three) for three in zip(files, (part.name for part in parts), seen, strict=True)]
        with (folder / "joined.pdf").open("rb") as whole:
            return Checked(blobs.put(whole), PDF, JOINED_NAME, joined["pages"], tuple(originals))


def keep(act: Act, checked: Checked, *, record: str | None = None) -> Document:
    """Write the rows of a checked document and of its originals, and the event that it was received."""
    document = _row(act, checked, record)
    act.session.add(document)
    act.session.flush()
    for place, original in enumerate(checked.originals, start=1):
        child = _row(act, original, record)
        child.parent_id, child.place = document.id, place
        act.session.add(child)
    act.session.flush()
    facts = {
        "sha256": document.sha256,
        "size": document.size,
        "media_type": document.media_type,
        "pages": document.pages,
        "originals": [original.blob.sha256 for original in checked.originals],
    }
    history.append(act, f"document:{document.id}", "document.received", facts, Note(record=record))
    return document


def _row(act: Act, checked: Checked, record: str | None) -> Document:
    return Document(
        id=ids.new_id(act.now),
        sha256=checked.blob.sha256,
        size=checked.blob.size,
        media_type=checked.media_type,
        name=checked.name,
        pages=checked.pages,
        state=DocumentState.RECEIVED,
        record=record,
        created_at=act.now,
        created_by=act.actor.id,
    )


def _spool(part: Part, path: Path, most: Limits) -> Path:
    """Write a part to the folder, refusing as soon as it is too large."""
    size = 0
    with path.open("wb") as target:
        while piece := part.stream.read(PIECE):
            size += len(piece)
            if size > most.file_bytes:
                raise errors.FileTooLarge(name=names.shown(part.name), limit_mb=_megabytes(most.file_bytes))
            target.write(piece)
    if not size:
        raise errors.EmptyFile(name=names.shown(part.name))
    return path


def _ask(task: str, request: dict[str, Any], sent: Sequence[str], place: tuple[Path, Limits]) -> dict[str, Any]:
    """Have a child do a task; what it refuses is raised with the name of the file."""
    answer = sandbox.run(task, request, *place)
    if "fault" not in answer:
        return answer
    facts = dict(answer["facts"])
    raise errors.OF_CONTENT[answer["fault"]](name=sent[facts.pop("file", 0)], **facts)


def _kept(blobs: Blobs, path: Path, name: str, seen: dict[str, Any]) -> Checked:
    with path.open("rb") as source:
        blob = blobs.put(source)
    return Checked(blob, seen["media_type"], names.shown(name, seen["media_type"]), seen["pages"])


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g}"
