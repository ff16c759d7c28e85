"""What a step opens and closes, as event data and as rows: inbox, timers, message waits, the instance's state.

The rows are made from the event's data alone, so that they can be rebuilt from the log.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.models import NEVER_DUE, OPEN
from engine.runtime import Case
from engine.spiff.step import Step
from engine.states import ALIVE
from kernel import canonical, ids, sql
from kernel.db import instant

OF_PLACES = "'timer.fire', 'service.run'"  # the kinds of jobs that belong to a waiting place
SERVICE_FIELDS = ("element", "handler", "parameters", "retries")

INSERT_TASK = (
    "INSERT INTO task (id, instance_id, ordinal, process, element, name, form, desk, state, record, opened_at, due_at,"
    " sort, barred) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'ready', ?, ?, ?, ?, ?)"
)
INSERT_TIMER = (
    "INSERT INTO job (id, kind, key, due_at, instance_id, ordinal, payload, fence, attempts, dead)"
    " VALUES (?, 'timer.fire', ?, ?, ?, ?, ?, 0, 0, 0)"
)
INSERT_WAIT = "INSERT INTO message_wait (instance_id, ordinal, kind, name, correlation) VALUES (?, ?, ?, ?, ?)"
INSERT_SERVICE = (
    "INSERT INTO job (id, kind, key, due_at, instance_id, ordinal, payload, fence, attempts, dead)"
    " VALUES (?, 'service.run', ?, ?, ?, ?, ?, 0, 0, 0)"
)


def effects(step: Step) -> dict[str, Any]:
    """The part of an event's data that tells what the step did, JSON-able and complete."""
    rare: dict[str, Any] = {}
    if step.thrown:
        rare["thrown"] = [
            {"kind": t.kind, "ordinal": t.ordinal, "name": t.name, "correlation": t.correlation} for t in step.thrown
        ]
    if step.fault is not None:
        rare["fault"] = {"element": step.fault.element, "code": step.fault.code}
    if step.dues:
        rare["dues"] = [[ordinal, due and instant(datetime.fromisoformat(due))] for ordinal, due in step.dues.items()]
    return {
        **rare,
        **_errands(step),
        "results": [{"element": r.element, "handler": r.handler, "result": r.result} for r in step.results],
        "opened": [
            {
                "ordinal": o.ordinal,
                "element": o.element,
                "name": o.name,
                "form": o.form,
                "desk": o.desk,
                "due": o.due and instant(datetime.fromisoformat(o.due)),
            }
            for o in step.opened
        ],
        "timers": [
            {"ordinal": t.ordinal, "element": t.element, "due": instant(t.due)}
            | ({"arithmetic": t.arithmetic} if t.arithmetic is not None else {})
            for t in step.timers
        ],
        "waits": [
            {
                "ordinal": w.ordinal,
                "element": w.element,
                "kind": w.kind,
                "message": w.message,
                "correlation": w.correlation,
            }
            for w in step.waits
        ],
        "closed": list(step.closed),
        "moves": [[m.ordinal, m.element, m.state, m.via] for m in step.moves],
        "choices": [
            {"element": c.element, "flow": c.flow, "expression": c.expression, "values": c.values} for c in step.choices
        ],
        **({"decisions": [asdict(decided) for decided in step.decisions]} if step.decisions else {}),
        "state": step.state,
        **({"stuck": step.stuck} if step.stuck else {}),
    }


def write(session: Session, case: Case, at: datetime, done: int | None, data: Mapping[str, Any]) -> list[str]:
    """Bring the rows up to an event's data; `done` is the ordinal of the completed task. Gives the opened task ids."""
    closed = [ordinal for ordinal in data["closed"] if ordinal != done]
    if closed:
        _close(session, case.id, closed)
    sql.put_many(session, INSERT_TASK, [_task(case, at, opened) for opened in data["opened"]])
    sql.put_many(session, INSERT_TIMER, [_timer(case, at, timer) for timer in data["timers"]])
    sql.put_many(session, INSERT_SERVICE, [_service(case, at, left) for left in data.get("errands", ())])
    moved = [(due, due or NEVER_DUE, task_id(case.id, ordinal)) for ordinal, due in data.get("dues", ())]
    sql.put_many(session, "UPDATE task SET due_at = ?, sort = ? WHERE id = ?", moved)
    waits = [(case.id, w["ordinal"], w["kind"], w["message"], w["correlation"]) for w in data["waits"]]
    sql.put_many(session, INSERT_WAIT, waits)
    if data["state"] not in ALIVE:
        ended = "UPDATE instance SET state = ?, ended_at = ? WHERE id = ?"
        sql.put(session, ended, (data["state"], instant(at), case.id))
    return [task_id(case.id, opened["ordinal"]) for opened in data["opened"]]


def task_id(instance_id: str, ordinal: int) -> str:
    """The id of a task: derived, so that re-execution gives the same."""
    return f"{instance_id}.{ordinal}"


def timer_key(instance_id: str, ordinal: int, due: str) -> str:
    """The name under which a timer fires once."""
    return f"timer:{instance_id}.{ordinal}@{due}"


def service_key(instance_id: str, ordinal: int) -> str:
    """The name under which a service outside is called: what it gets as its idempotency key."""
    return f"service:{instance_id}.{ordinal}"


def _close(session: Session, instance_id: str, ordinals: list[int]) -> None:
    tasks = [(task_id(instance_id, ordinal),) for ordinal in ordinals]
    cancel = f"UPDATE task SET state = 'cancelled' WHERE id = ? AND {OPEN}"  # noqa: S608 - constants only
    sql.run_many(session, cancel, tasks)
    places = [(instance_id, ordinal) for ordinal in ordinals]
    timers = f"DELETE FROM job WHERE instance_id = ? AND ordinal = ? AND kind IN ({OF_PLACES})"  # noqa: S608 - a constant
    sql.run_many(session, timers, places)
    sql.run_many(session, "DELETE FROM message_wait WHERE instance_id = ? AND ordinal = ?", places)


def _task(case: Case, at: datetime, opened: Mapping[str, Any]) -> tuple[Any, ...]:
    due = opened["due"]
    return (
        task_id(case.id, opened["ordinal"]),
        case.id,
        opened["ordinal"],
        case.process,
        opened["element"],
        opened["name"],
        opened["form"],
        opened["desk"],
        case.record,
        instant(at),
        due,
        due or NEVER_DUE,
        opened.get("barred"),
    )


def _timer(case: Case, at: datetime, timer: Mapping[str, Any]) -> tuple[Any, ...]:
    key = timer_key(case.id, timer["ordinal"], timer["due"])
    return (ids.new_id(at), key, timer["due"], case.id, timer["ordinal"], canonical.text({"element": timer["element"]}))


def _errands(step: Step) -> dict[str, Any]:
    """The services to call; an event that leaves none says nothing of them."""
    if not step.errands:
        return {}
    return {"errands": [asdict(errand) for errand in step.errands]}


def _service(case: Case, at: datetime, left: Mapping[str, Any]) -> tuple[Any, ...]:
    payload = {name: left[name] for name in SERVICE_FIELDS}
    key = service_key(case.id, left["ordinal"])
    return (ids.new_id(at), key, instant(at), case.id, left["ordinal"], canonical.text(payload))
