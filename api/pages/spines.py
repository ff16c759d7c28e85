"""What happened to a record, in the words of its area, grouped by day, and whether its chain of events is whole."""

from collections.abc import Mapping
from itertools import groupby

from api.pages.speech import Speech
from api.pages.spine_view import DayView, EventView, SpineView
from api.pages.viewer import Viewer
from kernel import history
from kernel.history import Event
from kernel.render import N_, clock_time, day_text, zone
from people import directory, structure, titles
from workflows import comments
from workflows.areas import Area

EVERYWHERE = {
    "comment.added": (N_("wrote a comment"), ""),
    "comment.withdrawn": (N_("took a comment back"), "quiet"),
}


def spine_of(viewer: Viewer, record: str) -> SpineView:
    """The history of a record, the oldest first."""
    area = viewer.offices.area_of(record)
    events = history.read(viewer.session, record)
    fault = history.verify(viewer.session, record)
    posts = {post.code: post.title for post in structure.list_posts(viewer.session)}
    people = directory.names(viewer.session, {event.actor for event in events})
    speech = Speech(viewer, posts, people)
    written = comments.written_in(viewer.session, events)
    days = tuple(
        DayView(
            day_text(viewer.lang, on),
            tuple(event_view(viewer, event, speech, area, written) for event in of_day),
        )
        for on, of_day in groupby(events, key=lambda event: event.at.astimezone(zone()).date())
    )
    verdict = viewer.say(N_("✓ whole")) if fault is None else viewer.say(N_("▲ altered at event %(n)s"), n=fault.number)
    return SpineView(days, len(events), fault is None, verdict)


def event_view(
    viewer: Viewer, event: Event, speech: Speech, area: Area | None, written: Mapping[str, str]
) -> EventView:
    """One event: who, for whom, what, what changed.

    A sentence of an area that begins with a small letter is said of the actor; any other stands alone.
    """
    unknown = (event.kind.replace(".", " ").replace("_", " "), "quiet")
    known = {**(area.events if area else {}), **EVERYWHERE}
    sentence, tone = known.get(event.kind, unknown)
    facts = dict(area.event_facts(viewer.session, event)) if area else {}
    detail, quote = facts.pop("detail", None), facts.pop("quote", None)
    quote = quote or written.get(event.data.get("comment", ""))
    who = _who(viewer, event, speech) if sentence[:1].islower() else ""
    below = (f"“{speech.say(quote)}”" if quote else "", detail, event.basis)
    return EventView(clock_time(viewer.lang, event.at), who, speech.told(sentence, facts), speech.say(below), tone)


def _who(viewer: Viewer, event: Event, speech: Speech) -> str:
    name = speech.person(event.actor)
    if not name:
        return viewer.say(N_("The system"))
    ground = titles.of_ground(viewer.session, event.capacity, event.desk)
    return f"{name}, {ground}," if ground else name
