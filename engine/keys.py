"""Idempotency keys: the same key of the same person gives the same answer, and the deed once."""

from dataclasses import asdict
from typing import Any

from engine.task_errors import KeyReused
from kernel import canonical, sql
from kernel.act import Act
from kernel.db import instant


def digest(*parts: Any) -> str:
    """What a request asks, as one digest."""
    return canonical.digest(list(parts))


def find(act: Act, key: str | None, request: str) -> dict[str, Any] | None:
    """The answer given before for this key, or None. Raises KeyReused when it was for another request."""
    if key is None:
        return None
    row = sql.run(
        act.session, "SELECT request, answer FROM idempotency WHERE person = ? AND key = ?", (act.actor.id, key)
    ).fetchone()
    if row is None:
        return None
    if row[0] != request:
        raise KeyReused
    kept: dict[str, Any] = canonical.parse(row[1])
    return kept


def keep(act: Act, key: str | None, request: str, answer: Any) -> None:
    """Remember the answer (a dataclass of ids and states) in the transaction of the deed."""
    if key is None:
        return
    sql.run(
        act.session,
        "INSERT INTO idempotency (person, key, request, answer, at) VALUES (?, ?, ?, ?, ?)",
        (act.actor.id, key, request, canonical.text(asdict(answer)), instant(act.now)),
    )
