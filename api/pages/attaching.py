"""Adding scan and subject to a letter that was registered from the closed envelope."""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.context import House, Installation
from api.deps import Who
from api.pages.envelopes import content_form
from api.pages.letters import show_again
from api.pages.posted import Posted, Sent, raw_answers
from api.pages.registering import Tried
from api.pages.viewer import act_of
from api.visitors import Visitor
from documents import intake
from engine import keys
from forms import clean
from kernel.errors import AppError, Forbidden
from workflows.letters import corrections
from workflows.letters.errors import LetterUnknown

router = APIRouter(prefix="/letters", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Attached:
    """What is remembered for the key of a form that arrived."""

    letter_id: str


@router.post("/{letter_id}/content")
def attach_content(request: Request, house: House, who: Who, letter_id: str, sent: Sent) -> Response:
    """Attach the content of a letter, or show again what was typed and what is wrong with it."""
    with house.database.read() as session:
        corrections.require_may_attach(session, who.actor, letter_id)  # before anybody looks into the files
    try:
        attach(house, who, letter_id, sent)
    except (Forbidden, LetterUnknown):
        raise
    except AppError as fault:
        return show_again(request, house, who, letter_id, Tried(sent.values, sent.key or "", fault))
    return RedirectResponse(f"/letters/{letter_id}?done=attached", HTTPStatus.SEE_OTHER)


def attach(house: Installation, who: Visitor, letter_id: str, sent: Posted) -> None:
    """Check the files, then keep and attach them with the subject in one transaction; the same key does it once.

    Raises FormInvalid, any error of `documents.errors`, KeyReused, and as `corrections.attach_content` does.
    """
    form = content_form()
    answers = clean.clean(form, raw_answers(form, sent.values)).all
    parts = sent.files.get("document", [])
    checked = intake.check(house.blobs, parts) if parts else None
    asked = keys.digest("content", letter_id, answers, checked.blob.sha256 if checked else None)
    with house.database.write() as session:
        act = act_of(session, who)
        if keys.reserve(act, sent.key, asked) is not None:
            return
        document = intake.keep(act, checked).id if checked else answers.get("document")
        corrections.attach_content(act, letter_id, document=document, subject=answers.get("subject", ""))
        keys.keep(act, sent.key, Attached(letter_id))
