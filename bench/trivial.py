"""Floor H: a FastAPI application whose POST does the transaction of floor F in a sync handler."""

import os
import threading
from typing import Any

import psycopg
from fastapi import FastAPI

from bench.floor import DATA, SCHEMA
from kernel.db import sqlite_driver

URL = os.environ["BENCH_URL"]
app = FastAPI()
own = threading.local()
writing = threading.Lock()


def connection() -> Any:
    """One connection a thread."""
    if not hasattr(own, "connection"):
        if URL.startswith("sqlite"):
            own.connection = sqlite_driver.connect(URL.removeprefix("sqlite:///"), isolation_level=None)
            own.connection.execute("PRAGMA journal_mode=WAL")
            own.connection.execute(f"PRAGMA synchronous={os.environ['BENCH_SYNCHRONOUS']}")
        else:
            own.connection = psycopg.connect(URL, prepare_threshold=0)
    return own.connection


def make_tables() -> None:
    """The two tables of the floor."""
    made = connection()
    for statement in SCHEMA:
        made.execute(
            statement
            if URL.startswith("sqlite")
            else statement.replace("floor_event (id INTEGER", "floor_event (id SERIAL")
        )
    if not URL.startswith("sqlite"):
        made.commit()


make_tables()


@app.post("/")
def step(answers: dict[str, Any]) -> dict[str, bool]:
    """One INSERT, one UPDATE, one commit."""
    if URL.startswith("sqlite"):
        with writing:
            made = connection()
            made.execute("BEGIN IMMEDIATE")
            made.execute("INSERT INTO floor_event (data) VALUES (?)", (DATA,))
            made.execute("UPDATE floor_instance SET step = step + 1 WHERE id = 1")
            made.execute("COMMIT")
    else:
        made = connection()
        made.execute("INSERT INTO floor_event (data) VALUES (%s)", (DATA,))
        made.execute("UPDATE floor_instance SET step = step + 1 WHERE id = 1")
        made.commit()
    return {"done": bool(answers)}
