"""Histories recorded by past releases: whole, re-executed to the same digests, foldable, showable."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from engine import audit, rebuild
from engine.handlers import Registry
from engine.models import Definition, Instance
from engine.runtime import BOUND, Runtime
from kernel import history, sql
from kernel.db import Database
from kernel.history import StreamRow
from tests import schema
from tests.replay.record import HERE, NINE

RECORDED = sorted(HERE.glob("*/*.json"))


@pytest.fixture
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, list[str]]]:
    """A database that holds one recording and nothing else, and the ids of its instances."""
    database = Database(f"sqlite:///{tmp_path / 'recorded.db'}", durability="OFF")
    schema.create(database)
    database.info[BOUND] = Runtime(Registry())
    whole: dict[str, Any] = json.loads(request.param.read_text())
    with database.write() as session:
        for one in whole["definitions"]:
            more = {"name": one["key"], "note": "", "published_at": NINE, "published_by": "recorded"}
            session.execute(insert(Definition).values(**one, **more))
        sql.run_many(session, history.INSERT, [tuple(row) for row in whole["events"]])
        heads: dict[str, list[Any]] = {row[0]: row for row in whole["events"]}
        for stream, last in heads.items():
            session.add(StreamRow(id=stream, number=last[1], hash=last[-1]))
        first = {row[0]: row for row in reversed(whole["events"])}
        for stream, row in first.items():
            begun = json.loads(row[12])
            facts = {"process": begun["process"], "business_key": begun["business_key"], "record": row[10]}
            session.add(
                Instance(
                    id=stream.removeprefix("instance:"),
                    definition_id=row[11],
                    state="running",
                    started_by=row[5],
                    started_at=NINE,
                    **facts,
                )
            )
    yield database, [stream.removeprefix("instance:") for stream in heads]
    database.dispose()


def test_there_are_recordings() -> None:
    assert len(RECORDED) > 10


@pytest.mark.parametrize("told", RECORDED, indirect=True, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_recorded_history_replays_for_ever(told: tuple[Database, list[str]]) -> None:
    database, ids = told
    with database.read() as session:
        for instance_id in ids:
            assert history.verify(session, f"instance:{instance_id}") is None
            done = audit.recompute(session, instance_id)
            assert done.difference is None
            folded = rebuild.fold(history.read(session, f"instance:{instance_id}"))
            shown = audit.replay_of(session, instance_id).frames
            assert len(shown) == done.events
            assert folded.state in ("running", "completed", "terminated", "cancelled", "failed")
