"""Uploads: kept at once, shown with their names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.context import Installation
from api.pages.form_view import FileView
from api.pages.posted import Posted
from api.pages.viewer import Viewer, act_of
from api.visitors import Visitor
from documents import archive, intake
from documents.errors import DocumentNotFound
from documents.intake import Part
from documents.models import Document
from engine import keys
from kernel.render import N_


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that was kept."""

    document: str


def keep(house: Installation, who: Visitor, parts: Sequence[Part], key: str | None = None) -> str:
    """Check and keep files as one document of the visitor; gives its id. Raises any error of `documents.errors`.

    The same files sent again under the key of a form are the same document.
    """
    checked = intake.check(house.blobs, parts)
    once = None if key is None else f"{key}:{checked.blob.sha256}"
    with house.database.write() as session:
        act = act_of(session, who)
        kept = keys.reserve(act, once, checked.blob.sha256)
        if kept is not None:
            return Kept(**kept).document
        document = Kept(intake.keep(act, checked).id)
        keys.keep(act, once, document)
        return document.document


def keep_posted(house: Installation, who: Visitor, sent: Posted) -> Mapping[str, list[str]]:
    """The posted values with the ids of files that travelled along. Raises any error of `documents.errors`."""
    values = {name: list(several) for name, several in sent.values.items()}
    for name, parts in sent.files.items():
        values.setdefault(name, []).append(keep(house, who, parts, sent.key))
    return values


def shown_files(viewer: Viewer, ids: Iterable[str]) -> tuple[FileView, ...]:
    """Kept files of this person's by id; others are left out."""
    found = []
    for document_id in ids:
        try:
            document = archive.get(viewer.session, document_id)
        except DocumentNotFound:
            continue
        if document.created_by == viewer.actor.id:
            found.append(FileView(document.id, document.name, f"/documents/{document.id}", about(viewer, document)))
    return tuple(found)


def about(viewer: Viewer, document: Document) -> str:
    """`2 halaman · 340 kB`."""
    return viewer.say(N_("%(pages)s pages · %(size)s kB"), pages=document.pages, size=max(1, document.size // 1000))
