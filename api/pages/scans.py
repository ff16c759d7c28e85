"""A document as pictures of its pages."""

from api.pages.files import about
from api.pages.task_view import PageView, ScanView
from api.pages.viewer import Viewer
from documents import archive
from documents.models import Document, DocumentState
from documents.pages import READING, THUMBNAIL
from kernel.render import N_

WAITING = {
    DocumentState.RECEIVED: N_(
        "The pages are being drawn; they appear in a moment. The original can be opened already."
    ),
    DocumentState.UNDRAWABLE: N_("The pages of this file can't be shown here. Open the original."),
    DocumentState.WITHHELD: N_("Secret letters are shown without pictures of their pages. Open the original."),
}


def view_of(viewer: Viewer, document: Document, *, pictures: bool) -> ScanView:
    """A document with the pictures of its pages that exist."""
    images = archive.page_images(viewer.session, document.id, READING) if pictures else []
    pages = tuple(
        PageView(
            number=image.number,
            url=f"/documents/{document.id}/pages/{image.number}",
            thumb=f"/documents/{document.id}/pages/{image.number}?width={THUMBNAIL}",
            width=image.width_px,
            height=image.height_px,
        )
        for image in images
    )
    state = DocumentState(document.state) if pictures else DocumentState.WITHHELD
    waiting = "" if pages else viewer.say(WAITING.get(state, WAITING[DocumentState.RECEIVED]))
    return ScanView(about(viewer, document), f"/documents/{document.id}", pages, waiting)
