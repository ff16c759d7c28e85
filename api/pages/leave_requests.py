"""One leave request: its page, taking it back, calling somebody back from leave."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api import answers
from api.context import House, Installation
from api.deps import Who
from api.pages.leave_request_pages import page_of
from api.pages.offices import refusal_words
from api.pages.posted import Sent
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer, act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from forms.coerce import is_plausible
from kernel.errors import AppError, FieldError, FormInvalid, NotFound
from kernel.render import N_
from workflows.leave import cases, recall, requests
from workflows.leave.recall import Recall

router = APIRouter(prefix="/leave", include_in_schema=False)
PLACE = "services"
SAID = {
    "sent": N_("Sent. The days are reserved; the personnel officer checks the request now."),
    "sick": N_("Reported. Get well; the doctor's note can follow within three working days."),
    "withdrawn": N_("Withdrawn. The days are free again."),
    "recalled": N_("Called back. Unused days return to the balance; the letter is being made."),
}
NO_DAY = N_("Give the day from which the person works again.")
NO_REASON = N_("Give the reason; the person reads it.")


@router.get("/{request_id}")
def show_request(
    request: Request, viewer: Seen, request_id: str, done: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """A request for who may see it. Raises RequestUnknown."""
    return _page(request, viewer, request_id, said=SAID.get(done, ""))


@router.post("/{request_id}/withdrawal")
def withdraw(request: Request, house: House, who: Who, request_id: str) -> Response:
    """The applicant takes the request back."""
    try:
        with house.database.write() as session:
            act = act_of(session, who)
            cases.case_of(session, act.actor, request_id)
            requests.withdraw(act, request_id)
    except NotFound:
        raise
    except AppError as fault:
        return _refused(request, house, who, request_id, fault)
    return RedirectResponse(f"/leave/{request_id}?done=withdrawn", HTTPStatus.SEE_OTHER)


@router.post("/{request_id}/recall")
def call_back(request: Request, house: House, who: Who, request_id: str, sent: Sent) -> Response:
    """A superior calls somebody back from leave."""
    try:
        wanted = Recall(request_id, _day(sent.one("recall_on")), _reason(sent.one("reason")))
        with house.database.write() as session:
            act = act_of(session, who)
            cases.case_of(session, act.actor, request_id)
            recall.recall(act, wanted)
    except NotFound:
        raise
    except AppError as fault:
        return _refused(request, house, who, request_id, fault)
    return RedirectResponse(f"/leave/{request_id}?done=recalled", HTTPStatus.SEE_OTHER)


def _refused(request: Request, house: Installation, who: Visitor, request_id: str, fault: AppError) -> Response:
    status = answers.caught(request, fault)
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        fields = fault.fields if isinstance(fault, FormInvalid) else ()
        said = " ".join(viewer.told(one.sentence, one.facts) for one in fields) or refusal_words(viewer, fault)
        return _page(request, viewer, request_id, trouble=said, status=status)


def _page(
    request: Request,
    viewer: Viewer,
    request_id: str,
    *,
    said: str = "",
    trouble: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    page = page_of(viewer, cases.case_of(viewer.session, viewer.actor, request_id), trouble)
    shell = shell_of(viewer, PLACE, said=viewer.say(said) if said else "", sent="leave-new" if said else "")
    return show(request, "leave/request.html", status, shell=shell, leave=page)


def _day(text: str) -> date:
    """A day of the form. Raises FormInvalid."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not is_plausible(day.year):
        raise FormInvalid([FieldError("recall_on", NO_DAY)])
    return day


def _reason(text: str) -> str:
    """The reason of a recall. Raises FormInvalid."""
    told = " ".join(text.split())[:1000]
    if len(told) < 3:
        raise FormInvalid([FieldError("reason", NO_REASON)])
    return told
