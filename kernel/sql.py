"""Driver-level SQL in the session's own transaction, for the hot path only. Marks are `?` on both databases."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

LINK = "driver"  # the link in a session's info
FEW = 8  # so many writes travel as one statement; more go as one per row

Write = tuple[str, Sequence[Any]]


class Link:
    """The driver's connection of one unit of work, and the writes that wait to be sent together.

    `held` is None unless a block of `together` is open; `last` is the cursor of the write sent last; `errands` tells
    whether something was left to do after the commit.
    """

    __slots__ = ("connection", "errands", "held", "is_sqlite", "last")

    def __init__(self, connection: Any, is_sqlite: bool) -> None:
        self.connection, self.is_sqlite = connection, is_sqlite
        self.held: list[Write] | None = None
        self.last: Any = None
        self.errands = False

    def execute(self, statement: str, values: Sequence[Any]) -> Any:
        self.errands = self.errands or " job " in statement
        cursor = self.connection.cursor()
        cursor.execute(statement if self.is_sqlite else _marks(statement), values)
        return cursor

    def execute_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        self.errands = self.errands or " job " in statement
        self.connection.cursor().executemany(statement if self.is_sqlite else _marks(statement), rows)

    def send(self) -> None:
        """Sends what is held as one statement: each write sees the rows as they were before all of them."""
        if self.held:
            writes, self.held = self.held, []
            text = _joined(tuple(statement for statement, _ in writes))
            self.last = self.execute(text, [value for _, values in writes for value in values])


def run(session: Session, statement: str, values: Sequence[Any] = ()) -> Any:
    """Execute one statement; gives the driver's cursor (`rowcount`, `fetchone()`, `fetchall()`)."""
    link = link_of(session)
    link.send()
    return link.execute(statement, values)


def run_many(session: Session, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Execute one statement for each row of values."""
    link = link_of(session)
    link.send()
    if len(rows) == 1:
        link.execute(statement, rows[0])
    elif rows:
        link.execute_many(statement, rows)


def put(session: Session, statement: str, values: Sequence[Any]) -> None:
    """Write without asking what came of it; inside `together` it is sent with the others."""
    link = link_of(session)
    if link.held is None:
        link.last = link.execute(statement, values)
    else:
        link.held.append((statement, values))


def put_many(session: Session, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """The same for several rows."""
    link = link_of(session)
    if link.held is None or len(rows) + len(link.held) > FEW:
        run_many(session, statement, rows)
    else:
        link.held.extend((statement, values) for values in rows)


@contextmanager
def together(session: Session) -> Iterator[Link]:
    """Sends the `put`s of a block in one journey to the server; they must not touch each other's rows.

    On SQLite, where there is no journey, each is sent at once.
    """
    link = link_of(session)
    if link.is_sqlite or link.held is not None:
        yield link
        return
    link.held = []
    try:
        yield link
        link.send()
    finally:
        link.held = None


def link_of(session: Session) -> Link:
    """The link that the database bound to this session."""
    link: Link = session.info[LINK]
    return link


@lru_cache(maxsize=512)
def _marks(statement: str) -> str:
    return statement.replace("%", "%%").replace("?", "%s")


@lru_cache(maxsize=512)
def _joined(statements: tuple[str, ...]) -> str:
    """One statement that does them all (PostgreSQL's data-modifying WITH)."""
    *others, last = statements
    if not others:
        return last
    return f"WITH {', '.join(f'w{n} AS ({said})' for n, said in enumerate(others))} {last}"
