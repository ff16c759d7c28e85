"""`house.keep`: every night old sessions, counters, kept answers and blobs without a row go. Twice does no harm."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from documents import archive
from documents.blobs import Blobs
from engine import keys
from kernel import clock, outbox, render
from kernel.act import Act, Actor
from kernel.db import Database
from kernel.outbox import Timing
from people import pauses, sessions

KIND = "house.keep"
HOUR = 2  # o'clock, office time
SESSIONS_KEPT = timedelta(days=400)  # an auditor may ask where a deed came from
ANSWERS_KEPT = timedelta(days=30)


def order(act: Act) -> None:
    """Leave the errand for the coming night; there is one for each night."""
    tonight = act.now.astimezone(render.zone()).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    due = tonight if tonight > act.now else tonight + timedelta(days=1)
    outbox.put(act, KIND, {"due": due.isoformat()}, key=f"{KIND}:{due.date()}", timing=Timing(due=due))


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
