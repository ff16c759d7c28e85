"""How the house stands: for the operator's watch as JSON, for administrators as a page."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.context import House, Installation
from api.deps import require_role
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer
from api.pages.words import Fact, Lamp
from api.rendering import show
from kernel import clock
from kernel.errors import AppError
from kernel.render import N_, instant, number
from people.roles import Role
from workflows import mails, watch
from workflows.watch import RAISED, State

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class HealthView:
    """The alarms in words, and the queue in numbers."""

    summary: str
    alarms: tuple[tuple[Lamp, str], ...]
    queue: tuple[Fact, ...]
    store: tuple[Fact, ...]


@router.get("/health")
def health(house: House) -> Response:
    """`ok`, `degraded` with the alarms, or 503 `down` when the database does not answer."""
    try:
        with house.database.read() as session:
            state = watch.measure(session, house.settings.data_dir, clock.now(), least_mb=house.settings.least_free_mb)
    except AppError as fault:
        body: dict[str, Any] = {"status": "down", "code": fault.code}
        return JSONResponse(body, 503, headers={"Cache-Control": "no-store", "Retry-After": "10"})
    body = {"status": "ok" if state.is_well else "degraded", **watch.facts_of(state)}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


@router.get("/studio/health", dependencies=[require_role(Role.ADMIN_SISTEM, Role.AUDITOR)])
def show_health(request: Request, house: House, viewer: Seen) -> Response:
    """Queue, timers, mail, disk; and what is wrong."""
    state = state_of(viewer, house)
    return show(request, "studio/health.html", shell=shell_of(viewer, "studio"), health=view_of(viewer, state))


def state_of(viewer: Viewer, house: Installation) -> State:
    """Queue and disk as they stand now."""
    chosen = house.settings
    return watch.measure(viewer.session, chosen.data_dir, viewer.now, least_mb=chosen.least_free_mb)


def view_of(viewer: Viewer, state: State) -> HealthView:
    """The state in words; an alarm that was raised says since when."""
    since = {row.kind: row.since for row in watch.list_standing(viewer.session)}
    alarms = tuple(
        (_lamp(viewer, kind, since), viewer.say(RAISED[kind], count=count))
        for kind, count in sorted(state.wrong.items())
    )
    say, queue = viewer.say, state.queue
    summary = say(N_("Everything works.")) if state.is_well else say(N_("%(count)s alarms"), count=len(alarms))
    return HealthView(
        summary=summary,
        alarms=alarms,
        queue=(
            Fact(say(N_("Due, waiting for a worker")), str(queue.due)),
            Fact(say(N_("Being done")), str(queue.held)),
            Fact(say(N_("For later: timers and pauses")), str(queue.waiting)),
            Fact(say(N_("Failed, being tried again")), str(queue.failing)),
            Fact(say(N_("Failed for good")), str(queue.dead)),
        ),
        store=(
            Fact(say(N_("Mails waiting")), str(state.mails)),
            Fact(say(N_("Persons without a mail address")), str(mails.count_unreachable(viewer.session))),
            Fact(say(N_("Open incidents")), str(state.incidents), url="/studio/incidents", door=say(N_("Show"))),
            Fact(say(N_("Free on the disk")), f"{number(viewer.lang, round(state.free_mb / 1000, 1))} GB"),
        ),
    )


def _lamp(viewer: Viewer, kind: str, since: dict[str, Any]) -> Lamp:
    at = since.get(kind)
    return Lamp(
        "late", viewer.say(N_("since %(at)s"), at=instant(viewer.lang, at)) if at else viewer.say(N_("seen just now"))
    )
