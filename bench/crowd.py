"""Many rows at once, written by the database itself: open tasks on 200 desks, finished instances with their events."""

from kernel import sql
from kernel.db import Database

DESKS = 200
SHARE = 50  # every so many open tasks one is the clerk's own
AT = "2026-01-01T00:00:00.000000+00:00"
TASKS = (
    "INSERT INTO task (id, instance_id, ordinal, process, element, name, form, desk, state, record, opened_at, due_at,"
    " sort, done_by, done_at)"
)
OPEN = (
    "SELECT {id} || '.2', {id}, 2, 'crowd', 'a', 'a', NULL,"
    " CASE WHEN i % {share} = 0 THEN '{desk}' ELSE 'role:r' || CAST(i % {desks} AS TEXT) END, 'ready', NULL, '{at}',"
    " {due}, {due}, NULL, NULL FROM {numbers}"
)
DONE = (
    "SELECT {id} || '.2', {id}, 2, 'crowd', 'a', 'a', NULL, 'role:r' || CAST(i % {desks} AS TEXT), 'completed', NULL,"
    " '{at}', NULL, '9999', 'p' || CAST(i % {desks} AS TEXT), {due} FROM {numbers}"
)
INSTANCES = (
    "INSERT INTO instance (id, definition_id, process, record, business_key, state, started_by, started_at, ended_at,"
    " calendar) SELECT {id}, 'd', 'crowd', NULL, NULL, '{state}', 'p', '{at}', NULL, '' FROM {numbers}"
)
STREAMS = "INSERT INTO stream (id, number, hash) SELECT 'instance:' || {id}, 1, 'x' FROM {numbers}"
EVENTS = (
    "INSERT INTO event (stream, number, kind, at, recorded_at, actor, source, data, previous, hash)"
    " SELECT 'instance:' || {id}, 1, 'instance.started', '{at}', '{at}', 'p', 'bench',"
    " '{{\"a\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"}}', '0', 'x' FROM {numbers}"
)


def open_tasks(database: Database, count: int, desk: str = "person:clerk") -> None:
    """So many open tasks, every 50th on one desk, and as many finished ones."""
    with database.write() as session:
        for kind, mark in ((OPEN, "o"), (DONE, "d")):
            sql.run(session, f"{TASKS} {said(kind, database, count, mark + desk, desk=desk)}")
    settle(database)


def past(database: Database, live: int, finished: int) -> None:
    """Instances with streams, events and tasks: so many open, so many finished."""
    with database.write() as session:
        for mark, count, state, kind in (("o", live, "running", OPEN), ("d", finished, "completed", DONE)):
            for statement in (INSTANCES, STREAMS, EVENTS, f"{TASKS} {kind}"):
                sql.run(session, said(statement, database, count, mark, state=state, desk="person:other"))
    settle(database)


def said(text: str, database: Database, count: int, mark: str, **words: str) -> str:
    """A statement for one kind of database. Ids look like those of last year."""
    if database.is_sqlite:
        numbers = (
            f"(WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n)"
        )
    else:
        numbers = f"generate_series(1, {count}) AS n(i)"
    known = {
        "id": f"'0190-{mark}-4a7e-7c11-8000-' || CAST(100000000 + i AS TEXT)",
        "due": "'2026-01-01T00:00:00.' || CAST(100000 + (CAST(i AS BIGINT) * 7919) % 900000 AS TEXT) || '+00:00'",
        "at": AT,
        "desks": str(DESKS),
        "share": str(SHARE),
        "numbers": numbers,
    }
    return text.format(**known, **words)


def settle(database: Database) -> None:
    """What an operator's database has done long since: statistics, and the log written back."""
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        if database.is_sqlite:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            driver.commit()
            driver.autocommit = True
            driver.execute("VACUUM ANALYZE")
            driver.execute("CHECKPOINT")
            driver.autocommit = False
