"""Moving running cases to another version: the rehearsal with its list, the move, the way back."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import answers
from api.context import House
from api.deps import Who, require_role
from api.pages.moving import route_of, tried_of, view_of
from api.pages.posted import Sent
from api.pages.shell import shell_of
from api.pages.viewer import Seen, act_of, viewer_of
from api.rendering import show
from engine import migrating
from engine.interventions import Reason
from kernel.errors import AppError
from kernel.render import N_
from people.roles import Role

router = APIRouter(prefix="/migrations", include_in_schema=False, dependencies=[require_role(Role.ADMIN_SISTEM)])
PAGE = "interventions/migrations.html"
MOST = 10_000


@router.get("")
def show_rehearsal(
    request: Request,
    viewer: Seen,
    process: Annotated[str, Query(max_length=100)] = "",
    start: Annotated[str, Query(alias="from", max_length=9)] = "",
    goal: Annotated[str, Query(alias="to", max_length=9)] = "",
) -> Response:
    """Choose a process and two versions; then every case with whether it can be moved."""
    view = view_of(viewer, (process, start, goal))
    return show(request, PAGE, shell=shell_of(viewer, "cases"), migration=view)


@router.post("")
def migrate(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Move the chosen cases; none when one of them can't be moved safely."""
    chosen = sent.values.get("case", [])[:MOST]
    way = (sent.one("process"), sent.one("from"), sent.one("to"))
    refused, status, moved = None, HTTPStatus.OK, []
    try:
        with house.database.write() as session:
            reason = Reason(sent.one("reason"), sent.one("text")[:2000])
            moved = migrating.migrate(act_of(session, who), route_of(way), reason, chosen)
    except AppError as fault:
        refused, status = fault, answers.caught(request, fault)
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        view = view_of(viewer, way, tuple(one.instance_id for one in moved), tried_of(sent, refused))
        return show(request, PAGE, status, shell=shell_of(viewer, "cases"), migration=view)


@router.post("/reversal")
def undo(request: Request, house: House, who: Who, sent: Sent) -> Response:
    """Take the cases back that were moved just now; all of them or none."""
    chosen = sent.values.get("case", [])[:MOST]
    way = (sent.one("process"), sent.one("from"), sent.one("to"))
    refused, status, done = None, HTTPStatus.OK, []
    try:
        with house.database.write() as session:
            reason = Reason(sent.one("reason"), sent.one("text")[:2000])
            done = migrating.undo(act_of(session, who), chosen, reason)
    except AppError as fault:
        refused, status = fault, answers.caught(request, fault)
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        said = viewer.say(N_("%(count)s cases were taken back."), count=len(done)) if done else ""
        view = view_of(viewer, way, () if done else tuple(chosen), tried_of(sent, refused))
        return show(request, PAGE, status, shell=shell_of(viewer, "cases", said=said), migration=view)
