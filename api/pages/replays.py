"""Puts the frames of an instance into words."""

import re
from html import unescape
from xml.sax.saxutils import quoteattr

from api.assets import address
from api.pages.answered import answers_of
from api.pages.headlines import headline
from api.pages.reckoned import reckoned
from api.pages.replay_view import ReplayView, StepView
from api.pages.speech import Speech
from api.pages.states import STATES
from api.pages.viewer import Viewer
from api.pages.words import Link
from engine import audit, instances
from engine.audit import Replay
from engine.frames import Frame
from engine.interventions import REASONS
from engine.models import Instance
from engine.spiff.parse import Process
from engine.states import ALIVE
from engine.task_errors import InstanceUnknown
from kernel.render import N_, instant
from people import directory, structure, titles

WORDS = {
    "instance.started": N_("Begun"),
    "instance.cancelled": N_("Cancelled"),
    "task.completed": N_("Done: %(name)s"),
    "task.claimed": N_("Taken: %(name)s"),
    "task.released": N_("Given back: %(name)s"),
    "task.read": N_("Opened: %(name)s"),
    "timer.fired": N_("Time has come: %(name)s"),
    "calendar.changed": N_("Another calendar; open deadlines moved"),
    "message.received": N_("Message received: %(name)s"),
    "message.unheard": N_("Nobody waited for the message that was sent"),
    "signal.received": N_("Signal received"),
    "instance.suspended": N_("Suspended"),
    "instance.resumed": N_("Resumed"),
    "instance.migrated": N_("Moved to another version"),
    "token.moved": N_("Moved away from: %(name)s"),
    "task.skipped": N_("Skipped: %(name)s"),
    "task.repeated": N_("Taken back from: %(name)s"),
    "data.corrected": N_("Process data corrected"),
    "service.answered": N_("Answered by the service: %(name)s"),
    "service.given_up": N_("Given up: %(name)s"),
    "service.dropped": N_("Answered too late, dropped: %(name)s"),
    "incident.opened": N_("Failed: %(name)s"),
    "incident.retried": N_("Tried again: %(name)s"),
    "incident.given_up": N_("Stopped trying: %(name)s"),
    "incident.closed": N_("Incident closed: %(name)s"),
}


def open_replay(viewer: Viewer, instance_id: str) -> tuple[Instance, Replay]:
    """The replay of an instance for those who may see the log of its record. Raises InstanceUnknown."""
    one = instances.get(viewer.session, instance_id)
    if not may_see(viewer, one):
        raise InstanceUnknown
    return one, audit.replay_of(viewer.session, instance_id)


def may_see(viewer: Viewer, one: Instance) -> bool:
    """Whether this person may see what happened in an instance."""
    if one.record is None and one.started_by == viewer.actor.id:
        return True
    return viewer.offices.may_see_log(viewer.session, viewer.actor, one.record)


def view_of(viewer: Viewer, one: Instance, replay: Replay) -> ReplayView:
    """The page of a replay."""
    said = viewer.offices.describe(viewer.session, viewer.actor, {one.record} if one.record else set())
    row = said.get(one.record or "")
    steps = tuple(steps_of(viewer, replay))
    version = viewer.say(N_("version %(n)s"), n=replay.definition.version)
    url = viewer.offices.record_url(one.record)
    fault = replay.fault
    return ReplayView(
        title=(headline(viewer, row) if row else "") or viewer.say(replay.definition.name),
        over=f"{viewer.say(replay.definition.name)}, {version}",
        state=viewer.say(STATES[one.state]),
        whole=fault is None,
        verdict=viewer.say(N_("✓ whole"))
        if fault is None
        else viewer.say(N_("▲ altered at event %(n)s"), n=fault.number),
        described=viewer.say(N_("Drawing of the process; the steps stand in the table below")),
        diagram=f"/instances/{one.id}/diagram.bpmn",
        frames=f"/instances/{one.id}/frames.json",
        css=address("replay.css"),
        js=address("replay.js"),
        steps=steps,
        doors=_doors(viewer, one, url),
    )


def _doors(viewer: Viewer, one: Instance, url: str | None) -> tuple[Link, ...]:
    area = viewer.offices.area_of(one.record)
    own = (Link(viewer.say(area.door), url),) if url and area else ()
    if one.state in ALIVE and viewer.actor.has_role("admin_sistem"):
        return (*own, Link(viewer.say(N_("Intervene")), f"/instances/{one.id}/interventions"))
    return own


def steps_of(viewer: Viewer, replay: Replay) -> list[StepView]:
    """One line for each event."""
    people = directory.names(viewer.session, {frame.actor for frame in replay.frames})
    posts = {post.code: post.title for post in structure.list_posts(viewer.session)}
    speech = Speech(viewer, posts, people)
    return [_step(viewer, frame, replay, speech) for frame in replay.frames]


def said_of(viewer: Viewer, frame: Frame, process: Process) -> str:
    """What happened in one event."""
    sentence = WORDS.get(frame.kind, frame.kind)
    name = viewer.say(frame.element_name) or _name(viewer, process, frame.element or "")
    return viewer.say(sentence, name=name)


def drawing_of(viewer: Viewer, xml: bytes) -> bytes:
    """A drawing with its labels in the reader's language; nothing else of it changes."""

    def translated(found: re.Match[str]) -> str:
        return f" name={quoteattr(viewer.say(unescape(found[1])))}"

    return re.sub(r' name="([^"]+)"', translated, xml.decode()).encode()


def _step(viewer: Viewer, frame: Frame, replay: Replay, speech: Speech) -> StepView:
    process = replay.process
    desk = frame.desk or ""
    title = speech.post(desk.removeprefix("post:")) if desk.startswith("post:") else ""
    ground = titles.of_ground(viewer.session, frame.capacity, frame.desk) or title
    lines = answers_of(viewer, replay, frame, speech)
    lines += _intervened(viewer, frame, process)
    for choice in frame.choices:
        flow = process.flows.get(choice["flow"])
        taken = viewer.say(flow.name) if flow and flow.name else _name(viewer, process, flow.target if flow else "")
        lines.append(f"{_name(viewer, process, choice['element'])} → {taken}")
    lines += reckoned(viewer, frame)
    return StepView(
        number=frame.number,
        at=instant(viewer.lang, frame.at),
        who=speech.person(frame.actor) or viewer.say(N_("The system")),
        basis=" · ".join(part for part in (ground, frame.basis or "") if part),
        what=said_of(viewer, frame, process),
        lines=tuple(lines),
        here=", ".join(_name(viewer, process, element) for element in frame.here) or "–",
    )


def _intervened(viewer: Viewer, frame: Frame, process: Process) -> list[str]:
    """Why somebody intervened, and where the case stood before and after."""
    if frame.reason is None:
        return []
    before, after = (
        ", ".join(_name(viewer, process, one) for one in held) or "–" for held in (frame.before, frame.here)
    )
    return [viewer.say(REASONS.get(frame.reason, frame.reason)), f"{before} → {after}"]


def _name(viewer: Viewer, process: Process, element: str) -> str:
    known = process.elements.get(element)
    return viewer.say(known.name) if known and known.name else element
