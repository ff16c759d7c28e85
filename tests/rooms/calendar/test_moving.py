"""Running cases follow a published calendar one after the other; what was foreseen is what happens."""

from collections import Counter
from datetime import timedelta

import pytest

from engine import audit, calendar_changes, instances, interventions, rebuild
from engine.interventions import Reason
from engine.stepping import Stepped
from jobs.worker import drain
from kernel import calendars, history
from tests.rooms.calendar.conftest import HENDRA, House
from tests.rooms.calendar.test_publishing import NEW_YEAR
from workflows.office_calendar import drafts, moving, publishing


def calendar_of(house: House, begun: Stepped) -> str:
    with house.office.database.read() as session:
        return instances.get(session, begun.instance_id).calendar


def kinds(house: House, begun: Stepped) -> Counter[str]:
    with house.office.database.read() as session:
        return Counter(event.kind for event in history.read(session, f"instance:{begun.instance_id}"))


def whole(house: House, begun: Stepped) -> None:
    """Rows, re-execution and chain agree, also in a process that has read nothing yet."""
    calendars.forget()
    with house.office.database.read() as session:
        assert audit.recompute(session, begun.instance_id).difference is None
        assert rebuild.differences(session, begun.instance_id) == []
        assert history.verify(session, f"instance:{begun.instance_id}") is None


def progress(house: House, version: str) -> moving.Progress:
    with house.office.database.read() as session:
        return moving.progress(session, version)


def test_what_was_foreseen_happens(house: House) -> None:
    cases = house.begin(3)
    house.adds()
    with house.office.database.read() as session:
        after = drafts.get(session, HENDRA.id).calendar
        ids = calendar_changes.list_affected(session, after.version)
        seen = moving.foresee(session, house.offices, after, ids)
    assert [one.instance_id for one in seen] == sorted(case.instance_id for case in cases)
    assert {move.after - move.before for one in seen for move in one.moves} == {timedelta(days=1)}  # type: ignore[operator]

    made = house.publish()
    drain(house.worker(), house.office.now)

    with house.office.database.read() as session:
        due = {
            timer["due"]
            for case in cases
            for event in history.read(session, f"instance:{case.instance_id}")
            if event.kind == "calendar.changed"
            for timer in event.data["timers"]
        }
    assert due == {move.after.isoformat(timespec="microseconds") for one in seen for move in one.moves if move.after}
    done = progress(house, made.version)
    assert (done.moved, done.waiting, done.ended, done.deadlines, done.listing) == (3, 0, 0, 3, False)
    for case in cases:
        assert calendar_of(house, case) == made.version
        assert kinds(house, case) == {"instance.started": 1, "calendar.changed": 1}
        whole(house, case)


def test_without_the_wish_nothing_moves_and_the_wish_may_come_later(house: House) -> None:
    (case,) = house.begin()
    house.adds()
    made = house.publish(moves=False)
    drain(house.worker(), house.office.now)
    assert calendar_of(house, case) == "2026-1"

    with house.office.database.write() as session:
        publishing.move_running(house.office.act(session, HENDRA), made.version)
    drain(house.worker(), house.office.now)
    assert calendar_of(house, case) == made.version
    whole(house, case)


def test_twice_does_no_harm(house: House) -> None:
    (case,) = house.begin()
    house.adds()
    made = house.publish()
    drain(house.worker(), house.office.now)
    with house.office.database.write() as session:
        act = house.office.act(session, HENDRA)
        moving.plan(act, made.version, "", last=True)
        moving.move(act, house.offices, made.version, case.instance_id)
    assert kinds(house, case)["calendar.changed"] == 1
    assert progress(house, made.version).moved == 1


def test_a_case_that_ended_meanwhile_is_no_fault(house: House) -> None:
    stays, ends = house.begin(2)
    house.adds()
    made = house.publish()
    worker = house.worker()
    worker.run_due(house.office.now)  # the list is made
    assert progress(house, made.version).waiting == 2
    house.office.complete(ends.task_ids[0])

    drain(worker, house.office.now)

    done = progress(house, made.version)
    assert (done.moved, done.ended, done.waiting) == (1, 1, 0)
    whole(house, stays)
    whole(house, ends)


def test_a_suspended_case_follows_when_it_goes_on(house: House) -> None:
    (case,) = house.begin()
    reason = Reason(next(iter(interventions.REASONS)))
    with house.office.database.write() as session:
        interventions.suspend(house.office.act(session), case.instance_id, reason)
    house.adds()
    made = house.publish()
    drain(house.worker(), house.office.now)
    assert (calendar_of(house, case), progress(house, made.version).waiting) == ("2026-1", 1)

    with house.office.database.write() as session:
        interventions.resume(house.office.act(session), case.instance_id, reason)
    house.office.later(minutes=11)
    drain(house.worker(), house.office.now)
    assert (calendar_of(house, case), progress(house, made.version).moved) == (made.version, 1)
    whole(house, case)


def test_a_case_is_never_taken_back_to_an_older_version(house: House) -> None:
    (case,) = house.begin()
    house.adds()
    first = house.publish()
    house.adds(NEW_YEAR)
    second = house.publish()
    drain(house.worker(), house.office.now + timedelta(minutes=2))

    assert calendar_of(house, case) == second.version
    newer = house.begin()[0]
    with house.office.database.read() as session:
        assert calendar_changes.list_affected(session, first.version) == []
    assert calendar_of(house, newer) == second.version


def test_a_case_that_began_on_the_old_one_meanwhile_is_found_by_the_second_look(house: House) -> None:
    house.adds()
    made = house.publish()
    worker = house.worker()
    drain(worker, house.office.now)
    (late,) = house.begin()
    with house.office.database.write() as session:  # as if its start had been committed only now
        moving.sql.run(session, "UPDATE instance SET calendar = '2026-1' WHERE id = ?", (late.instance_id,))
        listed = calendar_changes.list_affected(session, made.version)
    assert listed == [late.instance_id]

    house.office.later(minutes=2)
    drain(worker, house.office.now)
    assert calendar_of(house, late) == made.version


@pytest.mark.parametrize("after", range(1, 5))
def test_killed_between_two_cases_it_goes_on(house: House, after: int) -> None:
    cases = house.begin(3)
    house.adds()
    made = house.publish()
    worker, done = house.worker(), 0
    while done < after:
        done += worker.run_due(house.office.now)
    calendars.forget()
    house.office.restart()

    drain(house.worker(), house.office.now)

    found = progress(house, made.version)
    assert (found.moved, found.waiting) == (3, 0)
    for case in cases:
        assert kinds(house, case)["calendar.changed"] == 1
        whole(house, case)
