"""The replay of an instance: its page, its frames, its drawing. Showing writes nothing to the instance."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.deps import flag
from api.pages.replays import drawing_of, open_replay, said_of, view_of
from api.pages.shell import shell_of
from api.pages.viewer import Seen
from api.rendering import show

router = APIRouter(prefix="/instances", include_in_schema=False)
FRESH = {"Cache-Control": "private, no-store"}


@router.get("/{instance_id}/replay", dependencies=[flag("drawing")])
def show_replay(request: Request, viewer: Seen, instance_id: str) -> Response:
    """The drawing, the steps, the player."""
    one, replayed = open_replay(viewer, instance_id)
    area = viewer.offices.area_of(one.record)
    here = "audit" if viewer.actor.has_role("auditor") else area.place if area else "cases"
    replay = view_of(viewer, one, replayed)
    return show(request, "replay/replay.html", shell=shell_of(viewer, here), replay=replay)


@router.get("/{instance_id}/frames.json")
def give_frames(viewer: Seen, instance_id: str) -> Response:
    """What the drawing shows after each event: ids of elements and flows, and the sentence of the step."""
    _, replay = open_replay(viewer, instance_id)
    frames = [
        {
            "number": frame.number,
            "said": said_of(viewer, frame, replay.process),
            "passed": frame.passed,
            "flows": frame.flows,
            "here": frame.here,
            "before": frame.before,
        }
        for frame in replay.frames
    ]
    return JSONResponse({"frames": frames}, headers=FRESH)


@router.get("/{instance_id}/diagram.bpmn")
def give_diagram(viewer: Seen, instance_id: str) -> Response:
    """The drawing of the version that is pinned."""
    _, replay = open_replay(viewer, instance_id)
    drawing = next(iter(replay.definition.diagrams.values()))
    return Response(drawing_of(viewer, drawing), media_type="application/xml", headers=FRESH)
