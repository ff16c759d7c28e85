"""The notices of a person."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.deps import Deed
from api.pages.shell import capped, shell_of
from api.pages.viewer import Seen, Viewer
from api.rendering import show
from kernel.render import N_, instant
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
class NoticesView:
    """The newest notices."""

    summary: str
    unread: bool
    rows: tuple[NoticeRow, ...]
    older: str


@router.get("")
def show_notices(request: Request, viewer: Seen, before: Annotated[str, Query(max_length=60)] = "") -> Response:
    """The newest first."""
    return show(request, "notices/notices.html", shell=shell_of(viewer, "notices"), notices=view_of(viewer, before))


@router.post("/reading")
def mark_all_read(act: Deed) -> Response:
    """All are read."""
    notices.mark_all_read(act)
    return RedirectResponse("/notices", HTTPStatus.SEE_OTHER)


def view_of(viewer: Viewer, before: str) -> NoticesView:
    """A page of notices."""
    found = notices.list_for(viewer.session, viewer.actor, before=before or None, limit=PAGE)
    unread = notices.count_unread(viewer.session, viewer.actor)
    summary = viewer.say(N_("%(count)s not read yet"), count=capped(unread)) if unread else viewer.say(N_("all read"))
    told = viewer.offices.tell(viewer.session, found)
    rows = tuple(_row(viewer, notice, told[notice.id]) for notice in found if notice.id in told)
    return NoticesView(summary, bool(unread), rows, f"/notices?before={found[-1].id}" if len(found) == PAGE else "")


def _row(viewer: Viewer, notice: Notice, told: Told) -> NoticeRow:
    at = instant(viewer.lang, notice.at)
    return NoticeRow(viewer.told(told.sentence, told.facts), told.url or "", at, notice.read_at is not None)
