"""Anchors show what the database alone can't: a tail that was cut, a chain that was written anew."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from jobs import anchoring
from jobs.errands import build
from jobs.worker import Worker, drain
from kernel import anchor, clock, history
from kernel.act import Act, Actor, system
from kernel.db import Database
from kernel.history import Fault
from workflows.installation import Installation

NOON = datetime(2026, 11, 12, 5, 0, tzinfo=UTC)


def happen(database: Database, stream: str, times: int = 1) -> None:
    with database.write() as session:
        for _ in range(times):
            history.append(Act(session, Actor("P01"), NOON), stream, "thing.happened", {"n": times})


def give_out(installation: Installation) -> anchor.Anchor:
    return anchoring.give_out(installation.database, system("operator"), installation.settings)


def faults(installation: Installation, folder: Path | None = None) -> list[Fault]:
    with installation.database.read() as session:
        return list(anchor.faults(session, anchor.read(folder or installation.settings.anchors_dir)))


@pytest.fixture
def unguarded(staffed: Installation) -> Installation:
    """An installation whose database was opened by somebody who took the guards away."""
    with staffed.database.write() as session:
        connection = session.connection()
        if staffed.database.is_sqlite:
            connection.exec_driver_sql("DROP TRIGGER event_no_update")
            connection.exec_driver_sql("DROP TRIGGER event_no_delete")
        else:
            connection.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER ALL")
    return staffed


def test_an_anchor_names_what_grew_and_chains_to_the_one_before(staffed: Installation) -> None:
    happen(staffed.database, "letter:1", 2)
    first = give_out(staffed)
    happen(staffed.database, "letter:2")
    second = give_out(staffed)
    assert ("letter:1", 2) in [head[:2] for head in first.heads]
    assert [head[0] for head in second.heads] == ["anchors", "letter:2"]
    assert (second.number, second.previous) == (2, first.digest)
    assert faults(staffed) == []


def cut_last(installation: Installation, stream: str) -> None:
    """Takes the last event away and mends the head, so that the chain itself looks whole."""
    with installation.database.write() as session:
        gone = {"stream": stream}
        session.execute(
            text(
                "DELETE FROM event WHERE stream = :stream AND number = (SELECT number FROM stream WHERE id = :stream)"
            ),
            gone,
        )
        session.execute(
            text(
                "UPDATE stream SET number = number - 1, hash = (SELECT hash FROM event WHERE stream = :stream"
                " AND number = stream.number - 1) WHERE id = :stream"
            ),
            gone,
        )


def test_a_cut_tail_that_the_chain_cannot_show_is_named(unguarded: Installation) -> None:
    happen(unguarded.database, "letter:1", 3)
    give_out(unguarded)
    cut_last(unguarded, "letter:1")
    with unguarded.database.read() as session:
        assert history.verify(session, "letter:1") is None
    assert faults(unguarded) == [Fault("letter:1", 3, "cut")]


def test_a_chain_written_anew_is_named(unguarded: Installation) -> None:
    happen(unguarded.database, "letter:1", 3)
    give_out(unguarded)
    cut_last(unguarded, "letter:1")
    happen(unguarded.database, "letter:1")  # the same number, other content
    assert faults(unguarded) == [Fault("letter:1", 3, "altered")]


def test_a_missing_or_altered_file_is_named(staffed: Installation) -> None:
    for stream in ("letter:1", "letter:2", "letter:3"):
        happen(staffed.database, stream)
        give_out(staffed)
    folder = staffed.settings.anchors_dir
    last = folder / "anchor-000003.json"
    kept = last.read_text()
    last.write_text(kept.replace('"streams":', '"streams":1'))
    assert faults(staffed) == [Fault("anchor files", 3, "altered")]
    last.unlink()
    assert faults(staffed) == [Fault("anchor files", 3, "missing")]
    last.write_text(kept)
    (folder / "anchor-000002.json").unlink()
    assert faults(staffed) == [Fault("anchor files", 2, "missing")]
    (folder / "anchor-000002.json").write_text("{}")
    with pytest.raises(ValueError, match=r"anchor-000002\.json"):
        faults(staffed)


def test_every_evening_an_anchor_leaves_by_mail_and_the_next_is_ordered(staffed: Installation) -> None:
    with staffed.database.write() as session:
        for _ in range(2):
            anchoring.order(Act(session, system("setup"), NOON))
    worker = Worker(staffed.database, build(staffed))
    evening = datetime(2026, 11, 12, 11, 0, tzinfo=UTC)
    drain(worker, evening)
    drain(worker, clock.now())
    with staffed.database.read() as session:
        (event,) = anchor.list_made(session)
    mails = [path.read_text() for path in (staffed.settings.data_dir / "mail").glob("*anchor*")]
    assert event.data["number"] == 1
    assert all(event.data["digest"] in mail for mail in mails)
    assert len(mails) == 1
