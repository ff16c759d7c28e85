"""Fetching the file of an issued paper: who may, and the note of it."""

from documents import archive
from documents.models import Document
from kernel.act import Act
from kernel.errors import Forbidden, N_
from workflows import issuing
from workflows.areas import Offices
from workflows.issued import PaperNotFound


class PaperNotYours(Forbidden):
    """Facts: paper."""

    code = "paper.not_yours"
    sentence = N_("This paper lies in the file of somebody else. It was not opened; the attempt was noted.")


def fetch(act: Act, offices: Offices, paper_id: str) -> Document:
    """The document of a paper; noted unless it lies in the reader's own file. Raises PaperNotFound, PaperNotYours."""
    paper = issuing.get(act.session, paper_id)
    if not offices.may_see_paper(act.session, act.actor, paper):
        raise PaperNotYours(paper=paper_id)
    if paper.document_id is None:
        raise PaperNotFound(paper=paper_id)
    issuing.mark_downloaded(act, paper)
    return archive.get(act.session, paper.document_id)
