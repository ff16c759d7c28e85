"""Keyset pages of an area's rows, the newest first: by when they began, then by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

Row = TypeVar("Row")


class Place(NamedTuple):
    """The last row of a page: the next page begins behind it."""

    at: datetime
    id: str


Order = tuple[InstrumentedAttribute[datetime], InstrumentedAttribute[str]]  # an instant, then the id


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in order, and the place behind which the next page begins (None at the end)."""

    rows: Sequence[Row]
    next: Place | None


def page(
    session: Session, chosen: Select[Row], order: Order, *, after: Place | None = None, limit: int = 25
) -> Page[Row]:
    """A page of what is chosen."""
    at, key = order
    if after is not None:
        chosen = chosen.where(or_(at < after.at, and_(at == after.at, key < after.id)))
    rows = list(session.scalars(chosen.order_by(at.desc(), key.desc()).limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], None if last is None else Place(getattr(last, at.key), getattr(last, key.key)))
