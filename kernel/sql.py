"""Driver-level SQL in the session's own transaction, for the hot path only. Marks are `?` on both databases."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session


def run(session: Session, statement: str, values: Sequence[Any] = ()) -> Any:
    """Execute one statement; gives the driver's cursor (`rowcount`, `fetchone()`, `fetchall()`)."""
    cursor = _cursor(session)
    cursor.execute(_marks(statement, session.get_bind().dialect.name), values)
    return cursor


def run_many(session: Session, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Execute one statement for each row of values."""
    if rows:
        _cursor(session).executemany(_marks(statement, session.get_bind().dialect.name), rows)


def _cursor(session: Session) -> Any:
    return session.connection().connection.cursor()


@lru_cache(maxsize=256)
def _marks(statement: str, dialect: str) -> str:
    return statement if dialect == "sqlite" else statement.replace("%", "%%").replace("?", "%s")
