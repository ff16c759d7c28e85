"""Tasks in an inbox: one winner, the same answer for the same key, nothing half done."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import drafts, inbox, tasks
from engine.inbox import Box
from engine.task_errors import (
    AlreadyStarted,
    KeyReused,
    TaskAlreadyClaimed,
    TaskAlreadyDone,
    TaskNotClaimed,
    TaskNotShared,
    TaskUnknown,
)
from kernel import history
from kernel.act import Actor
from tests.rooms.engine.conftest import ANA, BUDI, EKO, Office


def test_a_start_puts_the_first_task_into_the_inbox_of_its_group(office: Office) -> None:
    begun = office.start("approve", {"approved": True})

    with office.database.read() as session:
        rows = inbox.page(session, ANA, Box.GROUP).rows

    assert [row.id for row in rows] == begun.task_ids == [f"{begun.instance_id}.{rows[0].id.split('.')[1]}"]
    assert rows[0].element == "a"


def test_runs_to_the_end(office: Office) -> None:
    first = office.start("approve").task_ids[0]
    second = office.complete(first, approved=True).task_ids[0]

    assert office.complete(second, by=BUDI).state == "completed"


def test_takes_the_default_flow(office: Office) -> None:
    first = office.start("approve").task_ids[0]

    assert office.complete(first, approved=False).state == "completed"


def test_a_stranger_does_not_find_the_task(office: Office) -> None:
    first = office.start("approve").task_ids[0]

    with pytest.raises(TaskUnknown):
        office.complete(first, by=EKO, approved=True)


def test_a_second_completion_names_the_winner(office: Office) -> None:
    first = office.start("approve").task_ids[0]
    office.complete(first, by=BUDI, approved=True)

    with pytest.raises(TaskAlreadyDone) as refused:
        office.complete(first, approved=True)

    assert refused.value.facts["who"] == "budi"
    assert refused.value.facts["at"] == office.now


def test_one_thousand_completions_give_one_winner(office: Office) -> None:
    first = office.start("approve").task_ids[0]
    ready = threading.Barrier(10)

    def attempt(number: int) -> str:
        if number < 10:
            ready.wait(10)
        try:
            office.complete(first, by=BUDI if number % 2 else ANA, approved=True)
        except TaskAlreadyDone as lost:
            return str(lost.facts["who"])
        return "won"

    with ThreadPoolExecutor(10) as pool:
        results = list(pool.map(attempt, range(1000)))

    assert results.count("won") == 1
    assert set(results) - {"won"} <= {"ana", "budi"}
    assert len(set(results) - {"won"}) == 1
    with office.database.read() as session:
        events = history.read(session, f"instance:{first.split('.')[0]}")
    assert [event.kind for event in events] == ["instance.started", "task.completed"]


def test_the_same_key_gives_the_same_answer_and_one_event(office: Office) -> None:
    begun = office.start("approve", key="k1")
    again = office.start("approve", key="k1")
    first = begun.task_ids[0]

    once = office.complete(first, key="k2", approved=True)
    twice = office.complete(first, key="k2", approved=True)

    assert begun == again
    assert once == twice
    with office.database.read() as session:
        assert len(history.read(session, f"instance:{begun.instance_id}")) == 2


def test_the_same_key_at_the_same_time_gives_the_same_answer(office: Office) -> None:
    first = office.start("approve").task_ids[0]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: office.complete(first, key="k", approved=True), range(16)))
        begun = list(pool.map(lambda _: office.start("approve", key="s"), range(16)))

    assert len({answer.number for answer in answers}) == 1
    assert len({start.instance_id for start in begun}) == 1


def test_a_key_with_other_content_is_refused(office: Office) -> None:
    first = office.start("approve").task_ids[0]
    office.complete(first, key="k", approved=True)

    with pytest.raises(KeyReused):
        office.complete(first, key="k", approved=False)


def test_a_business_key_is_unique_in_its_process(office: Office) -> None:
    office.start("approve", business_key="0412/2026")

    with pytest.raises(AlreadyStarted):
        office.start("approve", business_key="0412/2026")


def test_a_claimed_task_leaves_the_group_and_can_be_given_back(office: Office) -> None:
    first = office.start("approve").task_ids[0]

    with office.database.write() as session:
        tasks.claim(office.act(session, ANA), first)
    with office.database.read() as session:
        assert inbox.page(session, BUDI, Box.GROUP).rows == []
        assert [row.id for row in inbox.page(session, ANA, Box.MINE).rows] == [first]
    with pytest.raises(TaskAlreadyClaimed) as refused, office.database.write() as session:
        tasks.claim(office.act(session, BUDI), first)
    with pytest.raises(TaskAlreadyClaimed):
        office.complete(first, by=BUDI, approved=True)
    with office.database.write() as session:
        tasks.release(office.act(session, ANA), first)
    with office.database.read() as session:
        assert [row.id for row in inbox.page(session, BUDI, Box.GROUP).rows] == [first]

    assert refused.value.facts["who"] == "ana"


def test_only_who_claimed_can_give_back(office: Office) -> None:
    first = office.start("approve").task_ids[0]

    with pytest.raises(TaskNotClaimed), office.database.write() as session:
        tasks.release(office.act(session, ANA), first)


def test_two_claims_at_once_give_one_owner(office: Office) -> None:
    first = office.start("approve").task_ids[0]

    def attempt(number: int) -> bool:
        try:
            with office.database.write() as session:
                tasks.claim(office.act(session, BUDI if number % 2 else ANA), first)
        except TaskAlreadyClaimed:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(16))) == 1


def test_a_task_of_ones_own_needs_no_claim(office: Office) -> None:
    from bench import build

    office.publish(
        "own",
        build.process(
            "own",
            '<bpmn:startEvent id="begin"/>',
            build.user_task("a", "'person:ana'"),
            '<bpmn:endEvent id="done"/>',
            build.flow("f1", "begin", "a"),
            build.flow("f2", "a", "done"),
        ),
    )
    first = office.start("own").task_ids[0]

    with pytest.raises(TaskNotShared), office.database.write() as session:
        tasks.claim(office.act(session, ANA), first)


def test_only_the_first_reading_is_recorded(office: Office) -> None:
    first = office.start("approve").task_ids[0]
    for minutes in (1, 5):
        office.later(minutes=minutes)
        with office.database.write() as session:
            tasks.mark_read(office.act(session, ANA), first)

    with office.database.read() as session:
        events = history.read(session, f"instance:{first.split('.')[0]}")
        read = inbox.reads(session, [first.split(".")[0]])

    assert [event.kind for event in events] == ["instance.started", "task.read"]
    assert next(iter(read.values())).by == "ana"


def test_a_draft_is_found_again_and_goes_with_the_completion(office: Office) -> None:
    first = office.start("approve").task_ids[0]
    with office.database.write() as session:
        drafts.save(office.act(session), first, {"note": "setengah jalan"})

    with office.database.read() as session:
        found = drafts.find(session, "ana", first)
        assert found is not None
        assert found.data == {"note": "setengah jalan"}
        assert drafts.find(session, "budi", first) is None
    office.complete(first, approved=True)
    with office.database.read() as session:
        assert drafts.find(session, "ana", first) is None


def test_pages_follow_each_other_without_gap_or_double(office: Office) -> None:
    begun = [office.start("approve").task_ids[0] for _ in range(7)]

    seen, after = [], None
    with office.database.read() as session:
        while True:
            page = inbox.page(session, ANA, Box.GROUP, after=after, limit=3)
            seen += [row.id for row in page.rows]
            after = page.next
            if after is None:
                break

    assert sorted(seen) == sorted(begun)
    assert len(set(seen)) == 7


def test_a_task_opened_in_two_tabs_at_once_leaves_no_hole_in_the_log(office: Office) -> None:
    begun = office.start("approve")
    both = threading.Barrier(2)

    def look(actor: Actor) -> None:
        with office.database.write() as session:
            if not office.database.is_sqlite:
                tasks.get_task(session, actor, begun.task_ids[0])
                both.wait(10)
            tasks.mark_read(office.act(session, actor), begun.task_ids[0])

    with ThreadPoolExecutor(2) as crowd:
        list(crowd.map(look, (ANA, BUDI)))

    with office.database.read() as session:
        assert history.verify(session, f"instance:{begun.instance_id}") is None
