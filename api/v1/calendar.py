"""The office calendar for programs: what is in force, its versions, a draft to check and publish."""

from datetime import date, datetime
from typing import Any

from fastapi import APIRouter, Request, status
from pydantic import BaseModel, Field

from api.deps import Deed, Look, Who, require_role, require_scope
from api.languages import language_of
from kernel import calendar_text, calendars, clock
from kernel.calendar import Calendar
from kernel.render import text
from people.roles import Role
from people.tokens import Scope
from workflows.office_calendar import comparing, drafts, moving, publishing
from workflows.office_calendar.drafts import Draft
from workflows.office_calendar.publishing import Version

router = APIRouter(prefix="/api/v1/calendar", tags=["calendar"])
READ = [require_scope(Scope.CALENDAR_READ)]
WRITE = [
    require_scope(Scope.CALENDAR_WRITE),
    require_role(Role.PENGELOLA_KEPEGAWAIAN, Role.KASUBBAG_UMUM, Role.ADMIN_SISTEM),
]


class Day(BaseModel):
    """A day that a decree names: libur_nasional, cuti_bersama, libur_lokal or kerja_khusus (a working day)."""

    on: date
    kind: str = Field(max_length=40)
    name: str = Field(max_length=200)
    basis: str = Field(default="", max_length=200)


class Hours(BaseModel):
    """The hours of a weekday, `07:30`; `break` is from and until."""

    opens: str = Field(max_length=5)
    closes: str = Field(max_length=5)
    pause: list[str] = Field(alias="break", min_length=2, max_length=2)


class Period(BaseModel):
    """Days with hours of their own, first and last included."""

    name: str = Field(max_length=200)
    first: date
    last: date
    hours: dict[str, Hours]


class Whole(BaseModel):
    """A calendar: hours by weekday (`monday` …); `full_years` are those whose list of days is complete."""

    timezone: str = Field(default="Asia/Jakarta", max_length=60)
    full_years: list[int] = Field(max_length=200)
    hours: dict[str, Hours]
    periods: list[Period] = Field(default=[], max_length=200)
    days: list[Day] = Field(max_length=3000)


class InForce(Whole):
    """A calendar under the name of its version."""

    version: str


class Published(BaseModel):
    """A published version; the counts tell how far the running cases are that follow it."""

    version: str
    based_on: str
    note: str
    moves: bool
    published_at: datetime
    published_by: str
    moved: int
    waiting: int
    ended: int


class Wanted(Whole):
    """A whole calendar for one's own draft, and the version it was made from."""

    based_on: str = Field(max_length=60)


class Kept(Whole):
    """A draft."""

    based_on: str
    saved_at: datetime


class Remark(BaseModel):
    """What publishing would say: `stops` it, or only a hint."""

    detail: str
    stops: bool


class Checked(BaseModel):
    """What a draft would change, and what stands against it."""

    days: list[date]
    remarks: list[Remark]


class Publication(BaseModel):
    """Publish one's draft; with `moves` running cases follow."""

    note: str = Field(max_length=500)
    moves: bool


@router.get("", dependencies=READ)
def get_current(look: Look) -> InForce:
    """The calendar in force."""
    return _in_force(calendars.current(look))


@router.get("/versions", dependencies=READ)
def list_versions(look: Look) -> list[Published]:
    """All published versions, newest first."""
    return [_published(look, one) for one in publishing.list_versions(look)]


@router.get("/versions/{version}", dependencies=READ)
def get_version(look: Look, version: str) -> InForce:
    """The calendar of a version."""
    return _in_force(calendars.know(look, version))


@router.get("/draft", dependencies=WRITE)
def get_draft(look: Look, who: Who) -> Kept:
    """One's own draft."""
    return _kept(drafts.get(look, who.actor.id))


@router.put("/draft", dependencies=WRITE)
def put_draft(act: Deed, wanted: Wanted) -> Kept:
    """Put a whole calendar in the place of one's draft."""
    told = wanted.model_dump(mode="json", by_alias=True, exclude={"based_on"})
    return _kept(drafts.replace(act, wanted.based_on, told))


@router.post("/draft/check", dependencies=WRITE)
def check_draft(request: Request, look: Look, who: Who) -> Checked:
    """What publishing one's draft would change and say; nothing is published."""
    draft, lang = drafts.get(look, who.actor.id), language_of(request)
    changed = comparing.changes(calendars.know(look, draft.based_on), draft.calendar)
    remarks = publishing.remarks_of(look, draft, clock.now())
    return Checked(
        days=[one.on for one in changed.days],
        remarks=[Remark(detail=text(lang, one.sentence, one.facts), stops=one.stops) for one in remarks],
    )


@router.post("/publications", status_code=status.HTTP_201_CREATED, dependencies=WRITE)
def publish(act: Deed, wanted: Publication) -> Published:
    """Publish one's draft as a new version, in force at once."""
    return _published(act.session, publishing.publish(act, wanted.note, moves=wanted.moves))


def _in_force(calendar: Calendar) -> InForce:
    return InForce.model_validate(calendar_text.told(calendar))


def _kept(draft: Draft) -> Kept:
    told: dict[str, Any] = dict(draft.written)
    return Kept.model_validate({**told, "based_on": draft.based_on, "saved_at": draft.saved_at})


def _published(look: Look, one: Version) -> Published:
    progress = moving.progress(look, one.version)
    return Published(
        version=one.version,
        based_on=one.based_on,
        note=one.note,
        moves=one.moves,
        published_at=one.published_at,
        published_by=one.published_by,
        moved=progress.moved,
        waiting=progress.waiting,
        ended=progress.ended,
    )
