"""Leave balances: mine, one person's with what the personnel officer may do, everybody's with a table."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from api.answers import caught
from api.context import House, Installation
from api.deps import Who, require_role
from api.errors import RequestUnreadable
from api.pages.leave_list_pages import WhichBalances, balances_of, table_columns, table_rows
from api.pages.leave_pages import ALL, balance_of, typed_of
from api.pages.leave_view import TriedLeave
from api.pages.letters import CSV, given
from api.pages.offices import refusal_words
from api.pages.posted import Posted, Sent
from api.pages.register_pages import day
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer, act_of, viewer_of
from api.rendering import show
from api.visitors import Visitor
from kernel.act import Act
from kernel.errors import AppError, Forbidden, NotFound
from workflows.leave import keeping
from workflows.leave.entitlement import Bucket
from workflows.leave.ledger import Correction
from workflows.leave.opening import PaperYear
from workflows.tables import csv_text

router = APIRouter(prefix="/leave", include_in_schema=False)
PLACE = "services"
KEEPERS = [require_role(*keeping.KEEPERS)]
MOST_DAYS = 1000


def read_day(on: Annotated[str, Query(max_length=10)] = "") -> date | None:
    """The day of the query string, or None."""
    return day(on)


WhichDay = Annotated[date | None, Depends(read_day)]


@router.get("/balance")
def show_mine(request: Request, viewer: Seen, on: WhichDay) -> Response:
    """My balance on a day."""
    return page(request, viewer, (viewer.actor.id, on))


@router.get("/balances")
def show_all(request: Request, viewer: Seen, asked: WhichBalances) -> Response:
    """The balances of all whom I may see."""
    return show(request, "leave/balances.html", shell=shell_of(viewer, PLACE), list=balances_of(viewer, asked))


@router.get("/balances.csv")
def export_all(viewer: Seen, asked: WhichBalances) -> Response:
    """The same as a table for office programs."""
    return given("cuti.csv", csv_text(table_columns(viewer), table_rows(viewer, asked)).encode(), CSV)


@router.get("/balances/{person_id}")
def show_one(request: Request, viewer: Seen, person_id: str, on: WhichDay) -> Response:
    """One person's balance on a day."""
    return page(request, viewer, (person_id, on))


@router.post("/balances/{person_id}/corrections", dependencies=KEEPERS)
def correct(request: Request, house: House, who: Who, sent: Sent, person_id: str) -> Response:
    """Add days or take them away, with the reason."""

    def do(act: Act) -> None:
        bucket = sent.one("bucket")
        if bucket not in set(Bucket):
            raise RequestUnreadable
        wanted = Correction(_number(sent, "year"), bucket, _number(sent, "days"), sent.one("reason")[:500])
        keeping.correct(act, person_id, wanted)

    return attempt(request, house, who, (person_id, sent), do)


@router.post("/balances/{person_id}/history", dependencies=KEEPERS)
def take_over(request: Request, house: House, who: Who, sent: Sent, person_id: str) -> Response:
    """Take the history over from the paper book."""
    return attempt(
        request, house, who, (person_id, sent), lambda act: keeping.open_account(act, person_id, _history(sent))
    )


@router.post("/balances/{person_id}/bonus-days", dependencies=KEEPERS)
def add_bonus(request: Request, house: House, who: Who, sent: Sent, person_id: str) -> Response:
    """Add a day for each day of joint leave on which the person has to work."""

    def do(act: Act) -> None:
        dates = [found for text in sent.values.get("dates", []) if (found := day(text)) is not None]
        for year in sorted({one.year for one in dates}):
            keeping.add_bonus(act, person_id, year, [one for one in dates if one.year == year])

    return attempt(request, house, who, (person_id, sent), do)


def attempt(
    request: Request, house: Installation, who: Visitor, where: tuple[str, Posted], do: Callable[[Act], None]
) -> Response:
    """Do it and show the balance, or show it again with the sentence and what was typed."""
    person_id, sent = where
    try:
        with house.database.write() as session:
            do(act_of(session, who))
        return RedirectResponse(f"{ALL}/{person_id}", HTTPStatus.SEE_OTHER)
    except (Forbidden, NotFound):
        raise
    except AppError as fault:
        status = caught(request, fault)
        with house.database.read() as session:
            viewer = viewer_of(request, house, session, who)
            tried = TriedLeave(refusal_words(viewer, fault), defaultdict(str, typed_of(sent.values)))
            return page(request, viewer, (person_id, None), tried, status)


def page(
    request: Request,
    viewer: Viewer,
    about: tuple[str, date | None],
    tried: TriedLeave | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The page of a person's balance on a day."""
    found, shell = balance_of(viewer, *about), shell_of(viewer, PLACE)
    return show(request, "leave/balance.html", status, shell=shell, balance=found, tried=tried or TriedLeave())


def _history(sent: Posted) -> dict[int, PaperYear]:
    """The years of the form in which something was typed."""
    found: dict[int, PaperYear] = {}
    for name in sent.values:
        field, _, year = name.partition(".")
        if field == "used" and year.isdigit():
            told = {each: sent.one(f"{each}.{year}").strip() for each in ("granted", "carried", "used", "deferred")}
            if any(told.values()):
                numbers = {each: _number(sent, f"{each}.{year}") for each, text in told.items() if text}
                found[int(year)] = PaperYear(**numbers)
    return found


def _number(sent: Posted, name: str) -> int:
    """A whole number as it was typed, with a hyphen or a real minus."""
    text = sent.one(name).strip().replace("−", "-")
    try:
        number = int(text)
    except ValueError:
        raise RequestUnreadable from None
    if abs(number) > MOST_DAYS and name != "year":
        raise RequestUnreadable
    return number
