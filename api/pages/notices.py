"""The notices of a person, day by day."""

from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.deps import Deed
from api.pages.shell import capped, shell_of
from api.pages.viewer import Seen, Viewer
from api.rendering import show
from kernel.render import N_, clock_time, day_text, zone
from workflows import notices
from workflows.areas import Told
from workflows.notices import Notice

router = APIRouter(prefix="/notices", include_in_schema=False)
PAGE = 40


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice in words."""

    text: str
    url: str
    at: str
    read: bool


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """The notices of one day, the newest first."""

    day: str
    rows: tuple[NoticeRow, ...]


@dataclass(frozen=True, slots=True)
class NoticesView:
    """The newest notices, `only_unread` those that nobody of the person's desks has read."""

    summary: str
    unread: bool
    days: tuple[NoticeDay, ...]
    older: str
    only_unread: bool


@router.get("")
def show_notices(
    request: Request,
    viewer: Seen,
    before: Annotated[str, Query(max_length=60)] = "",
    unread: Annotated[str, Query(max_length=5)] = "",
) -> Response:
    """The newest first."""
    shell, view = shell_of(viewer, "notices"), view_of(viewer, before, only_unread=bool(unread))
    return show(request, "notices/notices.html", shell=shell, notices=view)


@router.post("/reading")
def mark_all_read(act: Deed) -> Response:
    """All are read."""
    notices.mark_all_read(act)
    return RedirectResponse("/notices", HTTPStatus.SEE_OTHER)


def view_of(viewer: Viewer, before: str, *, only_unread: bool = False) -> NoticesView:
    """A page of notices."""
    found = notices.list_for(viewer.session, viewer.actor, before=before or None, limit=PAGE, unread=only_unread)
    unread = notices.count_unread(viewer.session, viewer.actor)
    summary = viewer.say(N_("%(count)s not read yet"), count=capped(unread)) if unread else viewer.say(N_("all read"))
    told = viewer.offices.tell(viewer.session, found)
    shown = [notice for notice in found if notice.id in told]
    days = tuple(
        NoticeDay(day_text(viewer.lang, on), tuple(_row(viewer, notice, told[notice.id]) for notice in of_day))
        for on, of_day in groupby(shown, key=lambda notice: notice.at.astimezone(zone()).date())
    )
    filtered = "unread=1&" if only_unread else ""
    older = f"/notices?{filtered}before={found[-1].id}" if len(found) == PAGE else ""
    return NoticesView(summary, bool(unread), days, older, only_unread)


def _row(viewer: Viewer, notice: Notice, told: Told) -> NoticeRow:
    at = clock_time(viewer.lang, notice.at)
    return NoticeRow(viewer.told(told.sentence, told.facts), told.url or "", at, notice.read_at is not None)
