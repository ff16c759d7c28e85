"""Idempotency keys: the same key of the same person gives the same answer, and the deed once."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.task_errors import KeyReused
from kernel import canonical, sql
from kernel.act import Act
from kernel.db import instant

TAKE = "INSERT INTO idempotency (person, key, request, answer, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"


def digest(*parts: Any) -> str:
    """What a request asks, as one digest."""
    return canonical.digest(list(parts))


def reserve(act: Act, key: str | None, request: str) -> dict[str, Any] | None:
    """Take the key for this transaction; gives the answer kept before, or None when the deed is to be done.

    Whoever sends the same key meanwhile waits until this transaction ends. Raises KeyReused for another request.
    """
    if key is None:
        return None
    taken = sql.run(act.session, TAKE, (act.actor.id, key, request, "null", instant(act.now)))
    return None if taken.rowcount == 1 else _kept(act, key, request)


def keep(act: Act, key: str | None, answer: Any) -> None:
    """Remember the answer (a dataclass of ids and states) for the key that was reserved."""
    if key is not None:
        kept = "UPDATE idempotency SET answer = ? WHERE person = ? AND key = ?"
        sql.run(act.session, kept, (canonical.text(asdict(answer)), act.actor.id, key))


@dataclass(frozen=True, slots=True)
class Once:
    """A key and the digest of what is asked under it; no key asks for nothing."""

    key: str | None = None
    request: str = ""

    @classmethod
    def of(cls, key: str | None, *asked: Any) -> "Once":
        return cls() if key is None else cls(key, digest(*asked))


def find(act: Act, once: Once) -> dict[str, Any] | None:
    """The answer kept for a key, if there is one. Raises KeyReused for another request."""
    return None if once.key is None else _kept(act, once.key, once.request)


def keep_new(act: Act, once: Once, answer: Any) -> None:
    """Take the key and remember the answer in one write, for deeds that can't be done twice anyway."""
    if once.key is not None:
        values = (act.actor.id, once.key, once.request, canonical.text(asdict(answer)), instant(act.now))
        sql.put(act.session, TAKE, values)


def require_kept(once: Once, sent: Any) -> None:
    """`keep_new` was sent last with this cursor. Raises KeyReused when the key was taken before."""
    if once.key is not None and sent.rowcount != 1:
        raise KeyReused


def forget(session: Session, before: datetime) -> None:
    """Delete the answers kept for keys that were used before an instant."""
    sql.run(session, "DELETE FROM idempotency WHERE at < ?", (instant(before),))


def _kept(act: Act, key: str, request: str) -> dict[str, Any] | None:
    kept = "SELECT request, answer FROM idempotency WHERE person = ? AND key = ?"
    row = sql.run(act.session, kept, (act.actor.id, key)).fetchone()
    if row is None:
        return None
    if row[0] != request:
        raise KeyReused
    answer: dict[str, Any] = canonical.parse(row[1])
    return answer
