"""Page images, made once by an errand and stored. Never made for records whose pages must not be shown.

`draw` is slow and needs no transaction; `keep` writes rows; `render` and `render_in_steps` do both.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from documents import archive, sandbox
from documents.blobs import Blobs, Stored
from documents.limits import Limits, limits
from documents.models import Document, DocumentState, PageImage
from kernel import history, outbox, sql
from kernel.act import Act, Actor
from kernel.clock import now
from kernel.db import Database

READING, THUMBNAIL = 900, 200
WIDTHS = (READING, THUMBNAIL)
AT_ONCE = 6  # pages in one child
ERRAND = "documents.render"

INSERT = (
    "INSERT INTO page_image (document_id, number, width, width_px, height_px, media_type, sha256, size)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document_id, number, width) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page image whose blob is kept; sizes in px."""

    number: int
    width: int
    width_px: int
    height_px: int
    media_type: str
    blob: Stored


def order(act: Act, document_id: str) -> None:
    """Leave the errand that draws the pages, also after they were withdrawn. Once for each document."""
    waiting = (Document.id == document_id) & (Document.state == DocumentState.WITHHELD)
    act.session.execute(update(Document).where(waiting).values(state=DocumentState.RECEIVED))
    outbox.put(act, ERRAND, {"document_id": document_id}, key=f"{ERRAND}:{document_id}")


def render(act: Act, blobs: Blobs, document_id: str, *, bounds: Limits | None = None) -> Document:
    """Draw all pages that have no images yet, inside the act's transaction; doing it twice changes nothing.

    A file that can't be drawn becomes `undrawable`; it stays readable itself. Raises: DocumentNotFound, DocumentsBusy.
    """
    document = archive.get(act.session, document_id)
    while numbers := _next_numbers(act.session, document):
        drawn = draw(blobs, document, numbers, bounds)
        if drawn is None:
            return _finish(act, document, DocumentState.UNDRAWABLE)
        keep(act.session, document_id, drawn)
    return _finish(act, document, DocumentState.DRAWN)


def render_in_steps(database: Database, blobs: Blobs, document_id: str, actor: Actor) -> None:
    """As `render`, but no transaction is open while drawing: for the worker. Each step commits a few pages."""
    while True:
        with database.read() as session:
            document = archive.get(session, document_id)
            numbers = _next_numbers(session, document)
            session.expunge(document)
        drawn = draw(blobs, document, numbers) if numbers else []
        with database.write() as session:
            act = Act(session, actor, now())
            if drawn is None:
                _finish(act, archive.get(session, document_id), DocumentState.UNDRAWABLE)
                return
            if not numbers:
                _finish(act, archive.get(session, document_id), DocumentState.DRAWN)
                return
            if archive.get(session, document_id).state == DocumentState.RECEIVED:  # not withdrawn meanwhile
                keep(session, document_id, drawn)


def draw(blobs: Blobs, document: Document, numbers: Sequence[int], bounds: Limits | None = None) -> list[Drawn] | None:
    """Draw some pages (1…) in a child and keep the pictures as blobs; None when the file can't be drawn."""
    with TemporaryDirectory(prefix="satupintu-pages-") as told:
        folder = Path(told)
        blobs.copy_to(document.sha256, folder / "source")
        request = {
            "file": str(folder / "source"),
            "media_type": document.media_type,
            "numbers": list(numbers),
            "widths": list(WIDTHS),
        }
        answer = sandbox.run("draw", request, folder, bounds or limits())
        if "fault" in answer:
            return None
        told_pages = answer["pages"].items()
        return [_kept(blobs, folder, int(number), one) for number, ones in told_pages for one in ones]


def keep(session: Session, document_id: str, drawn: Sequence[Drawn]) -> None:
    """Write rows of page images; those that exist stay."""
    rows = [
        (
            document_id,
            one.number,
            one.width,
            one.width_px,
            one.height_px,
            one.media_type,
            one.blob.sha256,
            one.blob.size,
        )
        for one in drawn
    ]
    sql.run_many(session, INSERT, rows)


def withdraw(act: Act, document_id: str) -> None:
    """Forget the page images and make no more (a record became secret); the blobs go with the next sweep.

    Raises: DocumentNotFound.
    """
    document = archive.get(act.session, document_id)
    act.session.execute(delete(PageImage).where(PageImage.document_id == document_id))
    act.session.execute(update(Document).where(Document.id == document_id).values(state=DocumentState.WITHHELD))
    act.session.refresh(document)
    history.append(act, f"document:{document_id}", "document.pages_withdrawn", {})


def _next_numbers(session: Session, document: Document) -> list[int]:
    if document.state != DocumentState.RECEIVED:
        return []
    chosen = select(PageImage.number).where(PageImage.document_id == document.id, PageImage.width == THUMBNAIL)
    return _missing(document.pages, set(session.scalars(chosen)))[:AT_ONCE]


def _missing(pages: int, done: Collection[int]) -> list[int]:
    return [number for number in range(1, pages + 1) if number not in done]


def _finish(act: Act, document: Document, state: DocumentState) -> Document:
    still = (Document.id == document.id) & (Document.state == DocumentState.RECEIVED)
    act.session.execute(update(Document).where(still).values(state=state))
    act.session.refresh(document)
    return document


def _kept(blobs: Blobs, folder: Path, number: int, one: dict[str, Any]) -> Drawn:
    with (folder / one["file"]).open("rb") as source:
        blob = blobs.put(source)
    return Drawn(number, one["width"], one["width_px"], one["height_px"], one["media_type"], blob)
