"""Who may not do a task because of a part in the same instance: noted when it opens, asked again when it is done.

Of two tasks that exclude each other the second is refused, whichever comes first. Whoever stands in for a person
decides nothing of that person's own. Processes without a bar cost nothing; the others one statement by key.
"""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from sqlalchemy.orm import Session

from engine import commands, runtime
from engine.commands import Command
from engine.runtime import Case
from engine.spiff.declared import Guard
from engine.spiff.step import Step
from engine.task_errors import TaskBarred
from kernel import sql
from kernel.act import Act, Actor

INSERT_DOER = "INSERT INTO doer (instance_id, element, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
Guards = Mapping[str, Guard]


class Guarded(Protocol):
    """What must be known of a task."""

    @property
    def case(self) -> Case: ...
    @property
    def element(self) -> str: ...
    @property
    def desk(self) -> str: ...
    @property
    def barred(self) -> str | None: ...


def note(act: Act, case: Case, command: Command, done: Step, data: dict[str, Any]) -> None:
    """Add to an event that its doer was remembered, and to each opened task who is barred from it."""
    guards = _guards(act.session, case)
    if not guards:
        return
    if command.kind == commands.COMPLETED and data.get("element") in watched(guards):
        data["watched"] = True
    named = {opened.ordinal: opened.subjects for opened in done.opened}
    for opened in data["opened"]:
        guard = guards.get(opened["element"])
        if guard is not None:
            others = _doers(act.session, case, guard.elements)
            persons = {*named[opened["ordinal"]], *_starter(act, case, guard), *others}
            opened["barred"] = f"|{'|'.join(sorted(persons))}|" if persons else None


def admit(act: Act, task: Guarded) -> None:
    """Refuses whoever has a part in the instance, under the lock, and remembers who does the task. Raises TaskBarred.

    The doer is remembered by the very statement that asks for the others.
    """
    guards = _guards(act.session, task.case)
    if guards:
        _require_own_open(act, guards, task)
        if task.element in watched(guards) and not _enter(act, task, excluded(guards, task.element)):
            raise TaskBarred(desk=task.desk, element=task.element)


def require(act: Act, task: Guarded) -> None:
    """Refuses whoever has a part in the instance; asks the present rows, under the lock. Raises TaskBarred."""
    if bars(act.session, act.actor, task):
        raise TaskBarred(desk=task.desk, element=task.element)


def bars(session: Session, actor: Actor, task: Guarded) -> bool:
    """Whether somebody may not do a task: `barred` is what the task carries, the doers are asked now."""
    guards = _guards(session, task.case)
    if not guards:
        return False
    doers = _doers(session, task.case, excluded(guards, task.element))
    return is_barred(task.barred, actor.id) or actor.id in doers or _is_for_barred(actor, guards, task, doers)


def is_barred(barred: str | None, person: str) -> bool:
    """Whether a person stands in the list that a task carries."""
    return barred is not None and f"|{person}|" in barred


def watched(guards: Guards) -> set[str]:
    """The elements whose doers are remembered: those that a bar names, and those that have such a bar."""
    named = {element for guard in guards.values() for element in guard.elements}
    return named | {element for element, guard in guards.items() if guard.elements}


def excluded(guards: Guards, element: str) -> set[str]:
    """The elements that nobody may do together with this one: those it names, and those that name it."""
    own = guards[element].elements if element in guards else ()
    return {*own, *(other for other, guard in guards.items() if element in guard.elements)}


def _require_own_open(act: Act, guards: Guards, task: Guarded) -> None:
    """The part of the bar that the task itself carries; only for a substitute others' deeds are asked, too."""
    barred = is_barred(task.barred, act.actor.id)
    if not barred and act.actor.instead_of(task.case.process):
        doers = _doers(act.session, task.case, excluded(guards, task.element))
        barred = _is_for_barred(act.actor, guards, task, doers)
    if barred:
        raise TaskBarred(desk=task.desk, element=task.element)


def _is_for_barred(actor: Actor, guards: Guards, task: Guarded, doers: Collection[str]) -> bool:
    """Whether the actor stands in for somebody whose own matter it is, or does the task instead of a barred one."""
    ground = actor.acting.get(task.desk)
    for person in actor.instead_of(task.case.process):
        if ground is not None and ground.of == person and (is_barred(task.barred, person) or person in doers):
            return True
        guard = guards.get(task.element, Guard())
        own = guard.starter or guard.data is not None
        if own and is_barred(task.barred, person):
            return True
    return False


def _enter(act: Act, task: Guarded, others: Collection[str]) -> bool:
    """Remember who does a task, unless the person did one of `others`; tells whether that was so."""
    marks = ", ".join("?" * len(others))
    statement = (
        "INSERT INTO doer (instance_id, element, person) SELECT ?, ?, ? WHERE NOT EXISTS"  # noqa: S608 - marks only
        f" (SELECT 1 FROM doer d WHERE d.instance_id = ? AND d.person = ? AND d.element IN ({marks}))"
        " ON CONFLICT (instance_id, element, person) DO UPDATE SET person = excluded.person RETURNING person"
    )
    instance, person = task.case.id, act.actor.id
    values = (instance, task.element, person, instance, person, *others)
    return sql.run(act.session, statement, values).fetchone() is not None


def _guards(session: Session, case: Case) -> Guards:
    return runtime.of(session).process(session, case.definition_id).guards


def _doers(session: Session, case: Case, elements: Collection[str]) -> set[str]:
    if not elements:
        return set()
    marks = ", ".join("?" * len(elements))
    statement = f"SELECT person FROM doer WHERE instance_id = ? AND element IN ({marks})"  # noqa: S608 - marks only
    return {row[0] for row in sql.run(session, statement, (case.id, *elements)).fetchall()}


def _starter(act: Act, case: Case, guard: Guard) -> set[str]:
    if not guard.starter:
        return set()
    row = sql.run(act.session, "SELECT started_by FROM instance WHERE id = ?", (case.id,)).fetchone()
    return {row[0]}
