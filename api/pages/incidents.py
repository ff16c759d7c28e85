"""The administrator's list of incidents: look, try again, give up."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from api.deps import Deed, require_role
from api.pages.shell import shell_of
from api.pages.troubles import list_of, one_of
from api.pages.viewer import Seen
from api.readable import Written
from api.rendering import show
from engine import incidents
from people.roles import Role

router = APIRouter(prefix="/studio/incidents", include_in_schema=False)
LOOK, SETTLE = require_role(Role.ADMIN_SISTEM, Role.AUDITOR), require_role(Role.ADMIN_SISTEM)


@router.get("", dependencies=[LOOK])
def show_incidents(
    request: Request,
    viewer: Seen,
    everything: Annotated[bool, Query(alias="all")] = False,
    after: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """The open ones; all of them when asked."""
    view = list_of(viewer, everything=everything, after=after)
    return show(request, "studio/incidents.html", shell=shell_of(viewer, "studio"), incidents=view)


@router.get("/{incident_id}", dependencies=[LOOK])
def show_incident(request: Request, viewer: Seen, incident_id: str) -> Response:
    """One incident."""
    view = one_of(viewer, incidents.get(viewer.session, incident_id))
    return show(request, "studio/incident.html", shell=shell_of(viewer, "studio"), incident=view)


@router.post("/{incident_id}/retry", dependencies=[SETTLE])
def retry(act: Deed, incident_id: str) -> Response:
    """Have the step tried again."""
    incidents.retry(act, incident_id)
    return RedirectResponse(f"/studio/incidents/{incident_id}", HTTPStatus.SEE_OTHER)


@router.post("/{incident_id}/giving-up", dependencies=[SETTLE])
def give_up(act: Deed, incident_id: str, reason: Annotated[Written, Form(max_length=1000)] = "") -> Response:
    """Stop trying."""
    incidents.give_up(act, incident_id, reason=reason)
    return RedirectResponse(f"/studio/incidents/{incident_id}", HTTPStatus.SEE_OTHER)
