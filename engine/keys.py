"""Idempotency keys: the same key of the same person gives the same answer, and the deed once."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.task_errors import KeyReused
from kernel import canonical, sql
from kernel.act import Act
from kernel.db import instant


def digest(*parts: Any) -> str:
    """What a request asks, as one digest."""
    return canonical.digest(list(parts))


def reserve(act: Act, key: str | None, request: str) -> dict[str, Any] | None:
    """Take the key for this transaction; gives the answer kept before, or None when the deed is to be done.

    Whoever sends the same key meanwhile waits until this transaction ends. Raises KeyReused for another request.
    """
    if key is None:
        return None
    taken = sql.run(
        act.session,
        "INSERT INTO idempotency (person, key, request, answer, at) VALUES (?, ?, ?, 'null', ?) ON CONFLICT DO NOTHING",
        (act.actor.id, key, request, instant(act.now)),
    )
    if taken.rowcount == 1:
        return None
    kept = "SELECT request, answer FROM idempotency WHERE person = ? AND key = ?"
    row = sql.run(act.session, kept, (act.actor.id, key)).fetchone()
    if row[0] != request:
        raise KeyReused
    answer: dict[str, Any] = canonical.parse(row[1])
    return answer


def keep(act: Act, key: str | None, answer: Any) -> None:
    """Remember the answer (a dataclass of ids and states) for the key that was reserved."""
    if key is not None:
        kept = "UPDATE idempotency SET answer = ? WHERE person = ? AND key = ?"
        sql.run(act.session, kept, (canonical.text(asdict(answer)), act.actor.id, key))


def forget(session: Session, before: datetime) -> None:
    """Delete the answers kept for keys that were used before an instant."""
    sql.run(session, "DELETE FROM idempotency WHERE at < ?", (instant(before),))
