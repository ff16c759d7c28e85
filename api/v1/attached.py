"""What hangs on a record of the personnel services, in the same form for each: papers, own tasks."""

from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, ConfigDict

from api.context import Installation
from kernel.act import Act
from workflows.issued import PaperState
from workflows.issuing import Paper

FROM_ROWS = ConfigDict(from_attributes=True)


class PaperEntry(BaseModel):
    """An issued paper. `check` is the public page of its code; `content` its PDF, null until I may fetch it."""

    id: str
    kind: str
    title: str
    number: str
    dated_on: date
    state: PaperState
    code: str
    check: str
    content: str | None


class OwnTask(BaseModel):
    """An open task of the case that I may do; its form stands at `/api/v1/tasks/{id}`."""

    model_config = FROM_ROWS
    id: str
    element: str
    name: str
    form: str | None


class Moved(BaseModel):
    """The state in which a record is after a deed."""

    id: str
    state: str


def papers_told(house: Installation, act: Act, papers: Iterable[Paper]) -> list[PaperEntry]:
    """Papers for programs, with addresses of this server."""
    return [_told(house, act, paper) for paper in papers]


def _told(house: Installation, act: Act, paper: Paper) -> PaperEntry:
    may_fetch = paper.document_id is not None and house.offices.may_see_paper(act.session, act.actor, paper)
    return PaperEntry(
        id=paper.id,
        kind=paper.kind,
        title=paper.title,
        number=paper.number,
        dated_on=paper.dated_on,
        state=paper.state,
        code=paper.code,
        check=f"/verifikasi/{paper.code}",
        content=f"/api/v1/papers/{paper.id}/content" if may_fetch else None,
    )
