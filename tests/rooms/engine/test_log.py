"""The log: whole, refused to change, re-executed to the same state, projections rebuilt from it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine import audit, rebuild, runtime
from engine.handlers import HandlerContext
from kernel import history
from tests.rooms.engine.conftest import ANA, BUDI, Office


def loop_of(office: Office, rounds: int) -> str:
    task = office.start("loop").task_ids[0]
    for _ in range(rounds):
        office.later(minutes=1)
        task = office.complete(task, again=True).task_ids[0]
    return task


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE event SET actor = 'x'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        "TRUNCATE event",
    ],
)
def test_the_database_refuses_to_change_an_event(office: Office, deed: str) -> None:
    begun = office.start("approve")

    with pytest.raises(DBAPIError), office.database.write() as session:
        session.execute(text(deed))

    with office.database.read() as session:
        assert history.verify(session, f"instance:{begun.instance_id}") is None


def test_names_the_first_altered_event(office: Office) -> None:
    task = loop_of(office, 3)
    stream = f"instance:{task.split('.')[0]}"
    guard = "DROP TRIGGER event_no_update" if office.database.is_sqlite else "DROP TRIGGER event_no_change ON event"
    with office.database.write() as session:
        session.execute(text(guard))
        session.execute(text("UPDATE event SET actor = 'eko' WHERE number = 2"))

    with office.database.read() as session:
        fault = history.verify(session, stream)

    assert fault == history.Fault(stream, 2, "altered")


def test_names_a_cut_tail(office: Office) -> None:
    task = loop_of(office, 3)
    stream = f"instance:{task.split('.')[0]}"
    guard = "DROP TRIGGER event_no_delete" if office.database.is_sqlite else "DROP TRIGGER event_no_change ON event"
    with office.database.write() as session:
        session.execute(text(guard))
        session.execute(text("DELETE FROM event WHERE number = 4"))

    with office.database.read() as session:
        assert history.verify(session, stream) == history.Fault(stream, 4, "cut")


def test_reexecution_gives_the_recorded_states(office: Office) -> None:
    task = loop_of(office, 12)
    instance_id = task.split(".")[0]
    office.restart()

    with office.database.read() as session:
        done = audit.recompute(session, instance_id)

    assert done.difference is None
    assert done.events == 13


def test_reexecution_equals_the_living_workflow_byte_for_byte(office: Office) -> None:
    task = loop_of(office, 5)
    instance_id = task.split(".")[0]
    living: runtime.Runtime = office.database.info[runtime.BOUND]
    digest = living._held[instance_id].live.digest()
    office.restart()

    with office.database.read() as session:
        assert audit.recompute(session, instance_id).digest == digest


def test_goes_on_after_a_restart_with_and_without_a_snapshot(office: Office) -> None:
    for rounds in (3, 60):
        task = loop_of(office, rounds)
        office.restart()
        task = office.complete(task, again=True).task_ids[0]
        office.complete(task, again=False)
        with office.database.read() as session:
            assert audit.recompute(session, task.split(".")[0]).difference is None


def test_a_multi_instance_ends_after_a_restart_in_between(office: Office) -> None:
    begun = office.start("many", {"people": 5})
    for place, task in enumerate(begun.task_ids):
        if place == 3:
            office.restart()
        done = office.complete(task)

    assert done.state == "completed"


def test_stored_projections_equal_those_told_by_the_log(office: Office) -> None:
    ids = [loop_of(office, 4).split(".")[0]]
    ids.append(office.start("many", {"people": 4}).instance_id)
    first = office.start("approve").task_ids[0]
    ids.append(first.split(".")[0])
    office.complete(office.complete(first, approved=True).task_ids[0], by=BUDI)

    with office.database.read() as session:
        for instance_id in ids:
            assert rebuild.differences(session, instance_id) == []


def test_a_wrong_row_is_named(office: Office) -> None:
    begun = office.start("approve")
    with office.database.write() as session:
        session.execute(text("UPDATE task SET desk = 'person:eko'"))

    with office.database.read() as session:
        assert "person:eko" in rebuild.differences(session, begun.instance_id)[0]


def test_a_refused_handler_leaves_nothing_behind(office: Office) -> None:
    from bench import build
    from kernel.errors import Conflict

    def refuse(context: HandlerContext) -> dict[str, object]:
        if context.answers.get("refuse"):
            raise Conflict
        return {"seen": True}

    office.registry.add("test.refuse_deed", refuse)
    office.publish(
        "strict",
        build.process(
            "strict",
            '<bpmn:startEvent id="begin"/>',
            build.user_task("a", "'role:clerk'"),
            '<bpmn:serviceTask id="s"><bpmn:extensionElements><satupintu:service handler="test.refuse_deed"/>'
            "</bpmn:extensionElements></bpmn:serviceTask>",
            '<bpmn:endEvent id="done"/>',
            build.flow("f1", "begin", "a"),
            build.flow("f2", "a", "s"),
            build.flow("f3", "s", "done"),
        ),
    )
    first = office.start("strict").task_ids[0]

    with pytest.raises(Conflict):
        office.complete(first, refuse=True)
    with office.database.read() as session:
        assert len(history.read(session, f"instance:{first.split('.')[0]}")) == 1
        assert rebuild.differences(session, first.split(".")[0]) == []

    assert office.complete(first, refuse=False).state == "completed"


def test_a_running_instance_keeps_its_version(office: Office) -> None:
    from bench import build

    first = office.start("approve").task_ids[0]
    changed = build.process(
        "approve",
        '<bpmn:startEvent id="begin"/>',
        build.user_task("z", "'role:clerk'"),
        '<bpmn:endEvent id="done"/>',
        build.flow("f1", "begin", "z"),
        build.flow("f2", "z", "done"),
    )
    office.publish("approve", changed)
    office.restart()

    second = office.complete(first, by=ANA, approved=True)
    fresh = office.start("approve").task_ids[0]

    assert second.state == "running"
    assert office.complete(fresh).state == "completed"
