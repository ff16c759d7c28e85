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
    if found.started_by != actor.id and not _has_task(session, actor, instance_id):
        raise InstanceUnknown
    return found


def _has_task(session: Session, actor: Actor, instance_id: str) -> bool:
    rows = sql.run(
        session, "SELECT desk, done_by, claimed_by FROM task WHERE instance_id = ?", (instance_id,)
    ).fetchall()
    return any(actor.can_see(desk) or actor.id in (done_by, claimed_by) for desk, done_by, claimed_by in rows)
