"""Steps that failed outside a person's hands: recorded in a transaction of their own, closed by a retry that works."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import ProcessStuck
from engine.models import Incident
from kernel import ids
from kernel.act import Act
from kernel.outbox import Job


def open_incident(act: Act, job: Job, *, code: str, cause: str) -> None:
    """Record that a job failed for good. `cause` names the fault, never a person's text."""
    act.session.add(
        Incident(
            id=ids.new_id(act.now),
            instance_id=job.instance_id,
            job_kind=job.kind,
            job_key=job.key,
            code=code,
            cause=cause[:500],
            opened_at=act.now,
        )
    )


def open_stuck(act: Act, instance_id: str, elements: str) -> None:
    """Record that an instance waits for ever: an administrator moves it on or ends it."""
    key = f"stuck:{instance_id}@{act.now.isoformat()}"
    facts = {"id": ids.new_id(act.now), "instance_id": instance_id, "job_kind": "", "job_key": key}
    act.session.add(Incident(**facts, code=ProcessStuck.code, cause=elements[:500], opened_at=act.now))


def list_open(session: Session) -> list[Incident]:
    """Incidents nobody has settled, oldest first."""
    return list(session.scalars(select(Incident).where(Incident.closed_at.is_(None)).order_by(Incident.id)))
