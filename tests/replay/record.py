"""Writes histories of this release: `python -m tests.replay.record 0.2` fills tests/replay/0.2/. Never overwrite one.

One file per process of tests/bpmn/shapes.py, and one with the instances of the demo office. A file holds the published
versions, and the rows of the event table as they are.
"""

import json
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from cli import demo
from engine import instances, messages, signals, tasks, timers
from engine.handlers import HandlerContext, Registry
from engine.models import Definition, MessageWait, Task
from engine.runtime import BOUND, Runtime
from engine.tasks import Answers
from kernel import canonical, history, ids
from kernel.act import Act, Actor
from kernel.db import Database
from kernel.outbox import Job
from tests import schema
from tests.bpmn.shapes import DATA, SHAPES
from tests.offices import settings_for
from workflows.installation import open_installation, prepare

HERE = Path(__file__).parent
NINE = datetime(2026, 11, 12, 2, 0, tzinfo=UTC)
ANA = Actor("ana", desks=frozenset({"role:clerk"}))
WALK = (3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3)


class Answering(Registry):
    """Every operation exists and answers what it was asked."""

    def call(self, name: str, context: HandlerContext) -> dict[str, Any]:
        return {"answers_of": {context.element: [name, dict(context.parameters)]}}


def written(database: Database, prefix: str) -> dict[str, Any]:
    """The versions and the events of all streams that begin with a prefix."""
    with database.read() as session:
        versions = session.scalars(select(Definition).order_by(Definition.id)).all()
        rows = session.execute(
            text(f"SELECT {history.COLUMNS} FROM event WHERE stream LIKE :p ORDER BY stream, number"),
            {"p": f"{prefix}%"},
        ).all()
        used = {row.version for row in rows}
        return {
            "definitions": [
                {"id": one.id, "key": one.key, "version": one.version, "sha256": one.sha256, "files": one.files}
                for one in versions
                if one.id in used
            ],
            "events": [list(row) for row in rows],
        }


def walked(files: dict[str, bytes]) -> dict[str, Any]:
    """One instance of a shape, led by WALK through tasks, timers and messages."""
    database = Database("sqlite://")
    schema.create(database)
    database.info[BOUND] = Runtime(Answering())
    with database.write() as session:
        session.add(published(files))
    with database.write() as session:
        begun = instances.start(Act(session, ANA, NINE), "p", data=DATA)
    for count, number in enumerate(WALK, 1):
        with database.write() as session:
            act = Act(session, ANA, NINE + timedelta(hours=count))
            able = places(session, begun.instance_id)
            if not able:
                break
            take(act, able[number % len(able)], number)
    return written(database, f"instance:{begun.instance_id}")


def published(files: dict[str, bytes]) -> Definition:
    """A version as publishing makes it, also of a drawing that the checks would not let through today."""
    texts = {name: content.decode() for name, content in files.items()}
    facts = {"key": "p", "version": 1, "name": "p", "note": "recorded", "published_by": "ana", "published_at": NINE}
    return Definition(id=ids.new_id(NINE), sha256=canonical.digest(texts), files=texts, **facts)


def places(session: Any, instance_id: str) -> list[Any]:
    """Everything that can be done to an instance now, in a fixed order."""
    open_tasks = select(Task).where(Task.instance_id == instance_id, Task.state == "ready").order_by(Task.ordinal)
    due = select(Job).where(Job.instance_id == instance_id, Job.kind == "timer.fire").order_by(Job.ordinal)
    waits = select(MessageWait).where(MessageWait.instance_id == instance_id).order_by(MessageWait.ordinal)
    return [*session.scalars(open_tasks), *session.scalars(due), *session.scalars(waits)]


def take(act: Act, place: Any, number: int) -> None:
    """Do the one thing that a place waits for."""
    if isinstance(place, Task):
        actor = Actor("ana", desks=frozenset({place.desk}))
        tasks.complete(act.with_(actor=actor), place.id, Answers(public={"step": number}))
    elif isinstance(place, Job):
        act.session.delete(place)
        act.session.flush()
        timers.fire(act, place.instance_id or "", place.ordinal or 0, place.payload["element"])
    elif place.kind == "signal":
        signals.hear(act, place.instance_id, place.name, {"step": number})
    else:
        messages.deliver(act, place.name, place.correlation, {"step": number})


def office() -> dict[str, Any]:
    """The instances of the demo office."""
    with tempfile.TemporaryDirectory() as folder:
        installation = open_installation(settings_for(f"sqlite:///{folder}/office.db", Path(folder)))
        prepare(installation)
        demo.make(installation)
        told = written(installation.database, "instance:")
        installation.database.dispose()
    return told


def main(release: str) -> None:
    """Record everything once."""
    folder = HERE / release
    folder.mkdir()
    for name, files in {
        **{shape.replace(" ", "_"): walked(SHAPES[shape]) for shape in SHAPES},
        "office": office(),
    }.items():
        (folder / f"{name}.json").write_text(json.dumps(files, sort_keys=True, ensure_ascii=False, indent=0) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
