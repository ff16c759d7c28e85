"""Units of work: the driver and SQLAlchemy share one transaction, writes travel together, errands wake the worker."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from bench.statements import counted
from kernel import sql
from kernel.db import IDLE_SECONDS, Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url, durability="OFF")
    with made.engine.begin() as connection:
        connection.execute(text("CREATE TABLE job (id TEXT PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE leaf (id TEXT PRIMARY KEY)"))
    yield made
    made.dispose()


def leaves(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.execute(text("SELECT id FROM leaf ORDER BY id")).scalars())


def both(database: Database, fault: Exception | None = None) -> None:
    with database.write() as session:
        sql.run(session, "INSERT INTO leaf (id) VALUES (?)", ("a",))
        session.execute(text("INSERT INTO leaf (id) VALUES ('b')"))
        if fault is not None:
            raise fault


def test_driver_and_sqlalchemy_write_in_one_transaction(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        both(database, ZeroDivisionError())
    assert leaves(database) == []

    both(database)
    assert leaves(database) == ["a", "b"]


def test_what_was_only_said_to_the_driver_is_kept(database: Database) -> None:
    with database.write() as session:
        sql.put(session, "INSERT INTO leaf (id) VALUES (?)", ("a",))

    assert leaves(database) == ["a"]


def test_nothing_that_a_look_writes_is_kept(database: Database) -> None:
    with database.read() as session:
        sql.run(session, "INSERT INTO leaf (id) VALUES (?)", ("a",))

    assert leaves(database) == []


def test_writes_travel_together_and_the_last_one_is_counted(database: Database) -> None:
    with counted() as said, database.write() as session, sql.together(session) as sent:
        sql.put(session, "INSERT INTO leaf (id) VALUES (?)", ("a%",))
        sql.put_many(session, "INSERT INTO leaf (id) VALUES (?)", [("b",), ("c",)])
        sql.put(session, "INSERT INTO job (id) VALUES (?) ON CONFLICT DO NOTHING", ("j",))
    assert len(said) == (4 if database.is_sqlite else 1)
    assert sent.last.rowcount == 1
    assert leaves(database) == ["a%", "b", "c"]


def test_a_question_in_between_sees_what_was_put_before(database: Database) -> None:
    with database.write() as session, sql.together(session):
        sql.put(session, "INSERT INTO leaf (id) VALUES (?)", ("a",))
        assert sql.run(session, "SELECT id FROM leaf").fetchone()[0] == "a"


def put_one_twice(database: Database) -> None:
    with database.write() as session, sql.together(session):
        for statement in ("INSERT INTO leaf (id) VALUES (?)", *["INSERT INTO job (id) VALUES (?)"] * 2):
            sql.put(session, statement, ("a",))


def test_what_fails_together_leaves_nothing(database: Database) -> None:
    with pytest.raises(database.engine.dialect.loaded_dbapi.Error):
        put_one_twice(database)
    assert leaves(database) == []


def test_only_units_that_may_have_left_an_errand_wake_the_worker(database: Database) -> None:
    woken: list[str] = []
    database.after_commit.append(lambda: woken.append("!"))

    with database.write() as session:
        sql.put(session, "INSERT INTO leaf (id) VALUES (?)", ("a",))
    assert woken == []
    with database.write() as session:
        sql.put(session, "INSERT INTO job (id) VALUES (?)", ("j",))
    assert woken == ["!"]
    with database.write() as session:
        session.execute(text("SELECT 1"))
    assert woken == ["!", "!"]


def test_a_connection_that_the_server_closed_while_it_rested_is_replaced(postgres_url: str) -> None:
    database = Database(postgres_url, pool_size=1)
    with database.read() as session:
        old = sql.run(session, "SELECT pg_backend_pid()").fetchone()[0]
    other = Database(postgres_url)
    with other.write() as session:
        sql.run(session, "SELECT pg_terminate_backend(?)", (old,))
    other.dispose()
    time.sleep(IDLE_SECONDS + 0.1)

    with database.read() as session:
        assert sql.run(session, "SELECT pg_backend_pid()").fetchone()[0] != old
    database.dispose()
