"""Where a case stands, in words: who has it, since when, until when, and when it is likely to end."""

from dataclasses import dataclass

from api.pages.lamps import lamp, span
from api.pages.reasons import ask, group_of
from api.pages.speech import Speech
from api.pages.viewer import Viewer
from api.pages.words import Lamp
from engine.inbox import TaskRow
from kernel.render import N_, day_text, instant
from people import structure
from workflows import requests
from workflows.standing import Forecast, Standing


@dataclass(frozen=True, slots=True)
class StepLine:
    """A present step: what is asked, who has it, since when, how urgent."""

    what: str
    who: str
    since: str
    lamp: Lamp


def steps_of(viewer: Viewer, standing: Standing) -> tuple[StepLine, ...]:
    """The open tasks of a case."""
    return tuple(
        StepLine(
            ask(viewer, task), holder(viewer, task), _since(viewer, task), lamp(viewer, task.due_at, task.opened_at)
        )
        for task in standing.tasks
    )


def holder(viewer: Viewer, task: TaskRow) -> str:
    """Who has a task: name and post, a group, or a post that nobody serves."""
    sort, _, key = task.desk.partition(":")
    if task.claimed_by:
        return _person(viewer, task.claimed_by)
    if sort == "role":
        return viewer.say(N_("group %(role)s"), role=group_of(viewer, key))
    if sort == "person":
        return _person(viewer, key)
    served = structure.holder_of(viewer.session, key, viewer.now)
    if served is not None:
        return f"{served.name}, {served.title_line}"
    return viewer.say(N_("%(post)s, a post that nobody serves now"), post=Speech(viewer).post(key))


def sentence(viewer: Viewer, standing: Standing) -> str:
    """Where a case is now, in one sentence; '' once it has ended."""
    if standing.tasks:
        first = standing.tasks[0]
        facts = {"who": holder(viewer, first), "step": ask(viewer, first), "since": _since(viewer, first)}
        said = viewer.say(N_("Now with %(who)s, for “%(step)s”, since %(since)s."), **facts)
        more = len(standing.tasks) - 1
        others = viewer.say(N_("%(count)s more steps are open."), count=more) if more else ""
        return f"{said} {others}".strip()
    if standing.waits:
        names = ", ".join(viewer.say(name) for name in standing.waits)
        return viewer.say(N_("Waits at: %(steps)s."), steps=names)
    return ""


def forecast(viewer: Viewer, likely: Forecast | None) -> str:
    """When it is likely to end, and on what ground that is said."""
    if likely is None:
        return ""
    if likely.at is None:
        return viewer.say(N_("takes longer already than half of the last %(count)s cases"), count=likely.count)
    facts = {"day": day_text(viewer.lang, likely.at), "count": likely.count}
    if likely.basis == "past":
        return viewer.say(N_("likely on %(day)s, by the median of the last %(count)s cases"), **facts)
    if likely.whole:
        return viewer.say(N_("by %(day)s at the latest, if every step keeps its limit"), **facts)
    return viewer.say(N_("not before the limits up to %(day)s; some steps have no limit"), **facts)


def of_record(viewer: Viewer, record: str) -> tuple[str, str]:
    """The sentence and the forecast for the page of a record; both '' when nothing is under way."""
    found = requests.of_record(viewer.session, viewer.offices, record, viewer.now)
    return (sentence(viewer, found), forecast(viewer, found.forecast)) if found else ("", "")


def _since(viewer: Viewer, task: TaskRow) -> str:
    length = span(viewer, viewer.calendar.working_between(task.opened_at, viewer.now))
    at = instant(viewer.lang, task.opened_at)
    return viewer.say(N_("%(at)s (%(span)s of office time)"), at=at, span=length)


def _person(viewer: Viewer, person: str) -> str:
    code = structure.find_post_of_person(viewer.session, person, viewer.now)
    speech = Speech(viewer)
    return ", ".join(part for part in (speech.person(person), speech.post(code) if code else "") if part)
