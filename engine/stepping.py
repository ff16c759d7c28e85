"""One step of one instance in the caller's transaction: apply, write the rows, write the event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine import four_eyes, leaving, projection, runtime, stuck
from engine.commands import Command
from engine.intervention_errors import InstanceSuspended
from engine.runtime import NOBODY, Case, Deed
from engine.states import ALIVE
from engine.task_errors import InstanceEnded, InstanceUnknown
from kernel import history, sql
from kernel.act import Act

NOBODYS = "role:admin_sistem"  # the desk of tasks that no person brought about


@dataclass(frozen=True, slots=True)
class Stepped:
    """What a step led to: the event's number, the tasks it opened, the state of the instance after it."""

    instance_id: str
    number: int
    task_ids: list[str]
    state: str


def case_of(session: Session, instance_id: str, *, suspended: bool = False) -> Case:
    """The facts of a running instance, or of a `suspended` one, too.

    Raises InstanceUnknown, InstanceEnded, InstanceSuspended.
    """
    row = sql.run(
        session,
        "SELECT id, definition_id, process, record, business_key, state FROM instance WHERE id = ?",
        (instance_id,),
    ).fetchone()
    if row is None:
        raise InstanceUnknown
    if row[5] == "suspended" and not suspended:
        raise InstanceSuspended
    if row[5] not in ALIVE:
        raise InstanceEnded
    return Case(*row[:5])


def step(
    act: Act,
    case: Case,
    head: history.Head,
    command: Command,
    deed: Deed = NOBODY,
    extra: Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None = None,
) -> Stepped:
    """Apply a command to an instance whose stream is locked, and write what came of it.

    `extra` joins the event's data; a function is asked once the command is applied.
    """
    done = runtime.of(act.session).run(act, case, head, command, deed)
    told = extra() if callable(extra) else extra or {}
    data = {"ordinal": command.ordinal, "data": dict(command.data), **told, **projection.effects(done)}
    if done.stuck:
        stuck.open_stuck(act, case.id, ", ".join(done.stuck))
    give_to_starter(act.session, case, data["opened"])
    leaving.put(act, case.id, head.number, done.thrown)
    four_eyes.note(act, case, command, done, data)
    note = history.Note(record=case.record, desk=deed.desk, version=case.definition_id, state=done.digest)
    with sql.together(act.session):
        opened = projection.write(act.session, case, act.now, command.ordinal if deed.desk else None, data)
        number = history.append_at(act, head, command.kind, data, note)
    return Stepped(case.id, number, opened, done.state)


def give_to_starter(session: Session, case: Case, opened: list[dict[str, Any]]) -> None:
    """A task without a desk lies with whoever started the instance, or with the administrators; the event says so."""
    nobodys = [entry for entry in opened if entry["desk"] is None]
    if nobodys:
        row = sql.run(session, "SELECT started_by FROM instance WHERE id = ?", (case.id,)).fetchone()
        for entry in nobodys:
            entry["desk"] = NOBODYS if ":" in row[0] else f"person:{row[0]}"
