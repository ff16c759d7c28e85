"""The place of services: what one may ask for, an entry for each."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer
from api.rendering import show

router = APIRouter(prefix="/services", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One entry."""

    title: str
    about: str
    url: str


@router.get("")
def show_services(request: Request, viewer: Seen) -> Response:
    """Every service this person may enter."""
    return show(request, "services/services.html", shell=shell_of(viewer, "services"), services=services_of(viewer))


def services_of(viewer: Viewer) -> tuple[ServiceView, ...]:
    """The entries of all areas, in words."""
    entries = viewer.offices.services(viewer.actor)
    return tuple(ServiceView(viewer.say(one.title), viewer.say(one.about), one.url) for one in entries)
