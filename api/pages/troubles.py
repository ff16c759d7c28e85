"""Builds the pages of incidents: what failed where, why, and what an administrator can do about it."""

from api.pages.incident_view import IncidentRow, IncidentsView, IncidentView
from api.pages.replays import may_see
from api.pages.viewer import Viewer
from api.pages.words import Empty, Fact, Lamp
from engine import incidents, instances
from engine.models import Incident
from engine.states import OPEN_INCIDENTS, IncidentState
from engine.stuck import STUCK, TELL
from kernel.render import N_, instant
from people import directory
from people.roles import Role
from workflows.operations import place_of

PAGE = 50
JOBS = {
    "service.run": N_("Service of a case"),
    "timer.fire": N_("Timer of a case"),
    "process.start": N_("Start of a case"),
    "process.message": N_("Message to a case"),
    "process.cancel": N_("End of a case"),
    TELL: N_("Notice of a case that waits for ever"),
    "event.message": N_("Message to a case"),
    "event.signal": N_("Signal to cases"),
    "event.hear": N_("Signal to cases"),
    "event.begin": N_("Start of a case"),
    STUCK: N_("Case that waits for ever"),
    "anchor.make": N_("Anchor of the history"),
    "anchor.mail": N_("Mail"),
    "calendar.plan": N_("Moving of limits to another calendar"),
    "calendar.move": N_("Moving of limits to another calendar"),
    "digest.make": N_("Digests of the day"),
    "mail.deliver": N_("Mail"),
    "paper.draw": N_("Drawing of a paper"),
    "documents.render": N_("Page images of a document"),
    "house.keep": N_("Nightly housekeeping"),
    "leave.open_years": N_("Opening of leave years"),
    "mail.send": N_("Mail"),
}
STATES = {
    IncidentState.OPEN: ("late", N_("not settled")),
    IncidentState.RETRYING: ("today", N_("being tried again")),
    IncidentState.GIVEN_UP: ("none", N_("given up")),
    IncidentState.SOLVED: ("done", N_("solved")),
    IncidentState.WITHDRAWN: ("done", N_("no longer needed")),
}
STILL_WAITING = N_("given up; the case still waits there")


def list_of(viewer: Viewer, *, everything: bool, after: str) -> IncidentsView:
    """The open incidents, oldest first; or all, newest first."""
    if everything:
        found = incidents.list_newest(viewer.session, after=after or None, limit=PAGE)
    else:
        found = incidents.list_open(viewer.session)
    older = f"/studio/incidents?all=1&after={found[-1].id}" if everything and len(found) == PAGE else ""
    unsettled = len(incidents.list_open(viewer.session))
    return IncidentsView(
        summary=viewer.say(N_("%(count)s not settled"), count=unsettled)
        if unsettled
        else viewer.say(N_("all settled")),
        rows=tuple(_row(viewer, one) for one in found),
        all=everything,
        older=older,
        empty=Empty(
            viewer.say(N_("No incidents.")),
            viewer.say(N_("A step that fails again and again appears here, with its cause.")),
        ),
    )


def one_of(viewer: Viewer, incident: Incident) -> IncidentView:
    """One incident with its deeds; an auditor only looks."""
    process, place = place_of(viewer.session, incident)
    may = viewer.actor.has_role(Role.ADMIN_SISTEM) and incident.closed_at is None
    may = may and incident.state in OPEN_INCIDENTS
    address = f"/studio/incidents/{incident.id}"
    given_up = incident.state == IncidentState.GIVEN_UP
    return IncidentView(
        title=_place(viewer, incident, place),
        about=viewer.say(process) if process else viewer.say(N_("No case")),
        lamp=_lamp(viewer, incident),
        cause=viewer.told(incident.cause, incident.facts),
        facts=_facts(viewer, incident),
        retry=f"{address}/retry" if may and incident.job_kind != STUCK else "",
        give_up=f"{address}/giving-up" if may and not given_up else "",
        consequence=viewer.say(_consequence(incident)),
        replay=_replay(viewer, incident),
    )


def _row(viewer: Viewer, incident: Incident) -> IncidentRow:
    process, place = place_of(viewer.session, incident)
    return IncidentRow(
        title=_place(viewer, incident, place),
        about=viewer.say(process) if process else viewer.say(N_("No case")),
        cause=viewer.told(incident.cause, incident.facts),
        lamp=_lamp(viewer, incident),
        when=instant(viewer.lang, incident.failed_at),
        url=f"/studio/incidents/{incident.id}",
    )


def _facts(viewer: Viewer, incident: Incident) -> tuple[Fact, ...]:
    say = viewer.say
    facts = [
        Fact(say(N_("Kind of work")), say(JOBS.get(incident.job_kind, incident.job_kind))),
        Fact(say(N_("Code")), incident.code),
        Fact(say(N_("Attempts")), str(incident.attempts)),
        Fact(say(N_("First failure")), instant(viewer.lang, incident.opened_at)),
        Fact(say(N_("Last failure")), instant(viewer.lang, incident.failed_at)),
    ]
    if incident.instance_id:
        facts.append(Fact(say(N_("Case")), incident.instance_id))
    if incident.settled_by and incident.settled_at:
        who = directory.names(viewer.session, {incident.settled_by}).get(incident.settled_by, incident.settled_by)
        facts.append(Fact(say(N_("Given up by")), f"{who}, {instant(viewer.lang, incident.settled_at)}"))
        facts.append(Fact(say(N_("Reason")), incident.reason or ""))
    if incident.closed_at:
        facts.append(Fact(say(N_("Closed")), instant(viewer.lang, incident.closed_at)))
    return tuple(facts)


def _place(viewer: Viewer, incident: Incident, place: str) -> str:
    return viewer.say(JOBS.get(place, place)) if place == incident.job_kind else viewer.say(place)


def _lamp(viewer: Viewer, incident: Incident) -> Lamp:
    tone, words = STATES[IncidentState(incident.state)]
    if incident.state == IncidentState.GIVEN_UP and incident.closed_at is None:
        return Lamp("late", viewer.say(STILL_WAITING))
    return Lamp(tone, viewer.say(words))


def _replay(viewer: Viewer, incident: Incident) -> str:
    if incident.instance_id is None or not may_see(viewer, instances.get(viewer.session, incident.instance_id)):
        return ""
    return f"/instances/{incident.instance_id}/replay"


def _consequence(incident: Incident) -> str:
    if incident.instance_id is None:
        return N_("The errand is taken away and never done.")
    if incident.job_kind == "service.run":
        return N_("The case goes the way that its drawing has for “gave-up”; when it has none, it waits here.")
    if incident.job_kind == STUCK:
        return N_(
            "Only this incident is closed. The case waits on until you intervene in it: move a token, or cancel it."
        )
    return N_("The case goes on waiting here; it can still be tried again later.")
