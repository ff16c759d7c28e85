"""The administrator's list of incidents: look, try again, give up."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.context import House
from api.deps import Deed, Who, require_role
from api.errors import status_of
from api.pages.posted import Sent
from api.pages.shell import shell_of
from api.pages.troubles import list_of, one_of
from api.pages.viewer import Seen, act_of, viewer_of
from api.rendering import show
from engine import incidents
from kernel.errors import Invalid
from people.roles import Role

router = APIRouter(prefix="/studio/incidents", include_in_schema=False)
LONGEST = 1000
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
def give_up(request: Request, house: House, who: Who, incident_id: str, sent: Sent) -> Response:
    """Stop trying, or show the page again with what was typed and the sentence that says what is missing."""
    reason = sent.one("reason")
    try:
        with house.database.write() as session:
            incidents.give_up(act_of(session, who), incident_id, reason=reason[:LONGEST])
    except Invalid as fault:
        with house.database.read() as session:
            viewer = viewer_of(request, house, session, who)
            said = viewer.told(fault.sentence, fault.facts)
            view = replace(one_of(viewer, incidents.get(session, incident_id)), trouble=said, typed=reason)
            words = {"shell": shell_of(viewer, "studio"), "incident": view}
            return show(request, "studio/incident.html", status_of(fault), **words)
    return RedirectResponse(f"/studio/incidents/{incident_id}", HTTPStatus.SEE_OTHER)
