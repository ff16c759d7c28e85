"""What a database's refusal means to people: busy, full, or away. Everything else is a bug."""

from typing import Any

from sqlalchemy.exc import DBAPIError

from kernel.errors import Conflict, N_

RETRYABLE = {"40001", "40P01"}  # serialization failure, deadlock: the unit of work may be tried again
FULL = {"53100", "53200"}
AWAY = {"57P01", "57P02", "57P03", "53300", "08000", "08001", "08003", "08004", "08006"}
FULL_WORDS = ("database or disk is full", "disk i/o error", "no space left", "could not extend file", "os error 27")
AWAY_WORDS = ("unable to open database file", "server closed the connection", "connection refused", "connection failed")


class DatabaseBusy(Conflict):
    """The database could not be had in time."""

    code = "database.busy"
    sentence = N_("The system is very busy just now. Nothing was changed; please try again in a moment.")


class DatabaseFull(Conflict):
    """There is no room to write."""

    code = "database.full"
    sentence = N_(
        "The disk of the server is full. Nothing was changed; what you typed is kept. Tell the administrator."
    )


class DatabaseAway(Conflict):
    """The database does not answer."""

    code = "database.away"
    sentence = N_("The database does not answer just now. Nothing was changed; please try again in a minute.")


def fact_of(fault: BaseException) -> Conflict | None:
    """The fact behind an error of the database, or None when it is a bug."""
    cause: Any = fault.orig if isinstance(fault, DBAPIError) else fault
    state, words = getattr(cause, "sqlstate", None), str(cause).lower()
    if state in RETRYABLE or "database is locked" in words:
        return DatabaseBusy()
    if state in FULL or any(one in words for one in FULL_WORDS):
        return DatabaseFull()
    lost = isinstance(fault, DBAPIError) and fault.connection_invalidated
    nameless = type(cause).__module__.startswith("psycopg") and type(cause).__name__ == "OperationalError"
    if state in AWAY or lost or (nameless and state is None) or any(one in words for one in AWAY_WORDS):
        return DatabaseAway()
    return None
