"""What keeps a completion cheap, counted instead of timed: statements, index walks, calls per step."""

import sys
from collections.abc import Callable
from typing import Any

from bench.statements import MOST, counted
from engine import drafts, inbox, models
from engine.inbox import Box
from kernel import sql
from kernel.db import Database
from tests.rooms.engine.conftest import ANA, BUDI, Office

WALK = (
    f"SELECT {inbox.COLUMNS} FROM task WHERE desk = 'role:clerk' AND {models.OPEN}"
    " AND (sort, id) > ('2026', 'x') ORDER BY sort, id LIMIT 26"
)
DONE = f"SELECT {inbox.COLUMNS} FROM task WHERE done_by = 'ana' ORDER BY done_at DESC, id DESC LIMIT 26"


def statements(work: Callable[[], Any]) -> int:
    with counted() as said:
        work()
    return len(said)


def test_a_completion_with_its_key_is_at_most_eight_statements(office: Office) -> None:
    first = office.start("approve").task_ids[0]
    with office.database.write() as session:
        drafts.save(office.act(session), first, {"note": "setengah jalan"})
    opened: list[str] = []

    opening = statements(lambda: opened.extend(office.complete(first, key="first-key", approved=True).task_ids))
    ending = statements(lambda: office.complete(opened[0], by=BUDI, key="second-key"))

    assert max(opening, ending) <= MOST


def test_a_start_is_at_most_eight_statements(office: Office) -> None:
    assert statements(lambda: office.start("approve", key="a-key-of-mine")) <= MOST


def test_a_completion_in_a_crowd_takes_no_more_statements(office: Office) -> None:
    few, many = office.start("many", {"people": 2}), office.start("many", {"people": 200})

    assert statements(lambda: office.complete(few.task_ids[0])) == statements(
        lambda: office.complete(many.task_ids[100])
    )


def plan_of(database: Database, statement: str) -> str:
    with database.write() as session:
        if database.is_sqlite:
            return "\n".join(row[3] for row in sql.run(session, f"EXPLAIN QUERY PLAN {statement}").fetchall())
        sql.run(session, "SET LOCAL enable_seqscan = off")  # the table of a test is too small for its index
        return "\n".join(row[0] for row in sql.run(session, f"EXPLAIN {statement}").fetchall())


def test_a_page_of_the_inbox_is_one_walk_of_its_index_without_sorting(office: Office) -> None:
    plan = plan_of(office.database, WALK)

    assert "ix_task_desk_open" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def test_what_was_done_is_found_by_its_index(office: Office) -> None:
    assert "ix_task_done" in plan_of(office.database, DONE)


def calls_of_the_engine(work: Callable[[], Any]) -> int:
    """How many functions of the live tree a piece of work calls."""
    found = 0

    def note(frame: Any, event: str, _argument: Any) -> None:
        nonlocal found
        found += event == "call" and "/engine/spiff/" in frame.f_code.co_filename

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


def test_a_round_of_a_loop_touches_as_many_tasks_at_the_end_as_at_the_beginning(office: Office) -> None:
    task = office.start("loop").task_ids[0]

    def one() -> None:
        nonlocal task
        task = office.complete(task, again=True).task_ids[0]

    counts = [calls_of_the_engine(one) for _ in range(300)]

    # A few rounds prune the tree; the ordinary ones cost the same for ever.
    assert min(counts[5:15]) == min(counts[-10:])


def test_the_bill_of_a_stranger_or_a_late_one_changes_nothing(office: Office) -> None:
    first = office.start("approve").task_ids[0]
    office.complete(first, key="once-and-never-again", approved=True)

    again = statements(lambda: office.complete(first, key="once-and-never-again", approved=True))

    assert again == 2  # a look at the task, a look at the key
    with office.database.read() as session:
        assert inbox.page(session, ANA, Box.DONE).rows[0].id == first
