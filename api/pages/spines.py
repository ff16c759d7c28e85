"""What happened to a letter, in words, grouped by day, and whether its chain of events is whole."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from api.pages.letter_view import DayView, EventView, SpineView
from api.pages.viewer import Viewer
from kernel import history
from kernel.history import Event
from kernel.render import N_, clock_time, day_text, instant, zone
from people import directory, structure
from workflows import comments
from workflows.letters import instructions, records, trace

WORDS: Mapping[str, tuple[str, str]] = {
    "letter.registered": (N_("registered the letter, agenda %(agenda)s"), ""),
    "letter.returned": (N_("returned the letter to its sender"), ""),
    "letter.routed": (N_("The system sent it to %(desk)s"), "quiet"),
    "letter.absence_alerted": (N_("Nobody serves the post; %(desk)s was told"), "late"),
    "letter.disposed": (N_("disposed of it: %(to)s"), ""),
    "letter.opened": (N_("opened it"), "quiet"),
    "letter.content_attached": (N_("attached the content"), ""),
    "letter.given_back": (N_("sent it back to the registry for correction"), ""),
    "letter.corrected": (N_("corrected the register entry"), ""),
    "letter.answered": (N_("answered the letter"), ""),
    "letter.finished": (N_("All duties are done; the letter is finished"), "quiet"),
    "letter.filed": (N_("filed the letter"), ""),
    "letter.cancelled": (N_("cancelled the letter"), ""),
    "letter.case_ended": (N_("ended the case; the letter stays finished"), ""),
    "branch.informed": (N_("read the copy"), "quiet"),
    "branch.reported": (N_("reported the result"), ""),
    "branch.accepted": (N_("accepted the result"), ""),
    "branch.returned": (N_("sent the report back"), ""),
    "branch.asked": (N_("asked a question"), ""),
    "branch.answered": (N_("answered the question"), ""),
    "branch.closed": (N_("A branch is done"), "quiet"),
    "comment.added": (N_("wrote a comment"), ""),
    "comment.withdrawn": (N_("took a comment back"), "quiet"),
    "duty.reminded": (N_("Half of the time has passed; a reminder was sent"), "quiet"),
    "duty.fell_due": (N_("The limit has passed"), "late"),
    "duty.escalated": (N_("A working day over the limit; the superior was told"), "late"),
}
UNNAMED = frozenset({"letter.routed", "letter.absence_alerted", "letter.finished", "branch.closed"})


def spine_of(viewer: Viewer, record: str) -> SpineView:
    """The history of a record, the oldest first."""
    events = history.read(viewer.session, record)
    fault = history.verify(viewer.session, record)
    posts = {post.code: post.title for post in structure.list_posts(viewer.session)}
    people = directory.names(viewer.session, {event.actor for event in events})
    remarks = {
        **records.remarks_of(viewer.session, trace.letter_of(record)),
        **comments.written_in(viewer.session, events),
    }
    days = tuple(
        DayView(
            day_text(viewer.lang, on),
            tuple(quoted(event_view(viewer, event, posts, people), event, remarks) for event in of_day),
        )
        for on, of_day in groupby(events, key=lambda event: event.at.astimezone(zone()).date())
    )
    verdict = viewer.say(N_("✓ whole")) if fault is None else viewer.say(N_("▲ altered at event %(n)s"), n=fault.number)
    return SpineView(days, len(events), fault is None, verdict)


def quoted(view: EventView, event: Event, remarks: Mapping[str, str]) -> EventView:
    """The event with what was written in it, unless that was erased."""
    text = remarks.get(event.data.get("remark") or event.data.get("comment", ""))
    if text is None:
        return view
    return replace(view, detail=f"“{text}” · {view.detail}" if view.detail else f"“{text}”")


def event_view(viewer: Viewer, event: Event, posts: Mapping[str, str], people: Mapping[str, str]) -> EventView:
    """One event: who, for whom, what, what changed."""
    sentence, tone = WORDS.get(event.kind, (event.kind.replace(".", " ").replace("_", " "), "quiet"))
    who = "" if event.kind in UNNAMED else people.get(event.actor, "")
    if who and event.capacity in ("plt", "plh") and event.desk:
        title = posts.get(event.desk.removeprefix("post:"), "")
        who = f"{who}, {structure.SIGNS[event.capacity]}{title},"
    elif not who and event.kind not in UNNAMED and not event.kind.startswith("duty."):
        who = viewer.say(N_("The system"))
    facts = _facts(viewer, event, posts)
    return EventView(clock_time(viewer.lang, event.at), who, viewer.told(sentence, facts), _detail(viewer, event), tone)


def _facts(viewer: Viewer, event: Event, posts: Mapping[str, str]) -> dict[str, Any]:
    data = event.data
    agenda = data.get("agenda") or [None, None, ""]
    number = f"{agenda[2]}/{agenda[0]}" if agenda[2] else viewer.say(N_("without a number"))
    desk = str(data.get("desk", "")).removeprefix("post:")
    to = ", ".join(posts.get(one["post"], one["post"]) for one in data.get("recipients", ()) if not one["automatic"])
    return {"agenda": number, "desk": posts.get(desk, desk), "to": to}


def _detail(viewer: Viewer, event: Event) -> str:
    data, parts = event.data, []
    if data.get("instructions"):
        parts += [viewer.say(label) for label in instructions.labels(data["instructions"])]
    due = data.get("due_at")
    if isinstance(due, str) and due:
        parts.append(viewer.say(N_("limit %(at)s"), at=instant(viewer.lang, datetime.fromisoformat(due))))
    if event.basis:
        parts.append(event.basis)
    return " · ".join(parts)
