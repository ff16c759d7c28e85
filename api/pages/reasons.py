"""Why a task is mine, and what it asks, in a few words."""

from api.pages.viewer import Viewer
from engine.inbox import TaskRow
from engine.tasks import TaskView
from kernel.render import N_
from people import structure, titles
from people.roles import GROUPS


def ask(viewer: Viewer, task: TaskRow | TaskView) -> str:
    """What a task asks: its name in the drawing."""
    return viewer.say(task.name)


def why(viewer: Viewer, desk: str) -> str:
    """On what ground a desk's task is this person's: post, acting, group."""
    sort, _, key = desk.partition(":")
    ground = viewer.actor.acting.get(desk)
    if ground is not None and ground.capacity == "an":
        return titles.of_ground(viewer.session, "an", desk)
    if sort == "role":
        return viewer.say(N_("group %(role)s"), role=group_of(viewer, key))
    if sort == "person":
        return viewer.say(N_("for you yourself"))
    post = structure.find_post(viewer.session, key)
    title = post.title if post else key
    if ground is not None and ground.capacity != "definitive":
        return viewer.say(N_("as %(post)s"), post=f"{structure.SIGNS[ground.capacity]}{title}")
    if desk in viewer.actor.sees:
        return viewer.say(N_("%(post)s, being served by who acts for you"), post=title)
    return viewer.say(N_("as %(post)s"), post=title)


def group_of(viewer: Viewer, role: str) -> str:
    """Those who have a role, in words; a role that nobody knows by its code."""
    return viewer.say(GROUPS.get(role, role))  # type: ignore[call-overload]


def is_acting(viewer: Viewer, desk: str) -> bool:
    """Whether the person serves the desk for somebody else."""
    ground = viewer.actor.acting.get(desk)
    return ground is not None and ground.capacity != "definitive"
