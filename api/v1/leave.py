"""My leave: the balance with its movements, the kinds that are offered, what sending would do, asking, my requests."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, status
from pydantic import BaseModel, ConfigDict

from api.deps import Deed, Look, Who, require_scope
from api.languages import language_of
from api.v1.keys import IdempotencyKey
from api.v1.paging import After, Limit, mark, moment, place
from kernel import calendars, clock
from kernel.act import Act
from kernel.db import instant
from kernel.render import text
from people.tokens import Scope
from workflows.keyset import Place
from workflows.leave import balance as balances
from workflows.leave import requests, sheet, words
from workflows.leave.balance import Balance
from workflows.leave.requests import Preview
from workflows.leave.rules import LeaveRefused, Warned

router = APIRouter(prefix="/api/v1/leave", tags=["leave"])
READ, WRITE = require_scope(Scope.LEAVE_READ), require_scope(Scope.LEAVE_WRITE)
FROM_ROWS = ConfigDict(from_attributes=True)
Answers = Annotated[dict[str, Any], Body(description="The fields of the form `leave_request/apply`")]


class LeaveMovement(BaseModel):
    """Days that came or went: kind, bucket (own, carry, deferred, bonus), the rule that says so, what is free after."""

    on: date
    kind: str
    bucket: str
    days: int
    rule: str
    request: str | None
    after: int


class LeaveBalance(BaseModel):
    """total = used + reserved + available; what is left, by bucket."""

    year: int
    on: date
    total: int
    used: int
    reserved: int
    available: int
    left: dict[str, int]
    movements: list[LeaveMovement]


class LeaveKind(BaseModel):
    """A kind of leave: its code (CT, CB, CS, CM, CAP, CLTN) and what it is called."""

    code: str
    name: str


class LeaveWarning(BaseModel):
    """A warning of the tables, with the article it rests on."""

    code: str
    detail: str
    article: str


class LeavePreview(BaseModel):
    """What sending would do.

    `days` are working days by year, of annual leave; `available` what is free afterwards. `superior` considers and
    `decider` decides (codes of posts); `outside` is the official beyond the unit who decides, or ''.
    """

    kind: str
    starts_on: date
    last_on: date
    days: dict[str, int]
    calendar_days: int
    available: dict[str, int]
    warnings: list[LeaveWarning]
    superior: str | None
    decider: str | None
    outside: str
    article: str


class LeaveSubmitted(BaseModel):
    """What became of a request."""

    model_config = FROM_ROWS
    request_id: str
    instance_id: str
    state: str


class LeaveEntry(BaseModel):
    """A request by its codes and dates: `starts_on` and `last_on` are the days that hold now."""

    model_config = FROM_ROWS
    id: str
    instance_id: str
    person_id: str
    kind: str
    state: str
    starts_on: date
    last_on: date
    days: dict[str, int]
    months: int | None
    abroad: bool
    remote: bool
    remote_days: int
    substitute: str | None
    number: str
    superior_post: str | None
    decider_post: str | None
    deferred_until: date | None
    returned_on: date | None
    late_days: int
    submitted_at: datetime
    granted_at: datetime | None
    ended_at: datetime | None


class LeavePage(BaseModel):
    """Requests, the newest first."""

    items: list[LeaveEntry]
    next: str | None


@router.get("/balance", dependencies=[READ])
def get_balance(
    look: Look, who: Who, on: Annotated[date | None, Query(description="Today when it is not told")] = None
) -> LeaveBalance:
    """My annual leave as it stands on a day."""
    day = on or calendars.current(look).date_of(clock.now())
    return _told(balances.of(look, who.actor.id, day.year, day))


@router.get("/kinds", dependencies=[READ])
def list_kinds(request: Request, look: Look, who: Who) -> list[LeaveKind]:
    """The kinds of leave that are offered to me."""
    lang, act = language_of(request), Act(look, who.actor, clock.now(), who.source)
    return [LeaveKind(code=kind, name=text(lang, words.KINDS[kind])) for kind in requests.kinds_for(act)]


@router.post("/preview", dependencies=[WRITE])
def preview_leave(request: Request, act: Deed, answers: Answers) -> LeavePreview:
    """What sending this request would do, with the same refusals; nothing is kept."""
    return _foretold(requests.preview(act, answers), language_of(request))


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=[WRITE])
def ask_for_leave(act: Deed, answers: Answers, idempotency_key: IdempotencyKey = None) -> LeaveSubmitted:
    """Ask for leave. Attachments are ids of my own uploads (`POST /api/v1/documents`)."""
    return LeaveSubmitted.model_validate(requests.submit(act, answers, key=idempotency_key))


@router.post("/sick", status_code=status.HTTP_201_CREATED, dependencies=[WRITE])
def report_sick(act: Deed, idempotency_key: IdempotencyKey = None) -> LeaveSubmitted:
    """Report sick today; the superior is told at once, the doctor's note follows as a task."""
    return LeaveSubmitted.model_validate(requests.report_sick(act, key=idempotency_key))


@router.get("", dependencies=[READ])
def list_leave(look: Look, who: Who, after: After = None, limit: Limit = 25) -> LeavePage:
    """My own requests."""
    behind = place(after, 2)
    began = Place(moment(behind[0]), behind[1]) if behind else None
    page = sheet.own(look, who.actor.id, after=began, limit=limit)
    following = (instant(page.next.at), page.next.id) if page.next else None
    return LeavePage(items=[LeaveEntry.model_validate(row) for row in page.rows], next=mark(following))


def warned(one: Warned, lang: str) -> LeaveWarning:
    """A warning in words."""
    detail = text(lang, LeaveRefused.sentence, {"what": one.words, "article": one.article})
    return LeaveWarning(code=one.code, detail=detail, article=one.article)


def _foretold(found: Preview, lang: str) -> LeavePreview:
    return LeavePreview(
        kind=found.kind,
        starts_on=found.starts_on,
        last_on=found.last_on,
        days=dict(found.days),
        calendar_days=found.calendar_days,
        available=dict(found.available),
        warnings=[warned(one, lang) for one in found.warnings],
        superior=found.superior,
        decider=found.decider,
        outside=found.outside,
        article=found.article,
    )


def _told(stood: Balance) -> LeaveBalance:
    return LeaveBalance(
        year=stood.year,
        on=stood.on,
        total=stood.total,
        used=stood.used,
        reserved=stood.reserved,
        available=stood.available,
        left={bucket.value: days for bucket, days in stood.left.items()},
        movements=[
            LeaveMovement(
                on=(move := line.movement.move).on,
                kind=move.kind.value,
                bucket=move.bucket.value,
                days=move.days,
                rule=move.rule,
                request=move.request_id,
                after=line.after,
            )
            for line in stood.lines
        ],
    )
