"""`house.keep`: every night old sessions, counters, kept answers and blobs without a row go. Twice does no harm."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from documents import archive
from documents.blobs import Blobs
from engine import keys
from jobs import daily
from kernel import clock
from kernel.act import Act, Actor
from kernel.db import Database
from people import pauses, sessions

KIND = "house.keep"
HOUR = 2  # o'clock, office time
SESSIONS_KEPT = timedelta(days=400)  # an auditor may ask where a deed came from
ANSWERS_KEPT = timedelta(days=30)


def order(act: Act) -> None:
    """Leave the errand for the coming night; there is one for each night."""
    daily.order(act, KIND, HOUR)


def keeper(blobs: Blobs) -> Callable[[Database, Actor, Mapping[str, Any]], None]:
    """The errand bound to the store of documents; the store is swept outside any writing."""

    def keep(database: Database, actor: Actor, payload: Mapping[str, Any]) -> None:
        with database.read() as session:
            archive.sweep(session, blobs, clock.now())
        with database.write() as session:
            act = Act(session, actor, datetime.fromisoformat(payload["due"]), "worker")
            sessions.forget_expired(session, act.now - SESSIONS_KEPT)
            pauses.forget_old(session, act.now)
            keys.forget(session, act.now - ANSWERS_KEPT)
            order(act)

    return keep
