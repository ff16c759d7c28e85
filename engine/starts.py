"""Which message or signal begins a case of which process: the start events of the newest versions."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine.models import StartTrigger
from engine.spiff.starting import Begin


def replace(session: Session, process: str, begins: Iterable[Begin]) -> None:
    """The start events of a new version take the place of those before."""
    session.execute(delete(StartTrigger).where(StartTrigger.process == process))
    known = {(begin.kind, begin.name, begin.element) for begin in begins if begin.kind}
    for kind, name, element in sorted(known):
        session.add(StartTrigger(kind=kind, name=name, process=process, element=element))
    session.flush()


def list_for(session: Session, kind: str, name: str) -> list[StartTrigger]:
    """The start events that wait for a message or signal, by process and element."""
    chosen = select(StartTrigger).where(StartTrigger.kind == kind, StartTrigger.name == name)
    return list(session.scalars(chosen.order_by(StartTrigger.process, StartTrigger.element)))
