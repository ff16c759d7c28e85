"""What an absent person leaves behind: the open tasks that somebody else will have to do."""

from datetime import datetime

from sqlalchemy.orm import Session

from engine import definitions, inbox
from engine.inbox import TaskRow, Waiting
from kernel.act import Act
from kernel.errors import Invalid, N_
from people import desks, standins
from people.substitution import Standin


class ProcessUnknown(Invalid):
    """There is no process with this key. Facts: process."""

    code = "substitution.process_unknown"
    sentence = N_("There is no process %(process)s.")


def appoint(act: Act, wanted: Standin) -> str:
    """Let somebody stand in, by hand. Raises ProcessUnknown, and what `people.standins.appoint` raises."""
    for process in sorted(wanted.processes):
        if definitions.find_latest(act.session, process) is None:
            raise ProcessUnknown(process=process)
    return standins.appoint(act, wanted)


def open_of_person(session: Session, person_id: str, now: datetime) -> list[Waiting]:
    """The open tasks of a person's own desks, counted by name; no titles. Raises PersonNotFound."""
    return inbox.waiting(session, person_id, _desks(session, person_id, now))


def list_of_person(session: Session, person_id: str, now: datetime) -> list[TaskRow]:
    """The same tasks by due time; what their records are about is asked for whoever looks. Raises PersonNotFound."""
    return inbox.list_lying(session, person_id, _desks(session, person_id, now))


def _desks(session: Session, person_id: str, now: datetime) -> list[str]:
    """His posts, also as acting official and while a substitute serves them; not those he serves as a substitute."""
    actor = desks.actor_of(session, person_id, now)
    own = {desk for desk, ground in actor.acting.items() if ground.capacity != "an"}
    return sorted(own | actor.sees)
