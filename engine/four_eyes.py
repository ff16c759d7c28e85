"""Who may not do a task because of a part in the same instance: noted when it opens, asked again when it is done.

Processes without a bar cost nothing; the others one statement by key.
"""

from typing import Any

from sqlalchemy.orm import Session

from engine import commands, runtime
from engine.commands import Command
from engine.runtime import Case
from engine.spiff.declared import Guard
from engine.spiff.step import Step
from engine.task_errors import TaskBarred
from kernel import sql
from kernel.act import Act

INSERT_DOER = "INSERT INTO doer (instance_id, element, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"


def note(act: Act, case: Case, command: Command, done: Step, data: dict[str, Any]) -> None:
    """Remember who did a task that bars its doers, and add to each opened task who is barred from it."""
    guards = runtime.of(act.session).process(act.session, case.definition_id).guards
    if not guards:
        return
    element = data.get("element")
    if command.kind == commands.COMPLETED and any(element in guard.elements for guard in guards.values()):
        sql.run(act.session, INSERT_DOER, (case.id, element, act.actor.id))
        data["watched"] = True
    named = {opened.ordinal: opened.subjects for opened in done.opened}
    for opened in data["opened"]:
        guard = guards.get(opened["element"])
        if guard is not None:
            persons = {*named[opened["ordinal"]], *_starter(act, case, guard), *_doers(act.session, case, guard)}
            opened["barred"] = f"|{'|'.join(sorted(persons))}|" if persons else None


def require(act: Act, case: Case, element: str, barred: str | None, desk: str) -> None:
    """Refuses whoever has a part in the instance; asks the present rows, under the lock. Raises TaskBarred."""
    if bars(act.session, case, element, barred, act.actor.id):
        raise TaskBarred(desk=desk, element=element)


def bars(session: Session, case: Case, element: str, barred: str | None, person: str) -> bool:
    """Whether a person may not do a task: `barred` is what the task carries, the doers are asked now."""
    guard = runtime.of(session).process(session, case.definition_id).guards.get(element)
    return guard is not None and (is_barred(barred, person) or person in _doers(session, case, guard))


def is_barred(barred: str | None, person: str) -> bool:
    """Whether a person stands in the list that a task carries."""
    return barred is not None and f"|{person}|" in barred


def _doers(session: Session, case: Case, guard: Guard) -> set[str]:
    if not guard.elements:
        return set()
    marks = ", ".join("?" * len(guard.elements))
    statement = f"SELECT person FROM doer WHERE instance_id = ? AND element IN ({marks})"  # noqa: S608 - marks only
    return {row[0] for row in sql.run(session, statement, (case.id, *guard.elements)).fetchall()}


def _starter(act: Act, case: Case, guard: Guard) -> set[str]:
    if not guard.starter:
        return set()
    row = sql.run(act.session, "SELECT started_by FROM instance WHERE id = ?", (case.id,)).fetchone()
    return {row[0]}
