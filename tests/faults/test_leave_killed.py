"""kill -9 between the decision on a leave and the charge of its days: never half."""

import os
import random
import signal
import time
from datetime import date, datetime, timedelta

from sqlalchemy import select

from engine.models import Task
from engine.runtime import BOUND, Runtime
from kernel.act import Act
from kernel.calendar import bundled
from kernel.db import Database
from people.desks import actor_of
from tests.people import GALIH, IMELDA, RATNA
from tests.processes.leave_request.story import PaperYear, Story
from workflows import answering, registry

YUDHI, DAYS = "P23", 6


def working_days(first: date, count: int) -> list[str]:
    found, day = [], first
    while len(found) < count:
        if bundled().is_working_day(day):
            found.append(day.isoformat())
        day += timedelta(days=1)
    return found


def decide_all(url: str, now: datetime, told: int) -> None:
    """A head of office who approves one leave after the other and says so, until somebody pulls the plug."""
    database = Database(url, durability="OFF")
    database.info[BOUND] = Runtime(registry.build().handlers)
    with database.read() as session:
        open_ones = (
            select(Task.id, Task.record).where(Task.element == "decide", Task.state == "ready").order_by(Task.id)
        )
        waiting = [(row.id, row.record) for row in session.execute(open_ones)]
    for task_id, record in waiting:
        with database.write() as session:
            act = Act(session, actor_of(session, RATNA, now), now, "test")
            answering.answer(act, task_id, {"decision": "approve"})
        os.write(told, f"{record.removeprefix('leave:')}\n".encode())


def run_until_killed(url: str, now: datetime, seconds: float) -> list[str]:
    """The requests that a forked process said to have approved before it was killed."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            decide_all(url, now, writes)
        finally:
            os._exit(0)
    os.close(writes)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reads) as said:
        return [line.strip() for line in said.readlines() if line.endswith("\n")]


def test_a_decision_is_charged_wholly_or_not_at_all(database_url: str) -> None:
    story = Story.opens(database_url)
    story.it_is("2026-01-12 09:00")
    for person in (IMELDA, YUDHI):
        story.has_history(person, {2025: PaperYear(12, used=12)})
    of = {}
    for person in (IMELDA, YUDHI):
        for day in working_days(date(2026, 6, 2), DAYS):
            story.asks(person, starts_on=day, last_on=day)
            story.verified()
            story.does("consider", GALIH, decision="approve")
            of[story.request_id] = person

    chance, told = random.Random(7), list[str]()
    story.database.dispose()  # no connection is shared with a child
    for _ in range(12):
        told += run_until_killed(database_url, story.now, chance.uniform(0.2, 1.2))
        if len(told) >= len(of) - 1:
            break
    used = {IMELDA: 0, YUDHI: 0}
    for request_id, person in of.items():
        story.request_id = request_id
        assert story.state in ("keputusan", "disetujui")
        assert request_id not in told or story.state == "disetujui"
        granted = story.state == "disetujui"
        used[person] += granted
        assert (bool(story.request.number), bool(story.papers())) == (granted, granted)
        firm = [sure for first, _, sure in story.away(person) if first == story.request.starts_on.isoformat()]
        assert firm == [granted]
    assert sum(used.values()) >= len(told) > 0
    for person, count in used.items():
        found = story.balance(person, on="2026-06-30")
        assert (found.used, found.reserved, found.available) == (count, DAYS - count, 12 - DAYS)
    story.recomputes()
    story.database.dispose()
