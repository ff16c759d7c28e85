"""Questions about lists of tasks. One index walk per desk, merged; keyset pages; no counting of everything."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from engine.models import OPEN
from kernel import sql
from kernel.act import Acting, Actor
from kernel.db import instant

COLUMNS = (
    "id, instance_id, process, element, name, form, desk, state, record, opened_at, due_at, sort, claimed_by, read_at,"
    " done_by, done_at"
)
CAP = 100  # counts are shown as "99+" beyond


Condition = tuple[str, tuple[str, ...]]  # a WHERE and its values


class Box(StrEnum):
    """Which tasks a list shows."""

    MINE = "mine"  # of my person and my posts, and what I claimed
    ACTING = "acting"  # of posts that I serve as Plt. or Plh., and of persons for whom I stand in
    GROUP = "group"  # of my roles, not yet claimed
    WATCH = "watch"  # of my post while another acts for it
    DONE = "done"  # completed by me


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of a list. `sort` and `id` together are its place."""

    id: str
    instance_id: str
    process: str
    element: str
    name: str
    form: str | None
    desk: str
    state: str
    record: str | None
    opened_at: datetime
    due_at: datetime | None
    sort: str
    claimed_by: str | None
    read_at: datetime | None
    done_by: str | None
    done_at: datetime | None


class Place(NamedTuple):
    """The last row of a page: the next page begins behind it."""

    sort: str
    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, and the place behind which the next page begins (None at the end)."""

    rows: list[TaskRow]
    next: Place | None


class Counts(NamedTuple):
    """Open tasks per box, each at most 100; `late` and `today` are among mine and acting."""

    mine: int
    group: int
    acting: int
    late: int
    today: int


def page(session: Session, actor: Actor, box: Box, *, after: Place | None = None, limit: int = 25) -> Page:
    """A page of a box, ordered by due time (done: newest first)."""
    if box is Box.DONE:
        return _done(session, actor, after, limit)
    walks = [_walk(session, where, values, after, limit + 1) for where, values in _conditions(actor, box)]
    merged = heapq.merge(*walks, key=lambda row: (row.sort, row.id))
    rows = [row for row, _ in zip(merged, range(limit + 1), strict=False)]
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows, Place(rows[-1].sort, rows[-1].id) if more else None)


def counts(session: Session, actor: Actor, now: datetime, end_of_today: datetime) -> Counts:
    """How many open tasks wait in each box. `end_of_today` is the office's closing time."""
    late, today, mine, acting = 0, 0, 0, 0
    for box in (Box.MINE, Box.ACTING):
        for where, values in _conditions(actor, box):
            total, overdue, due = _count(session, where, values, now, end_of_today)
            late, today = late + overdue, today + due
            mine, acting = (mine + total, acting) if box is Box.MINE else (mine, acting + total)
    group = sum(_count(session, w, v, now, end_of_today)[0] for w, v in _conditions(actor, Box.GROUP))
    return Counts(min(mine, CAP), min(group, CAP), min(acting, CAP), min(late, CAP), min(today, CAP))


class Read(NamedTuple):
    """Who first opened a task of an instance, and when."""

    at: datetime
    by: str


def reads(session: Session, instance_ids: Iterable[str]) -> dict[str, Read]:
    """For each instance the first time one of its tasks was opened by whom it was for."""
    found: dict[str, Read] = {}
    for instance_id in instance_ids:
        row = sql.run(
            session,
            "SELECT read_at, read_by FROM task WHERE instance_id = ? AND read_at IS NOT NULL ORDER BY read_at LIMIT 1",
            (instance_id,),
        ).fetchone()
        if row is not None:
            found[instance_id] = Read(datetime.fromisoformat(row[0]), row[1])
    return found


def open_of_instances(session: Session, instance_ids: Iterable[str]) -> list[TaskRow]:
    """The open tasks of some instances, by due time."""
    rows = []
    for instance_id in instance_ids:
        rows += _walk(session, f"instance_id = ? AND {OPEN}", (instance_id,), None, CAP)
    return sorted(rows, key=lambda row: (row.sort, row.id))


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many open tasks of one name lie on a desk."""

    desk: str
    process: str
    name: str
    count: int


def waiting(session: Session, person: str, desks: Iterable[str]) -> list[Waiting]:
    """The open tasks that a person has taken or that lie on some desks, counted by name.

    Tasks that ask him by name in cases of his own are left out.
    """
    where, values = _lying(person, desks)
    statement = (
        f"SELECT desk, process, name, COUNT(*) FROM task WHERE {where}"  # noqa: S608 - constants and marks only
        " GROUP BY desk, process, name ORDER BY desk, process, name"
    )
    return [Waiting(*row) for row in sql.run(session, statement, values).fetchall()]


def list_lying(session: Session, person: str, desks: Iterable[str], *, limit: int = CAP) -> list[TaskRow]:
    """The same tasks one by one, by due time."""
    where, values = _lying(person, desks)
    return _walk(session, where, values, None, limit)


def _lying(person: str, desks: Iterable[str]) -> Condition:
    several = sorted({f"person:{person}", *desks})
    own = "EXISTS (SELECT 1 FROM instance i WHERE i.id = task.instance_id AND i.started_by = ?)"
    where = (
        f"(desk IN ({', '.join('?' * len(several))}) OR (claimed_by = ? AND desk LIKE 'role:%')) AND {OPEN}"
        f" AND NOT (desk = ? AND {own})"
    )
    return where, (*several, person, f"person:{person}", person)


def _conditions(actor: Actor, box: Box) -> list[Condition]:
    acting = {desk for desk, ground in actor.acting.items() if ground.capacity != "definitive"}
    own = {desk for desk in actor.desks if not desk.startswith("role:")}
    roles = {desk for desk in actor.desks if desk.startswith("role:")}
    match box:
        case Box.MINE:
            claimed: list[Condition] = [("claimed_by = ? AND state = 'claimed' AND desk LIKE 'role:%'", (actor.id,))]
            return [_desk(desk, "NOT IN", actor.ceded.get(desk, ())) for desk in sorted(own - acting)] + claimed
        case Box.ACTING:
            served = sorted((own & acting) | actor.within.keys())
            return [
                _not_private(_desk(desk, "IN", () if desk in own else actor.within[desk]), actor.acting[desk])
                for desk in served
            ]
        case Box.WATCH:
            given = [_desk(desk, "IN", only) for desk, only in sorted(actor.ceded.items())]
            return [_desk(desk) for desk in sorted(actor.sees)] + given
        case _:
            mine = f"%|{actor.id}|%"
            free = f"desk = ? AND {OPEN} AND claimed_by IS NULL AND (barred IS NULL OR barred NOT LIKE ?)"
            return [(free, (desk, mine)) for desk in sorted(roles)]


def _desk(desk: str, which: str = "IN", processes: Iterable[str] = ()) -> Condition:
    """The open tasks of a desk; with processes only those of them, or (`NOT IN`) of all others."""
    only = sorted(processes)
    limit = f" AND process {which} ({', '.join('?' * len(only))})" if only else ""
    return f"desk = ? AND {OPEN}{limit}", (desk, *only)


def _not_private(condition: Condition, ground: Acting) -> Condition:
    """What asks an absent person by name in a case that he began himself does not reach his substitute."""
    where, values = condition
    if ground.desk != f"person:{ground.of}":
        return condition
    own = "EXISTS (SELECT 1 FROM instance i WHERE i.id = task.instance_id AND i.started_by = ?)"
    return f"{where} AND NOT {own}", (*values, ground.of)


def _walk(session: Session, where: str, values: tuple[str, ...], after: Place | None, limit: int) -> list[TaskRow]:
    behind = "" if after is None else " AND (sort, id) > (?, ?)"
    statement = f"SELECT {COLUMNS} FROM task WHERE {where}{behind} ORDER BY sort, id LIMIT {limit}"  # noqa: S608
    return [_row(row) for row in sql.run(session, statement, (*values, *(after or ()))).fetchall()]


def _done(session: Session, actor: Actor, after: Place | None, limit: int) -> Page:
    behind = "" if after is None else " AND (done_at, id) < (?, ?)"
    statement = f"SELECT {COLUMNS} FROM task WHERE done_by = ?{behind} ORDER BY done_at DESC, id DESC LIMIT {limit + 1}"  # noqa: S608
    rows = [_row(row) for row in sql.run(session, statement, (actor.id, *(after or ()))).fetchall()]
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], Place(instant(last.done_at), last.id) if last and last.done_at else None)


def _count(session: Session, where: str, values: tuple[str, ...], now: datetime, end: datetime) -> tuple[int, int, int]:
    statement = f"SELECT sort FROM task WHERE {where} ORDER BY sort LIMIT {CAP}"  # noqa: S608 - constants only
    found = [row[0] for row in sql.run(session, statement, values).fetchall()]
    late = sum(1 for due in found if due < instant(now))
    return len(found), late, sum(1 for due in found if instant(now) <= due <= instant(end))


def _row(row: tuple[str | None, ...]) -> TaskRow:
    values: list[object] = list(row)
    for place in (9, 10, 13, 15):
        text = row[place]
        values[place] = datetime.fromisoformat(text) if text else None
    return TaskRow(*values)  # type: ignore[arg-type]
