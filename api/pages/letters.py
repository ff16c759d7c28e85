"""The pages of letters: register, registering, one letter, agenda book, papers."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from api import answers
from api.context import House, Installation
from api.deps import Who
from api.errors import status_of
from api.languages import language_of
from api.pages import files
from api.pages.books import WhichPeriod, book_of, entries_of
from api.pages.letter_pages import page_of
from api.pages.papers import look_of, voice_of
from api.pages.posted import Sent, raw_answers
from api.pages.register_pages import WhichLetters, register_of
from api.pages.registering import Tried, register_form, registering_of
from api.pages.shell import shell_of
from api.pages.viewer import Seen, act_of, viewer_of
from api.readable import Written
from api.rendering import show
from api.visitors import Visitor
from documents.pdf import sheet, table_book
from kernel.errors import AppError, Forbidden
from kernel.render import N_, day_text, text
from workflows.letters import opening, paper, queries, register
from workflows.letters.errors import NotRegistrar, ReasonNeeded
from workflows.tables import csv_text

router = APIRouter(prefix="/letters", include_in_schema=False)
CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"
REGISTERED = "registered"
SAID = {
    REGISTERED: N_("Registered: agenda %(number)s."),
    "attached": N_("Attached: the letter now has what lay in the envelope."),
}


@router.get("")
def show_register(request: Request, viewer: Seen, sought: WhichLetters) -> Response:
    """The register of letters, filtered."""
    shell = shell_of(viewer, "letters", sought=sought.q)
    return show(request, "letters/register.html", shell=shell, register=register_of(viewer, sought))


@router.get("/new")
def show_registering(request: Request, viewer: Seen) -> Response:
    """The form for a new letter. Raises NotRegistrar."""
    if not viewer.actor.can_work_for(register.DESK):
        raise NotRegistrar
    form, same = registering_of(viewer)
    return show(request, "letters/new.html", shell=shell_of(viewer, "letters"), form=form, same=same)


@router.post("")
def register_letter(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Register a letter, or show again what was typed and what is wrong with it."""
    values = sent.values
    try:
        values = files.keep_posted(house, who, sent)
        with house.database.write() as session:
            raw = raw_answers(register_form(session), values)
            done = register.register(act_of(session, who), raw, key=sent.key)
    except Forbidden:
        raise
    except AppError as fault:
        return try_again(request, house, who, Tried(values, sent.key or "", fault))
    return RedirectResponse(f"/letters/{done.letter_id}?done=registered", HTTPStatus.SEE_OTHER)


def try_again(request: Request, house: Installation, who: Visitor, tried: Tried) -> Response:
    """The form again with what was typed; a letter that is registered already is named."""
    fault = tried.fault
    assert fault is not None  # noqa: S101 - called with one
    status = answers.caught(request, fault)
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        form, same = registering_of(viewer, tried)
        shell = shell_of(viewer, "letters")
    return show(request, "letters/new.html", status, shell=shell, form=form, same=same)


@router.get("/agenda")
def show_book(request: Request, viewer: Seen, period: WhichPeriod) -> Response:
    """The agenda book of a period, and the times of the units."""
    return show(request, "letters/agenda.html", shell=shell_of(viewer, "letters"), book=book_of(viewer, period))


@router.get("/agenda.pdf")
def print_book(viewer: Seen, period: WhichPeriod) -> Response:
    """The agenda book on paper."""
    since, until = (day_text(viewer.lang, one) for one in period.days(viewer))
    voice, title = voice_of(viewer), viewer.say(paper.BOOK_TITLE)
    look = look_of(viewer, title, viewer.say(N_("%(since)s to %(until)s"), since=since, until=until))
    rows = paper.book_rows(entries_of(viewer, period), voice)
    return given("agenda.pdf", table_book(look, paper.book_columns(voice), rows), PDF)


@router.get("/agenda.csv")
def export_book(viewer: Seen, period: WhichPeriod) -> Response:
    """The agenda book as a table for office programs."""
    voice = voice_of(viewer)
    columns = [column.title for column in paper.book_columns(voice)]
    written = csv_text(columns, paper.book_rows(entries_of(viewer, period), voice))
    return given("agenda.csv", written.encode(), CSV)


@router.get("/{letter_id}")
def show_letter(
    request: Request,
    house: House,
    who: Who,
    letter_id: str,
    done: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """One letter. An auditor is asked why he opens a top secret one."""
    try:
        return opened(request, house, who, (letter_id, "", done))
    except ReasonNeeded as fault:
        return ask_reason(request, house, who, fault)


@router.post("/{letter_id}/opening")
def open_with_reason(
    request: Request,
    house: House,
    who: Who,
    letter_id: str,
    reason: Annotated[Written, Form(max_length=500)] = "",
) -> Response:
    """A top secret letter, opened by an auditor for a reason that is recorded."""
    return opened(request, house, who, (letter_id, reason, ""))


def show_again(request: Request, house: Installation, who: Visitor, letter_id: str, tried: Tried) -> Response:
    """The page of a letter again, with the content that could not be attached and why."""
    assert tried.fault is not None  # noqa: S101 - called with one
    answers.caught(request, tried.fault)
    return opened(request, house, who, (letter_id, "", ""), tried)


def opened(
    request: Request, house: Installation, who: Visitor, about: tuple[str, str, str], tried: Tried | None = None
) -> Response:
    """The page of a letter, its opening noted. Raises as `opening.open_letter` does."""
    status = status_of(tried.fault) if tried and tried.fault else HTTPStatus.OK
    letter_id, reason, done = about
    with house.database.write() as session:
        case = queries.case_of(session, opening.open_letter(act_of(session, who), letter_id, reason=reason))
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        said = viewer.say(SAID[done], number=case.letter.agenda) if done in SAID else ""
        shell = shell_of(viewer, "letters", said=said, sent="letters-new" if done == REGISTERED else "")
        page = page_of(viewer, case, tried)
    return show(request, "letters/letter.html", status, shell=shell, letter=page)


@router.get("/{letter_id}/sheet.pdf")
def print_sheet(request: Request, house: House, who: Who, letter_id: str) -> Response:
    """The disposition sheet of a letter; drawn outside the transaction that notes the opening."""
    with house.database.write() as session:
        case = queries.case_of(session, opening.open_letter(act_of(session, who), letter_id))
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        blocks = paper.sheet(case.letter, case.tree, voice_of(viewer))
        look = look_of(viewer, viewer.say(paper.SHEET_TITLE))
    return given("disposisi.pdf", sheet(look, blocks), PDF)


def ask_reason(request: Request, house: Installation, who: Visitor, fault: AppError) -> Response:
    """The page that asks an auditor why; the answer is recorded with the opening."""
    with house.database.read() as session:
        shell = shell_of(viewer_of(request, house, session, who), "letters")
    sentence = text(language_of(request), fault.sentence, answers.shown(fault.facts))
    address = f"/letters/{fault.facts['letter_id']}/opening"
    return show(request, "letters/reason.html", HTTPStatus.FORBIDDEN, shell=shell, sentence=sentence, address=address)


def given(name: str, content: bytes, media_type: str) -> Response:
    """A paper or table to keep."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)
