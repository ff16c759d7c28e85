"""Whose turn it is in a case, as far as one person is concerned."""

from sqlalchemy.orm import Session

from engine import inbox
from engine.inbox import TaskRow
from kernel.act import Actor


def tasks_for(session: Session, actor: Actor, instance_id: str) -> list[TaskRow]:
    """The open tasks of a case that the actor may do now, by due time."""
    waiting = inbox.open_of_instances(session, [instance_id])
    return [task for task in waiting if actor.can_work_for(task.desk, task.process)]
