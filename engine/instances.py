"""Start instances, and find them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import commands, definitions, keys
from engine.commands import Command
from engine.models import Instance
from engine.runtime import Case
from engine.states import InstanceState
from engine.stepping import Stepped, step
from engine.task_errors import AlreadyStarted, InstanceUnknown
from kernel import calendars, history, ids, sql
from kernel.act import Act
from kernel.db import instant


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new instance is about: its record, its business key, its Idempotency-Key, a chosen id, its start event.

    `starter` is the person whose deed led to it, where an errand starts it.
    """

    record: str | None = None
    business_key: str | None = None
    key: str | None = None
    id: str | None = None
    begin: str | None = None
    starter: str | None = None


PLAIN = Wanted()


def start(act: Act, process: str, *, data: Mapping[str, Any], wanted: Wanted = PLAIN) -> Stepped:
    """Start an instance of the newest version and run it until people or time are needed.

    Raises DefinitionUnknown, StartUnknown, AlreadyStarted (business key), KeyReused, whatever a handler raises.
    """
    told = {"record": wanted.record, "business_key": wanted.business_key}
    request = keys.digest("start", process, data, told) if wanted.key is not None else ""
    kept = keys.reserve(act, wanted.key, request)
    if kept is not None:
        return Stepped(**kept)
    version = definitions.latest_id(act.session, process)
    case = Case(wanted.id or ids.new_id(act.now), version, process, wanted.record, wanted.business_key)
    calendar = calendars.current(act.session).version
    _insert(act, case, wanted.starter or act.actor.id, calendar)
    head = history.begin(case.stream)
    about = {"process": process, "business_key": wanted.business_key, "calendar": calendar}
    if wanted.begin is not None:
        about["begin"] = wanted.begin
    command = Command(commands.STARTED, data=data, calendar=calendar, name=wanted.begin)
    done = step(act, case, head, command, extra=about)
    keys.keep(act, wanted.key, done)
    return done


def get(session: Session, instance_id: str) -> Instance:
    """One instance. Raises InstanceUnknown."""
    row = session.get(Instance, instance_id)
    if row is None:
        raise InstanceUnknown
    return row


def list_of_record(session: Session, record: str) -> list[Instance]:
    """All instances that concern a record, oldest first."""
    return list(session.scalars(select(Instance).where(Instance.record == record).order_by(Instance.id)))


def list_newest(session: Session, *, after: str | None = None, limit: int = 50) -> list[Instance]:
    """Instances by id, newest first, from behind `after`."""
    chosen = select(Instance).order_by(Instance.id.desc()).limit(limit)
    return list(session.scalars(chosen if after is None else chosen.where(Instance.id < after)))


def _insert(act: Act, case: Case, starter: str, calendar: str) -> None:
    written = sql.run(
        act.session,
        "INSERT INTO instance (id, definition_id, process, record, business_key, state, started_by, started_at,"
        " calendar) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            case.id,
            case.definition_id,
            case.process,
            case.record,
            case.business_key,
            InstanceState.RUNNING,
            starter,
            instant(act.now),
            calendar,
        ),
    )
    if written.rowcount != 1:
        raise AlreadyStarted(key=case.business_key or case.id)
