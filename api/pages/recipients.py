"""Who may be given something: recent ones and direct subordinates first, the rest of the branch by unit."""

from collections.abc import Mapping
from itertools import groupby

from api.pages.form_view import GroupView, PersonView
from api.pages.viewer import Viewer
from api.pages.words import Option
from engine import workload
from kernel.render import N_
from people import absences, directory, structure, substitution
from people.structure import Holder, Post
from workflows.letters import recent

NEAR = 8
BRANCH = "disposition_branch"
AWAY = N_("away today, and nobody acts for this post")
Offer = tuple[tuple[PersonView, ...], tuple[GroupView, ...]]


def roles(viewer: Viewer) -> tuple[Option, ...]:
    """What can be asked of a recipient."""
    return (
        Option("responsible", viewer.say(N_("responsible"))),
        Option("joint", viewer.say(N_("works on it too"))),
        Option("copy", viewer.say(N_("copy"))),
    )


def offered(viewer: Viewer, giver: str, chosen: Mapping[str, str]) -> Offer:
    """The near ones, and the others by unit. `chosen` maps post codes to roles."""
    branch = structure.titles(viewer.session, structure.branch_of(viewer.session, giver))
    held = structure.holders_of(viewer.session, sorted(branch), viewer.now)
    load = workload.open_by_desk(viewer.session, [post.desk for post in branch.values()])
    away = absences.absent_among(viewer.session, [one.person_id for one in held.values()], viewer.now)
    away -= substitution.at_posts(viewer.session, away, viewer.now, BRANCH).keys()
    lately = {code: place for place, code in enumerate(recent.recipients_of(viewer.session, giver))}
    served = [post for post in branch.values() if post.code in held]

    def person(post: Post) -> PersonView:
        holder = held[post.code]
        is_away = holder.person_id in away and holder.capacity == "definitive"
        parts = [_holder(viewer, holder, load.get(post.desk, 0)), viewer.say(AWAY) if is_away else ""]
        return PersonView(post.code, post.title, " · ".join(filter(None, parts)), chosen.get(post.code, ""))

    def rank(post: Post) -> tuple[int, int, int]:
        return (post.parent != giver, lately.get(post.code, len(lately)), post.sort)

    first = sorted((p for p in served if p.parent == giver or p.code in lately or p.code in chosen), key=rank)[:NEAR]
    first += [post for post in served if post.code in chosen and post not in first]
    others = sorted((post for post in served if post not in first), key=lambda post: (post.unit, post.sort))
    units = {unit.code: unit.name for unit in directory.list_units(viewer.session)}
    groups = (
        GroupView(units.get(unit, unit), tuple(person(post) for post in posts))
        for unit, posts in groupby(others, key=lambda post: post.unit)
    )
    return tuple(person(post) for post in first), tuple(groups)


def _holder(viewer: Viewer, holder: Holder, open_tasks: int) -> str:
    name = viewer.say(N_("you yourself")) if holder.person_id == viewer.actor.id else holder.name
    sign = structure.SIGNS[holder.capacity]
    if not open_tasks:
        return f"{sign}{name}"
    return viewer.say(N_("%(name)s · %(count)s open"), name=f"{sign}{name}", count=open_tasks)
