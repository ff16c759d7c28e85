"""The page of one proposed change: for its owner and for personnel."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.answers import caught
from api.context import House, Installation
from api.deps import Who
from api.pages.change_pages import change_of
from api.pages.posted import Sent
from api.pages.profiles import NOTHING, Tried
from api.pages.shell import shell_of
from api.pages.viewer import act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from kernel.errors import AppError, Forbidden, NotFound
from kernel.render import N_
from workflows.dosir import correcting, filing, opening, proposals

router = APIRouter(prefix="/changes", include_in_schema=False)
DONE = {
    "withdrawn": N_("Withdrawn. Nothing was changed."),
    "sent": N_("Sent to personnel again."),
}


@router.get("/{proposal_id}")
def show_change(request: Request, house: House, who: Who, proposal_id: str, done: str = "") -> Response:
    """A proposed change; that personnel opened it is written down."""
    return page(request, house, who, proposal_id, done=done)


@router.post("/{proposal_id}")
def correct(request: Request, house: House, who: Who, sent: Sent, proposal_id: str) -> Response:
    """Send a returned proposal again."""
    values: dict[str, str] = {}
    try:
        with house.database.read() as session:
            one = correcting.field_of(act_of(session, who), proposal_id)
        if one is not None:
            values = {part.name: sent.one(f"{one.name}.{part.name}") for part in one.parts or (one.part,)}
        name = one.name if one is not None else "document"
        parts = sent.files.get(f"{name}.document", [])
        checked = filing.check(house.blobs, parts) if parts else None
        with house.database.write() as session:
            correcting.correct(act_of(session, who), proposal_id, values, (sent.one(f"{name}.note"), checked))
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        tried = Tried(name, values, fault)
        return page(request, house, who, proposal_id, tried, status=caught(request, fault))
    return RedirectResponse(f"/changes/{proposal_id}?done=sent", HTTPStatus.SEE_OTHER)


@router.post("/{proposal_id}/withdrawal")
def withdraw(request: Request, house: House, who: Who, proposal_id: str) -> Response:
    """Take one's proposal back."""
    try:
        with house.database.write() as session:
            proposals.withdraw(act_of(session, who), proposal_id)
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        return page(request, house, who, proposal_id, Tried(fault=fault), status=caught(request, fault))
    return RedirectResponse(f"/changes/{proposal_id}?done=withdrawn", HTTPStatus.SEE_OTHER)


@router.post("/{proposal_id}/numbers")
def show_numbers(request: Request, house: House, who: Who, proposal_id: str) -> Response:
    """The page with its numbers whole, this once."""
    with house.database.write() as session:
        opening.show_proposal_numbers(act_of(session, who), proposal_id)
    return page(request, house, who, proposal_id, Tried(numbers=True))


def page(
    request: Request,
    house: Installation,
    who: Visitor,
    proposal_id: str,
    tried: Tried = NOTHING,
    *,
    done: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The page of a proposed change."""
    with house.database.write() as session:
        viewer, act = viewer_of(request, house, session, who), act_of(session, who)
        row, opened = opening.open_proposal(act, proposal_id)
        view = change_of(viewer, row, opened, tried)
        shell = shell_of(viewer, "services", said=viewer.say(DONE[done]) if done in DONE else "")
    return show(request, "dosir/change.html", status, shell=shell, page=view)
