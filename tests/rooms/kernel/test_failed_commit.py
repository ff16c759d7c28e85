from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from kernel.db import Database

CHILD = "REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url, durability="OFF")
    with made.engine.begin() as connection:
        connection.execute(text("CREATE TABLE parent (id TEXT PRIMARY KEY)"))
        connection.execute(text(f"CREATE TABLE child (id TEXT PRIMARY KEY, parent_id TEXT {CHILD})"))
    yield made
    made.dispose()


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
