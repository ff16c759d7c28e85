"""The check of a paper by anybody who holds it: no sign-in, no personal data, nothing kept of a file."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from api.context import House
from api.deps import SLOT
from api.languages import language_of
from api.pages.checking import PaperFileTooLarge, check_of, compare
from api.pages.posted import Sent
from api.pages.words import Lamp
from api.rendering import show
from kernel.render import text
from workflows import issuing
from workflows.issuing import Paper

LONGEST_CODE = 200


async def take_turn(request: Request) -> None:
    """Count a check of this network address. Raises TooOften."""
    request.app.state.check_bucket.take(request.client.host if request.client else "")


router = APIRouter(prefix="/verifikasi", include_in_schema=False, dependencies=[SLOT, Depends(take_turn)])


@router.get("")
def ask_code(request: Request, code: Annotated[str, Query(max_length=LONGEST_CODE)] = "") -> Response:
    """Where a code is typed by hand."""
    typed = code.strip().rpartition("/")[2]
    if typed:
        return RedirectResponse(f"/verifikasi/{quote(typed, safe='')}", HTTPStatus.SEE_OTHER)
    return unlisted(show(request, "papers/check.html", check=None, missing=False))


@router.get("/{code}")
def show_check(request: Request, house: House, code: str) -> Response:
    """What anybody may know of the paper with this code; a plain page when there is none."""
    with house.database.read() as session:
        paper = issuing.find_by_code(session, code[:LONGEST_CODE])
        view = check_of(request, session, paper) if paper else None
    status = HTTPStatus.OK if view else HTTPStatus.NOT_FOUND
    return unlisted(show(request, "papers/check.html", status, check=view, missing=view is None))


@router.post("/{code}")
def compare_file(request: Request, house: House, sent: Sent, code: str) -> Response:
    """Whether the file is that very paper; it is read once and not kept."""
    with house.database.read() as session:
        paper = issuing.find_by_code(session, code[:LONGEST_CODE])
    if paper is None:
        return unlisted(show(request, "papers/check.html", HTTPStatus.NOT_FOUND, check=None, missing=True))
    outcome, status = compared(request, paper, sent)
    with house.database.read() as session:
        view = check_of(request, session, paper, outcome)
    return unlisted(show(request, "papers/check.html", status, check=view, missing=False))


def compared(request: Request, paper: Paper, sent: Sent) -> tuple[Lamp, HTTPStatus]:
    """The outcome in words, and the status of the answer."""
    parts = [part for several in sent.files.values() for part in several]
    try:
        outcome = compare(request, paper, parts[0].stream if parts else None)
    except PaperFileTooLarge as fault:
        return Lamp("late", text(language_of(request), fault.sentence, fault.facts)), HTTPStatus.UNPROCESSABLE_ENTITY
    return outcome, HTTPStatus.OK if parts else HTTPStatus.UNPROCESSABLE_ENTITY


def unlisted(response: Response) -> Response:
    """No search engine lists a paper, and no address of one goes to another site."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
