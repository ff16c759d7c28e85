"""Keyset pages of an area's rows, the newest first: by when they began, then by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

Row = TypeVar("Row")


class Place(NamedTuple):
    """The last row of a page: the next page begins behind it."""

    at: datetime
    id: str


class Order(NamedTuple):
    """The columns that give the order: an instant and the id."""

    at: InstrumentedAttribute[datetime]
    id: InstrumentedAttribute[str]


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in order, and the place behind which the next page begins (None at the end)."""

    rows: Sequence[Row]
    next: Place | None


def page(
    session: Session, chosen: Select[tuple[Row]], order: Order, *, after: Place | None = None, limit: int = 25
) -> Page[Row]:
    """A page of what is chosen."""
    if after is not None:
        same_instant = and_(order.at == after.at, order.id < after.id)
        chosen = chosen.where(or_(order.at < after.at, same_instant))
    rows = list(session.scalars(chosen.order_by(order.at.desc(), order.id.desc()).limit(limit + 1)))
    shown: list[Any] = rows[:limit]
    last = Place(getattr(shown[-1], order.at.key), getattr(shown[-1], order.id.key)) if len(rows) > limit else None
    return Page(shown, last)
