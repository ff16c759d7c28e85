import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from kernel import sql
from kernel.db import Database
from kernel.outages import DatabaseBusy

CHILD = "REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED"


def opened(url: str) -> Iterator[Database]:
    made = Database(url, durability="OFF")
    with made.engine.begin() as connection:
        connection.execute(text("CREATE TABLE parent (id TEXT PRIMARY KEY)"))
        connection.execute(text(f"CREATE TABLE child (id TEXT PRIMARY KEY, parent_id TEXT {CHILD})"))
    yield made
    made.dispose()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    yield from opened(database_url)


@pytest.fixture
def on_postgresql(postgres_url: str) -> Iterator[Database]:
    """Where several write units run at a time; on SQLite they queue."""
    yield from opened(postgres_url)


def test_a_commit_that_fails_leaves_nothing_behind_and_nothing_locked(database: Database) -> None:
    for _ in range(3):
        with pytest.raises(IntegrityError), database.write() as session:
            session.execute(text("INSERT INTO child (id, parent_id) VALUES ('a', 'nobody')"))
    with database.write() as session:
        session.execute(text("INSERT INTO parent (id) VALUES ('b')"))
    with database.read() as session:
        assert session.execute(text("SELECT id FROM child")).all() == []
        assert session.execute(text("SELECT id FROM parent")).scalars().all() == ["b"]


def test_a_failed_statement_does_not_tell_the_log_what_somebody_wrote(database: Database) -> None:
    typed = {"id": "Surat aduan dari Bapak Karta"}

    with pytest.raises(DBAPIError) as failed, database.write() as session:
        session.execute(text("INSERT INTO nowhere (id) VALUES (:id)"), typed)

    assert "Karta" not in str(failed.value)


def test_two_units_that_wait_for_each_other_end_as_busy_and_not_as_a_fault(on_postgresql: Database) -> None:
    database = on_postgresql
    with database.write() as session:
        session.execute(text("INSERT INTO parent (id) VALUES ('a'), ('b')"))
    both = threading.Barrier(2)

    def touch(first: str, second: str) -> str:
        try:
            with database.write() as session:
                sql.run(session, "UPDATE parent SET id = id WHERE id = ?", (first,))
                both.wait(10)
                sql.run(session, "UPDATE parent SET id = id WHERE id = ?", (second,))
        except DatabaseBusy:
            return "busy"
        return "done"

    with ThreadPoolExecutor(2) as crowd:
        assert sorted(crowd.map(touch, ("a", "b"), ("b", "a"))) == ["busy", "done"]
