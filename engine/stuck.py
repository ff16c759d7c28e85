"""Instances that would wait for ever: an incident that no retry settles, only an administrator."""

from sqlalchemy import exists, select

from engine.errors import ProcessStuck
from engine.models import Incident, Instance
from engine.states import IncidentState
from kernel import ids, outbox
from kernel.act import Act
from kernel.outbox import Timing

STUCK = "stuck"  # the kind of job in such an incident
TELL = "incident.tell"  # the errand that writes it into the log and tells the owner


def open_stuck(act: Act, instance_id: str, elements: str) -> None:
    """Record, once, that an instance waits for ever: an administrator moves it on or ends it."""
    told = (Incident.instance_id == instance_id) & (Incident.job_kind == STUCK) & Incident.closed_at.is_(None)
    if act.session.scalar(select(exists().where(told))):
        return
    instance, incident_id = act.session.get_one(Instance, instance_id), ids.new_id(act.now)
    outbox.put(act, TELL, {"incident": incident_id}, key=f"{TELL}:{incident_id}", timing=Timing(instance=instance_id))
    act.session.add(
        Incident(
            id=incident_id,
            instance_id=instance_id,
            process=instance.process,
            job_id="",
            job_kind=STUCK,
            job_key=f"{STUCK}:{instance_id}@{act.now.isoformat()}",
            code=ProcessStuck.code,
            cause=ProcessStuck.sentence,
            facts={"elements": elements},
            state=IncidentState.OPEN,
            attempts=0,
            opened_at=act.now,
            failed_at=act.now,
        )
    )
