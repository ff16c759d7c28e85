"""Builds what stands around every page of a signed-in person."""

from dataclasses import replace
from datetime import date

from api.pages.lamps import end_of_today
from api.pages.shell_view import PersonLine, PlaceView, Shell
from api.pages.viewer import Viewer
from engine import inbox
from kernel import render
from kernel.act import Acting
from kernel.render import N_
from people import acting, directory, structure, substitution, titles
from workflows import notices, sample

PLACES = (
    PlaceView("inbox", N_("Inbox"), N_("Tasks"), "/"),
    PlaceView("letters", N_("Letters"), N_("Letters"), "/letters"),
    PlaceView("services", N_("Services"), N_("Services"), "/services"),
    PlaceView("studio", N_("Studio"), N_("Studio"), "/studio"),
    PlaceView("office", N_("Office"), N_("Office"), "/office"),
    PlaceView("audit", N_("Audit"), N_("Audit"), "/audit"),
    PlaceView("cases", N_("Cases"), N_("Cases"), "/instances"),
)
ADMINISTRATOR = frozenset({"admin_sistem"})
ROLES = {
    "studio": ADMINISTRATOR,
    "cases": ADMINISTRATOR,
    "office": ADMINISTRATOR,
    "audit": frozenset({"auditor"}),
}


def shell_of(viewer: Viewer, here: str, *, sought: str = "", said: str = "", sent: str = "") -> Shell:
    """The frame of a page. `here` is the place's key; `sent` names the form that arrived just now."""
    late = inbox.counts(viewer.session, viewer.actor, viewer.now, end_of_today(viewer)).late
    return Shell(
        person=person_line(viewer),
        places=tuple(replace(place, count=capped(late) if place.key == "inbox" else "") for place in places(viewer)),
        here=here,
        path=viewer.path,
        notices=notices.count_unread(viewer.session, viewer.actor),
        demo=sample.is_sample(viewer.session),
        sought=sought,
        said=said,
        sent=sent,
    )


def places(viewer: Viewer) -> list[PlaceView]:
    """Only the places this person may enter."""
    return [place for place in PLACES if place.key not in ROLES or viewer.actor.roles & ROLES[place.key]]


def capped(count: int) -> str:
    """A count as it is shown: nothing for none, 99+ from a hundred on."""
    return "" if not count else "99+" if count >= inbox.CAP else str(count)


def person_line(viewer: Viewer) -> PersonLine:
    """Name, post, and for whom the person acts until when."""
    code = structure.find_post_of_person(viewer.session, viewer.actor.id, viewer.now)
    post = structure.find_post(viewer.session, code) if code else None
    own = post.title if post else viewer.say(N_("no post in this office"))
    lines = tuple(acting_line(viewer, ground) for ground in serving(viewer))
    name = directory.person(viewer.session, viewer.actor.id).name
    return PersonLine(viewer.actor.id, name, own, lines[0] if lines else own, lines)


def serving(viewer: Viewer) -> list[Acting]:
    """The posts the person serves as Plt. or Plh. now, and for each person he stands in for one desk: the post."""
    grounds = (ground for ground in viewer.actor.acting.values() if ground.capacity != "definitive")
    found = {ground.of or ground.desk: ground for ground in sorted(grounds, key=lambda ground: ground.desk)}
    return sorted(found.values(), key=lambda ground: (ground.capacity == "an", ground.desk))


def acting_line(viewer: Viewer, ground: Acting) -> str:
    """`Plh. Kepala Pusat s.d. 18 November 2026`."""
    said = titles.of_ground(viewer.session, ground.capacity, ground.desk)
    until = _last_days(viewer, ground)
    if not until:
        return said
    return viewer.say(N_("%(post)s until %(day)s"), post=said, day=render.day_text(viewer.lang, max(until)))


def _last_days(viewer: Viewer, ground: Acting) -> list[date]:
    """The last days of what gives a ground today."""
    today = viewer.calendar.date_of(viewer.now)
    if ground.capacity == "an":
        mine = substitution.list_for(viewer.session, viewer.actor.id)
        return [one.last_on for one in mine if one.absent == ground.of and one.stands_on(today)]
    standing = acting.list_standing(viewer.session, today)
    return [one.last_on for one in standing if f"post:{one.post}" == ground.desk]
