"""Comments on a record of whatever area: adding one, taking one back."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from api import answers
from api.context import House, Installation
from api.deps import Deed, Who
from api.pages import files
from api.pages.comment_pages import Typed, comments_of
from api.pages.posted import Sent
from api.pages.shell import shell_of
from api.pages.viewer import act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from kernel.errors import AppError, Forbidden, NotFound
from workflows import comments
from workflows.comments import Said

router = APIRouter(include_in_schema=False)
Record = Annotated[str, Path(max_length=100)]


@router.post("/records/{record}/comments")
def add_comment(request: Request, house: House, who: Who, record: Record, sent: Sent) -> Response:
    """Add a comment, or show again what was typed and what is wrong with it."""
    with house.database.read() as session:
        comments.require_may_comment(session, house.offices, who.actor, record)  # before anybody looks into files
    values = sent.values
    try:
        values = files.keep_posted(house, who, sent)
        said = Said(record, sent.one("text"), values.get("papers", ()), values.get("mention", ()))
        with house.database.write() as session:
            comment = comments.add(act_of(session, who), house.offices, said, key=sent.key)
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        return show_again(request, house, who, (record, Typed(values, sent.key or "", fault)))
    return RedirectResponse(f"{house.offices.record_url(record)}#c-{comment}", HTTPStatus.SEE_OTHER)


@router.post("/comments/{comment_id}/withdrawal")
def withdraw_comment(house: House, act: Deed, comment_id: str) -> Response:
    """Take an own comment back."""
    row = comments.withdraw(act, house.offices, comment_id)
    return RedirectResponse(f"{house.offices.record_url(row.record)}#c-{row.id}", HTTPStatus.SEE_OTHER)


def show_again(request: Request, house: Installation, who: Visitor, about: tuple[str, Typed]) -> Response:
    """A page of its own with the comments and the form as it was typed."""
    record, typed = about
    assert typed.fault is not None  # noqa: S101 - called with one
    status = answers.caught(request, typed.fault)
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        view, shell = comments_of(viewer, record, typed), shell_of(viewer, "")
    return show(
        request, "comments/again.html", status, shell=shell, comments=view, back=house.offices.record_url(record)
    )
