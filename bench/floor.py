"""Floor F: one committed transaction of 1 INSERT and 1 UPDATE through the bare driver, one process."""

from pathlib import Path

import psycopg

from bench.measure import per_second
from kernel.db import sqlite_driver

SCHEMA = (
    "CREATE TABLE floor_instance (id INTEGER PRIMARY KEY, step INTEGER)",
    "CREATE TABLE floor_event (id INTEGER PRIMARY KEY, data TEXT)",
    "INSERT INTO floor_instance VALUES (1, 0)",
)
DATA = "x" * 120


def sqlite(folder: Path, synchronous: str, count: int = 3000) -> float:
    """Transactions a second on SQLite in WAL mode."""
    connection = sqlite_driver.connect(str(folder / f"floor-{synchronous}.db"), isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", f"PRAGMA synchronous={synchronous}", *SCHEMA):
        connection.execute(statement)

    def work(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO floor_event (data) VALUES (?)", (DATA,))
        connection.execute("UPDATE floor_instance SET step = ? WHERE id = 1", (number,))
        connection.execute("COMMIT")

    rate = per_second(work, count)
    connection.close()
    return rate


def postgresql(url: str, count: int = 2000) -> float:
    """Transactions a second on PostgreSQL, prepared statements."""
    with psycopg.connect(url.replace("+psycopg", ""), prepare_threshold=0) as connection:
        for statement in (*(f"DROP TABLE IF EXISTS {name}" for name in ("floor_event", "floor_instance")), *SCHEMA):
            connection.execute(statement.replace("floor_event (id INTEGER", "floor_event (id SERIAL"))
        connection.commit()

        def work(number: int) -> None:
            connection.execute("INSERT INTO floor_event (data) VALUES (%s)", (DATA,))
            connection.execute("UPDATE floor_instance SET step = %s WHERE id = 1", (number,))
            connection.commit()

        return per_second(work, count)


def of(url: str, folder: Path, synchronous: str = "FULL") -> float:
    """The floor of a database address."""
    return sqlite(folder, synchronous) if url.startswith("sqlite") else postgresql(url)
