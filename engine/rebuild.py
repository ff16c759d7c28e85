"""The projections as the log tells them: a pure fold over events, and the comparison with the stored rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from engine import commands
from engine.projection import SERVICE_FIELDS, service_key, task_id, timer_key
from engine.states import ALIVE
from kernel import canonical, history, sql
from kernel.db import instant
from kernel.history import Event

Rows = dict[str, dict[str, Any]]


@dataclass(slots=True)
class Folded:
    """The rows of one instance: tasks by id, timers and services by key, waits by place, doers, pins."""

    tasks: Rows = field(default_factory=dict)
    timers: Rows = field(default_factory=dict)
    waits: Rows = field(default_factory=dict)
    services: Rows = field(default_factory=dict)
    doers: set[tuple[str, str]] = field(default_factory=set)
    definition: str | None = None
    calendar: str = ""
    state: str = "running"
    ended_at: str | None = None


def fold(events: Iterable[Event]) -> Folded:
    """The rows that a stream of events leads to."""
    folded = Folded()
    for event in events:
        if event.kind in commands.MOVING:
            _move(folded, event)
        elif event.kind in MARKS:
            folded.tasks[task_id(_instance(event), event.data["ordinal"])].update(MARKS[event.kind](event))
    return folded


def stored(session: Session, instance_id: str) -> Folded:
    """The same rows as the tables hold them."""
    tasks = sql.run(
        session,
        "SELECT id, element, name, form, desk, state, opened_at, due_at, claimed_by, claimed_at, read_by, read_at,"
        " done_by, done_at, record, barred FROM task WHERE instance_id = ?",
        (instance_id,),
    ).fetchall()
    timers = sql.run(
        session,
        "SELECT key, ordinal FROM job WHERE instance_id = ? AND kind = 'timer.fire'",
        (instance_id,),
    ).fetchall()
    waits = sql.run(
        session, "SELECT ordinal, kind, name, correlation FROM message_wait WHERE instance_id = ?", (instance_id,)
    ).fetchall()
    doers = sql.run(session, "SELECT element, person FROM doer WHERE instance_id = ?", (instance_id,)).fetchall()
    kept = "SELECT state, ended_at, definition_id, calendar FROM instance WHERE id = ?"
    state = sql.run(session, kept, (instance_id,)).fetchone()
    return Folded(
        tasks={row[0]: dict(zip(TASK_FIELDS, row[1:], strict=True)) for row in tasks},
        timers={row[0]: {"due": row[0].rpartition("@")[2], "ordinal": row[1]} for row in timers},
        services=_services(session, instance_id),
        waits={f"{instance_id}.{row[0]}": dict(zip(WAIT_FIELDS, row[1:], strict=True)) for row in waits},
        doers={(element, person) for element, person in doers},
        definition=state[2],
        calendar=state[3],
        state=state[0],
        ended_at=state[1],
    )


def _services(session: Session, instance_id: str) -> Rows:
    of_instance = "SELECT key, payload FROM job WHERE instance_id = ? AND kind = 'service.run'"
    return {key: canonical.parse(payload) for key, payload in sql.run(session, of_instance, (instance_id,)).fetchall()}


def differences(session: Session, instance_id: str) -> list[str]:
    """Where the stored projections of an instance differ from what its log tells; empty when they agree."""
    told = fold(history.read(session, f"instance:{instance_id}"))
    kept = stored(session, instance_id)
    return [
        f"{instance_id} {name}: log {getattr(told, name)!r}, table {getattr(kept, name)!r}"
        for name in ("tasks", "timers", "waits", "services", "doers", "definition", "calendar", "state", "ended_at")
        if getattr(told, name) != getattr(kept, name)
    ]


WAIT_FIELDS = ("kind", "message", "correlation")
TASK_FIELDS = (
    "element",
    "name",
    "form",
    "desk",
    "state",
    "opened_at",
    "due_at",
    "claimed_by",
    "claimed_at",
    "read_by",
    "read_at",
    "done_by",
    "done_at",
    "record",
    "barred",
)


def _claimed(event: Event) -> dict[str, Any]:
    return {"state": "claimed", "claimed_by": event.actor, "claimed_at": instant(event.at)}


def _released(_event: Event) -> dict[str, Any]:
    return {"state": "ready", "claimed_by": None, "claimed_at": None}


def _read(event: Event) -> dict[str, Any]:
    return {"read_by": event.actor, "read_at": instant(event.at)}


MARKS = {"task.claimed": _claimed, "task.released": _released, "task.read": _read}


def _move(folded: Folded, event: Event) -> None:
    instance_id = _instance(event)
    if event.kind == commands.COMPLETED:
        done = folded.tasks[task_id(instance_id, event.data["ordinal"])]
        done.update(state="completed", done_by=event.actor, done_at=instant(event.at))
        if event.data.get("watched"):
            folded.doers.add((event.data["element"], event.actor))
    if event.kind == commands.FIRED:
        _drop_timers(folded, {event.data["ordinal"]})
    closed = set(event.data["closed"])
    _drop_timers(folded, closed)
    for ordinal in closed:
        folded.waits.pop(task_id(instance_id, ordinal), None)
        folded.services.pop(service_key(instance_id, ordinal), None)
        task = folded.tasks.get(task_id(instance_id, ordinal))
        if task is not None and task["state"] in ("ready", "claimed", "suspended"):
            task["state"] = "cancelled"
    folded.calendar = event.data.get("calendar", folded.calendar)
    for ordinal, due in event.data.get("dues", ()):
        folded.tasks[task_id(instance_id, ordinal)]["due_at"] = due
    _intervene(folded, event, instance_id)
    _open(folded, event, instance_id)
    folded.state, folded.definition = event.data["state"], event.version
    folded.ended_at = None if folded.state in ALIVE else instant(event.at)


def _intervene(folded: Folded, event: Event, instance_id: str) -> None:
    """What the rows of an instance owe to suspension, resumption and migration."""
    if event.kind == commands.SUSPENDED:
        folded.timers.clear()
        for task in folded.tasks.values():
            task["state"] = "suspended" if task["state"] in ("ready", "claimed") else task["state"]
    if event.kind == commands.RESUMED:
        for task in folded.tasks.values():
            if task["state"] == "suspended":
                task["state"] = "claimed" if task["claimed_by"] else "ready"
    if event.kind == commands.MIGRATED:
        for named in event.data["renamed"]:
            folded.tasks[task_id(instance_id, named["ordinal"])].update(name=named["name"], form=named["form"])
        folded.doers.update((element, person) for element, person in event.data["doers"])


def _open(folded: Folded, event: Event, instance_id: str) -> None:
    blank = dict.fromkeys(TASK_FIELDS)
    for opened in event.data["opened"]:
        facts = {name: opened[name] for name in ("element", "name", "form", "desk")}
        row = {**blank, **facts, "state": "ready", "record": event.record}
        row.update(opened_at=instant(event.at), due_at=opened["due"], barred=opened.get("barred"))
        folded.tasks[task_id(instance_id, opened["ordinal"])] = row
    for timer in event.data["timers"]:
        key = timer_key(instance_id, timer["ordinal"], timer["due"])
        folded.timers[key] = {"due": timer["due"], "ordinal": timer["ordinal"]}
    for left in event.data.get("errands", ()):
        folded.services[service_key(instance_id, left["ordinal"])] = {name: left[name] for name in SERVICE_FIELDS}
    for wait in event.data["waits"]:
        facts = {name: wait[name] for name in WAIT_FIELDS}
        folded.waits[task_id(instance_id, wait["ordinal"])] = facts


def _drop_timers(folded: Folded, ordinals: set[int]) -> None:
    for key in [key for key, timer in folded.timers.items() if timer["ordinal"] in ordinals]:
        del folded.timers[key]


def _instance(event: Event) -> str:
    return event.stream.removeprefix("instance:")
