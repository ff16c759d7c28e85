"""The personnel desk of leave: what waits to be checked, what waits outside, who is ill without a note."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.deps import require_role
from api.pages.lamps import lamp
from api.pages.leave_request_view import DeskList, DeskRow, DeskView
from api.pages.shell import shell_of
from api.pages.speech import Speech
from api.pages.viewer import Seen, Viewer
from api.pages.words import Lamp
from api.rendering import show
from engine import inbox
from engine.inbox import TaskRow
from kernel.render import N_
from workflows.leave import briefing, cases, words
from workflows.leave.models import LeaveRequest
from workflows.leave.states import LEAVE_LABELS
from workflows.sayings import Joined, OfPerson, Said

KEEPERS = ("pengelola_kepegawaian", "kasubbag_umum")
router = APIRouter(prefix="/leave", include_in_schema=False, dependencies=[require_role(*KEEPERS)])


@router.get("/desk")
def show_desk(request: Request, viewer: Seen) -> Response:
    """What waits at the personnel desk."""
    return show(request, "leave/desk.html", shell=shell_of(viewer, "services"), desk=desk_of(viewer))


def desk_of(viewer: Viewer) -> DeskView:
    """The four lists, the oldest first."""
    found = cases.at_desk(viewer.session, viewer.calendar.date_of(viewer.now))
    told: tuple[tuple[str, str, Sequence[LeaveRequest], str], ...] = (
        ("verify", N_("To check"), found.to_verify, N_("Nothing waits to be checked.")),
        ("outside", N_("Waiting for a decision outside the unit"), found.outside, N_("Nothing waits outside.")),
        ("ill", N_("Ill, without a doctor's note"), found.ill, N_("Nobody is ill without a note.")),
        ("late", N_("Not reported back"), found.late, N_("Everybody has reported back.")),
    )
    every = [one.instance_id for _, _, rows, _ in told for one in rows]
    tasks = {task.instance_id: task for task in reversed(inbox.open_of_instances(viewer.session, every))}
    speech = Speech(viewer)
    lists = tuple(
        DeskList(
            key,
            viewer.say(title),
            tuple(_row(viewer, speech, one, tasks.get(one.instance_id)) for one in rows),
            viewer.say(empty),
        )
        for key, title, rows, empty in told
    )
    counts = {"check": len(found.to_verify), "outside": len(found.outside), "ill": len(found.ill)}
    summary = viewer.say(N_("%(check)s to check, %(outside)s outside, %(ill)s ill without a note"), **counts)
    return DeskView(summary, lists)


def _row(viewer: Viewer, speech: Speech, one: LeaveRequest, task: TaskRow | None) -> DeskRow:
    about = (Said(words.KINDS[one.kind]), briefing.span_of(one), briefing.length_of(one), Said(LEAVE_LABELS[one.state]))
    mine = task is not None and viewer.actor.can_work_for(task.desk, task.process)
    lit = lamp(viewer, task.due_at, task.opened_at) if task else Lamp("none", viewer.say(N_("no limit")))
    url = f"/tasks/{task.id}" if task and mine else f"/leave/{one.id}"
    return DeskRow(speech.say(OfPerson(one.person_id)), speech.say(Joined(about)), url, lit)
