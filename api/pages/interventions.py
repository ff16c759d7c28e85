"""The administrator's place: cases, and interventions that are foreseen before they are done."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api import answers
from api.context import House
from api.deps import SLOT, Who, require_role
from api.pages.intervening import cases_of, order_of, trouble_of, typed_of, view_of
from api.pages.posted import Sent
from api.pages.shell import shell_of
from api.pages.viewer import Seen, act_of, viewer_of
from api.rendering import show
from engine import orders
from kernel import clock
from kernel.errors import AppError, NotFound
from kernel.render import N_
from people.roles import Role

router = APIRouter(prefix="/instances", include_in_schema=False, dependencies=[require_role(Role.ADMIN_SISTEM)])
PAGE = "interventions/intervene.html"


@router.get("")
def show_cases(
    request: Request,
    viewer: Seen,
    q: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """The newest cases."""
    cases = cases_of(viewer, q.strip(), after)
    return show(request, "interventions/cases.html", shell=shell_of(viewer, "cases"), cases=cases, sought=q)


@router.get("/{instance_id}/interventions")
def show_case(request: Request, viewer: Seen, instance_id: str, done: str = "") -> Response:
    """One case: where it stands, and what can be ordered."""
    said = viewer.say(N_("Done and recorded.")) if done else ""
    view = view_of(viewer, instance_id, {})
    return show(request, PAGE, shell=shell_of(viewer, "cases", said=said), case=view)


@router.post("/{instance_id}/interventions", dependencies=[SLOT])
def order(request: Request, house: House, who: Who, instance_id: str, sent: Sent) -> Response:
    """Foresee an order; once it was confirmed, do it."""
    wanted, typed = order_of(instance_id, sent), typed_of(sent)
    refused, status, foreseen = None, HTTPStatus.OK, None
    try:
        if sent.one("confirmed"):
            with house.database.write() as session:
                orders.perform(act_of(session, who), wanted)
            return RedirectResponse(f"/instances/{instance_id}/interventions?done=1", HTTPStatus.SEE_OTHER)
        foreseen = orders.foresee(house.database, who.actor, clock.now(), wanted)
    except NotFound:
        raise
    except AppError as fault:
        refused, status = fault, answers.caught(request, fault)
    with house.database.read() as session:
        viewer = viewer_of(request, house, session, who)
        trouble = trouble_of(viewer, instance_id, refused) if refused else ""
        view = view_of(viewer, instance_id, typed, trouble, foreseen)
        return show(request, PAGE, status, shell=shell_of(viewer, "cases"), case=view)
