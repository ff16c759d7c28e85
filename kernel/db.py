"""The database: engine, column types, and `write()`, the only place that commits."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, MetaData, Text, create_engine, event, text
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from kernel import canonical, sql
from kernel.outages import fact_of

try:
    import pysqlite3.dbapi2 as sqlite_driver
except ImportError:  # the wheel exists for Linux only; elsewhere the interpreter's own library serves
    sqlite_driver = sqlite3

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
KEPT = "after_commit"
IDLE_SECONDS = 1.0  # a connection that rested longer is asked whether it still lives


class Base(DeclarativeBase):
    """All tables; each stands in the `models.py` of the room that owns it."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant as ISO text in UTC with microseconds: it sorts, and it is the same on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else instant(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """A JSON value as canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical.text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else canonical.parse(value)


def instant(at: datetime) -> str:
    """The database's form of an instant: `2026-11-12T03:14:00.000000+00:00`."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class Database:
    """One database and its transactions.

    On SQLite one write unit runs at a time in this process (the driver's own busy handler is unfair);
    on PostgreSQL row locks decide.
    """

    def __init__(self, url: str, *, durability: str = "FULL", pool_size: int = 10) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite(url, durability) if self.is_sqlite else _postgres(url, pool_size)
        self._faults = (DBAPIError, self.engine.dialect.loaded_dbapi.Error)  # the second from kernel.sql
        self._lock = threading.Lock()
        self.info: dict[str, Any] = {}  # what the doors bind once; every session carries it
        self.after_commit: list[Callable[[], None]] = []

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A unit of work: commits when the block ends, rolls back when it raises.

        Raises DatabaseBusy, DatabaseFull, DatabaseAway.
        """
        if not self.is_sqlite:
            with self._unit() as session:
                yield session
        else:
            with self._lock, self._unit() as session:
                yield session
        for finish in session.info.get(KEPT, ()):
            finish()
        for listener in self.after_commit if sql.link_of(session).errands else ():
            listener()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent look; nothing is kept. Raises DatabaseBusy, DatabaseAway."""
        try:
            with self._session("BEGIN", autoflush=False) as session:
                try:
                    yield session
                finally:
                    session.expunge_all()  # rows that were given away stay readable
                    session.rollback()
        except self._faults as fault:
            fact = fact_of(fault)
            if fact is None:
                raise
            raise fact from fault

    @contextmanager
    def _unit(self) -> Iterator[Session]:
        try:
            with self._session("BEGIN IMMEDIATE") as session:
                yield session
                if session.in_transaction():
                    sql.link_of(session).errands = True  # it may have left some without our seeing it
                    session.commit()
                else:  # all was driver-level: nothing to flush
                    sql.link_of(session).connection.commit()
        except self._faults as fault:
            fact = fact_of(fault)
            if fact is None:
                raise
            raise fact from fault

    @contextmanager
    def _session(self, begin: str, **options: Any) -> Iterator[Session]:
        """A session on one connection, which `kernel.sql` may use without asking SQLAlchemy each time."""
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            with Session(connection, expire_on_commit=False, info=self.info, **options) as session:
                session.info[sql.LINK] = sql.Link(driver, self.is_sqlite)
                if self.is_sqlite:
                    driver.execute(begin)
                yield session

    def dispose(self) -> None:
        self.engine.dispose()


def after_commit(session: Session, finish: Callable[[], None]) -> None:
    """Call `finish` once this unit of work is committed; never when it is rolled back."""
    session.info.setdefault(KEPT, []).append(finish)


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """What is done in the block is taken back at its end, also when it raises; rows read in it are forgotten."""
    session.flush()
    sql.run(session, "SAVEPOINT rehearsal")
    kept = list(session.info.get(KEPT, ()))
    try:
        yield
    finally:
        session.expunge_all()
        sql.run(session, "ROLLBACK TO SAVEPOINT rehearsal")
        sql.run(session, "RELEASE SAVEPOINT rehearsal")
        session.info[KEPT] = kept


def _sqlite(url: str, durability: str) -> Engine:
    engine = create_engine(
        url, module=sqlite_driver, connect_args={"check_same_thread": False}, pool_size=20, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin and commit ourselves
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={durability}",
            "busy_timeout=10000",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # without it INSERT OR REPLACE would pass the triggers that guard the log
            "cache_size=-65536",
            "wal_autocheckpoint=4000",  # pages that change with every deed are copied back a quarter as often
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "checkin")
    def leave_clean(connection: Any, _record: Any) -> None:
        if connection is not None and connection.in_transaction:  # a COMMIT that failed leaves it open, with its lock
            connection.rollback()

    return engine


def _postgres(url: str, pool_size: int) -> Engine:
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"), pool_size=pool_size, max_overflow=30, hide_parameters=True
    )

    @event.listens_for(engine, "checkin")
    def stamp(_connection: Any, record: Any) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ping(connection: Any, record: Any, _proxy: Any) -> None:
        """A connection that lay idle is asked whether the server still knows it; a fresh one takes its place."""
        used = record.info.get("used")
        if connection.closed or (used is not None and time.monotonic() - used > IDLE_SECONDS):
            try:
                connection.execute("SELECT 1")
                connection.rollback()
            except engine.dialect.loaded_dbapi.OperationalError as fault:
                raise DisconnectionError from fault

    return engine


def library_version(session: Session) -> str:
    """The version of the database in use, for operators."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    return str(session.execute(text("SELECT sqlite_version()" if sqlite else "SHOW server_version")).scalar_one())
