"""Running cases follow a published calendar: listed in one errand, moved in one errand each; nothing is half done.

A case that ended meanwhile is no fault; one that is suspended follows when it goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine import calendar_changes
from engine.calendar_changes import Moving, Pinned
from engine.stepping import case_of
from engine.task_errors import InstanceEnded, InstanceUnknown
from kernel import calendars, history, outbox, sql
from kernel.act import Act
from kernel.calendar import Calendar
from kernel.db import instant
from kernel.outbox import Timing
from workflows.areas import Offices
from workflows.office_calendar.effects import Effect
from workflows.office_calendar.publishing import PLAN

MOVE = "calendar.move"
BATCH = 200
SECOND_LOOK = timedelta(minutes=1)  # for a case that began on the old calendar while the new one was published
NOTE = (
    "INSERT INTO calendar_move (version, instance_id, state, deadlines) VALUES (?, ?, 'waiting', 0)"
    " ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the running cases are with a version; `listing` while more may be found."""

    waiting: int
    moved: int
    ended: int
    deadlines: int
    listing: bool

    @property
    def total(self) -> int:
        return self.waiting + self.moved + self.ended


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would move of one case."""

    instance_id: str
    process: str
    definition_id: str
    record: str | None
    moves: Sequence[Moving]


def plan(act: Act, version: str, after: str, *, last: bool) -> None:
    """`calendar.plan`: note the next cases to be moved and leave an errand for each; then look a second time."""
    found = calendar_changes.list_affected(act.session, version, after=after, limit=BATCH)
    sql.run_many(act.session, NOTE, [(version, instance_id) for instance_id in found])
    for instance_id in found:
        payload = {"version": version, "instance": instance_id}
        key = f"{MOVE}:{version}:{instance_id}"
        outbox.put(act, MOVE, payload, key=key, timing=Timing(instance=instance_id))
    if found:
        _go_on(act, version, found[-1], last)
        return
    sql.run(
        act.session,
        "UPDATE office_calendar SET planned_at = ? WHERE version = ? AND planned_at IS NULL",
        (instant(act.now), version),
    )
    if not last:
        again: dict[str, Any] = {"version": version, "after": "", "last": True}
        timing = Timing(due=act.now + SECOND_LOOK)
        outbox.put(act, PLAN, again, key=f"{PLAN}:{version}:again", timing=timing)


def move(act: Act, offices: Offices, version: str, instance_id: str) -> None:
    """`calendar.move`: one case follows, with the limits that its record keeps. Raises InstanceSuspended."""
    after = calendars.know(act.session, version)
    seen: list[Pinned] = []

    def limits(pinned: Pinned) -> Mapping[str, Any]:
        seen.append(pinned)
        return offices.calendar_limits(act.session, pinned, after)

    if not calendar_changes.is_affected(act.session, version, instance_id):
        _mark(act, version, instance_id, "ended", 0)
        return
    done = calendar_changes.change(act, instance_id, version, limits)
    offices.follow_calendar(act, seen[0], after)
    (event,) = history.read(act.session, f"instance:{instance_id}", after=done.number - 1)
    _mark(act, version, instance_id, "moved", len(event.data["timers"]) + len(event.data.get("dues", ())))


def foresee(session: Session, offices: Offices, after: Calendar, ids: Sequence[str]) -> list[Foreseen]:
    """What would move of some cases, by case; nothing is changed. Those that have ended are left out."""

    def limits(pinned: Pinned) -> Mapping[str, Any]:
        return offices.calendar_limits(session, pinned, after)

    found = []
    for instance_id in ids:
        try:
            case = case_of(session, instance_id, suspended=True)
            moves = calendar_changes.preview(session, instance_id, after, limits)
        except (InstanceEnded, InstanceUnknown):
            continue
        if moves:
            found.append(Foreseen(instance_id, case.process, case.definition_id, case.record, moves))
    return found


def effects(session: Session, offices: Offices, after: Calendar) -> list[Effect]:
    """What else would change, as the areas say."""
    return offices.calendar_effects(session, calendars.current(session), after)


def progress(session: Session, version: str) -> Progress:
    """How far the running cases are."""
    asked = "SELECT state, count(*), sum(deadlines) FROM calendar_move WHERE version = ? GROUP BY state"
    rows = sql.run(session, asked, (version,)).fetchall()
    counts = {state: int(count) for state, count, _ in rows}
    row = sql.run(session, "SELECT planned_at FROM office_calendar WHERE version = ?", (version,)).fetchone()
    return Progress(
        waiting=counts.get("waiting", 0),
        moved=counts.get("moved", 0),
        ended=counts.get("ended", 0),
        deadlines=sum(int(deadlines) for _, _, deadlines in rows),
        listing=row is not None and row[0] is None,
    )


def _go_on(act: Act, version: str, after: str, last: bool) -> None:
    payload = {"version": version, "after": after, "last": last}
    outbox.put(act, PLAN, payload, key=f"{PLAN}:{version}:{after}:{int(last)}")


def _mark(act: Act, version: str, instance_id: str, state: str, deadlines: int) -> None:
    sql.run(
        act.session,
        "UPDATE calendar_move SET state = ?, deadlines = ?, moved_at = ? WHERE version = ? AND instance_id = ?"
        " AND state = 'waiting'",
        (state, deadlines, instant(act.now), version, instance_id),
    )
