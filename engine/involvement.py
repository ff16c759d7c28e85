"""Who has to do with an instance: who started it, who has or had a task of it."""

from sqlalchemy.orm import Session

from engine.instances import get
from engine.models import Instance
from engine.task_errors import InstanceUnknown
from kernel import sql
from kernel.act import Actor


def get_own(session: Session, actor: Actor, instance_id: str) -> Instance:
    """An instance the actor has to do with. Raises InstanceUnknown, also for those of others."""
    found = get(session, instance_id)
    if found.started_by != actor.id and not _has_task(session, actor, found):
        raise InstanceUnknown
    return found


def _has_task(session: Session, actor: Actor, found: Instance) -> bool:
    """What asks the starter by name makes nobody else party to the case."""
    rows = sql.run(session, "SELECT desk, process, done_by, claimed_by FROM task WHERE instance_id = ?", (found.id,))
    private = f"person:{found.started_by}"
    return any(
        actor.id in (done_by, claimed_by) or (desk != private and actor.can_see(desk, process))
        for desk, process, done_by, claimed_by in rows.fetchall()
    )
