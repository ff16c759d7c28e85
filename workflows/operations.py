"""What the house tells about itself: incidents to the owner of a process, alarms to the administrators."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from engine import definitions, instances, runtime
from engine.models import Incident
from engine.task_errors import InstanceUnknown
from kernel.act import Act, Actor
from kernel.db import instant
from kernel.errors import N_
from people import directory
from people.roles import Role
from workflows import notices, watch
from workflows.areas import Area, Offices, RowText, Told
from workflows.notices import Notice, Words

ADMINISTRATORS = f"role:{Role.ADMIN_SISTEM}"
FAILED = N_("A step of “%(process)s” could not be done: %(place)s. Somebody has to decide.")
ERRAND = N_("An errand could not be done: %(place)s. Somebody has to decide.")


def register(offices: Offices) -> None:
    """Take both in among the areas."""
    for kind, tell, url in (("incident", _tell_incidents, "/studio/incidents/"), ("alarm", _tell_alarms, "")):
        offices.add(
            Area(
                kind=kind,
                add_handlers=lambda _registry: None,
                processes={},
                describe=_describe,
                record_url=lambda record, url=url: f"{url}{record.partition(':')[2]}" if url else "/studio/health",  # type: ignore[misc]
                tell=tell,
            )
        )


def tell_owner(act: Act, incident: Incident) -> None:
    """A notice, and so a mail, to the owner of the process; to the administrators when it names none.

    A mail that failed is not told by mail: that one would fail too, and be told.
    """
    by_mail = incident.job_kind not in watch.MAILS
    words = Words("incident.opened", f"incident:{incident.id}", {"code": incident.code}, any_hour=by_mail)
    notices.put(
        act,
        owner_of(act.session, incident, act.now),
        words,
        key=f"incident:{incident.id}:{instant(incident.failed_at)}",
    )


def owner_of(session: Session, incident: Incident, now: datetime) -> str:
    """The desk that hears of an incident; the administrators when nobody serves the owner's."""
    if incident.instance_id is None:
        return ADMINISTRATORS
    try:
        instance = instances.get(session, incident.instance_id)
    except InstanceUnknown:
        return ADMINISTRATORS
    owner = runtime.of(session).process(session, instance.definition_id).owner
    people = notices.people_of(session, owner, now) if owner else []
    return owner if directory.names(session, people) else ADMINISTRATORS


def place_of(session: Session, incident: Incident) -> tuple[str, str]:
    """The names of process and element; without a case, '' and the kind of errand."""
    if incident.instance_id is None:
        return "", incident.job_kind
    definition_id = instances.get(session, incident.instance_id).definition_id
    element = runtime.of(session).process(session, definition_id).elements.get(incident.element or "")
    name = element.name if element else ""
    return definitions.get(session, definition_id).name, name or incident.element or incident.job_kind


def _describe(_session: Session, _actor: Actor, _records: Collection[str]) -> Mapping[str, RowText]:
    return {}


def _tell_incidents(session: Session, told_of: Collection[Notice]) -> dict[str, Told]:
    found = {}
    for notice in told_of:
        incident = session.get(Incident, (notice.record or "").partition(":")[2])
        if incident is not None:
            process, place = place_of(session, incident)
            url = f"/studio/incidents/{incident.id}"
            found[notice.id] = Told(FAILED if process else ERRAND, {"process": process, "place": place}, url)
    return found


def _tell_alarms(_session: Session, told_of: Collection[Notice]) -> dict[str, Told]:
    return {
        notice.id: Told(watch.RAISED[kind], {"count": str(notice.facts["count"])}, "/studio/health")
        for notice in told_of
        if (kind := notice.kind.removeprefix("alarm.")) in watch.RAISED
    }
