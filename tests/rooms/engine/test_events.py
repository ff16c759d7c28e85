"""Signals and messages between instances: everybody once, nobody twice, nothing lost, on both databases."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from engine import audit, inbox, instances, interventions, leaving, messages, present, rebuild, signals, starts
from engine.interventions import Reason
from engine.spiff.starting import Begin
from engine.spiff.step import Thrown
from engine.stepping import Stepped
from engine.task_errors import NobodyWaits
from jobs import events, process
from jobs.worker import Worker, drain
from kernel import history
from kernel.outbox import Job
from tests.bpmn.drawing import awaited, boundary, catch, end, message, node, path, start, user
from tests.bpmn.drawing_events import condition, drawn, error, signal, throw
from tests.rooms.engine.conftest import NINE, Office

CLERK = "'role:clerk'"
PROCESSES = {
    "waits": drawn(
        start(), user("a", desk=CLERK), catch("c", signal()), user("b", desk=CLERK), end(),
        path("start", "a", "c", "b", "end"), id="waits"),
    "throws": drawn(
        start(), user("a", desk=CLERK), throw("t", signal()), throw("m", awaited("get(place, 'id', None)"), message()),
        end("end", signal("s2")), path("start", "a", "t", "m", "end"), id="throws"),
    "begins": drawn(
        node("startEvent", "heard", signal()), node("startEvent", "told", message()), user("a", desk=CLERK), end(),
        path("heard", "a", "end"), path("told", "a"), id="begins"),
    "hosts": drawn(
        start(), user("a", desk=CLERK), boundary("b", "a", signal(), interrupting=False), user("side", desk=CLERK),
        end(), end("e9"), path("start", "a", "end"), path("b", "side", "e9"), id="hosts"),
    "speaks": drawn(
        start(), throw("m", message()), user("a", desk=CLERK), end(), path("start", "m", "a", "end"), id="speaks"),
    "listens": drawn(start(), catch("c", message()), end(), path("start", "c", "end"), id="listens"),
    "breaks": drawn(
        start(), user("a", desk=CLERK), end("end", error()), path("start", "a", "end"), id="breaks"),
    "watches": drawn(
        start(), user("a", desk=CLERK), catch("c", condition("n > 1")), end(), path("start", "a", "c", "end"),
        id="watches"),
}  # fmt: skip


@pytest.fixture
def offices(office: Office) -> Iterator[Office]:
    for key, files in PROCESSES.items():
        if key != "begins":
            office.publish(key, files)
    yield office
    with office.database.read() as session:
        for stream in history.streams(session, "instance:"):
            instance_id = stream.removeprefix("instance:")
            assert rebuild.differences(session, instance_id) == []
            assert audit.recompute(session, instance_id).difference is None


def run(office: Office) -> int:
    errands = {
        "timer.fire": process.fire_timer,
        "process.start": process.start,
        "event.message": events.carry_message,
        "event.signal": events.carry_signal,
        "event.hear": events.hear_signal,
        "event.begin": events.begin_by_signal,
    }
    return drain(Worker(office.database, errands), NINE)


def send(office: Office, name: str = "sky1", key: str | None = None, **payload: object) -> signals.Sent:
    with office.database.write() as session:
        return signals.send(office.act(session), name, payload, key=key)


def waiting(office: Office) -> Stepped:
    begun = office.start("waits")
    return office.complete(begun.task_ids[0])


def state(office: Office, instance_id: str) -> str:
    with office.database.read() as session:
        return str(instances.get(session, instance_id).state)


def kinds(office: Office, instance_id: str) -> list[str]:
    with office.database.read() as session:
        return [event.kind for event in history.read(session, f"instance:{instance_id}")]


def test_a_signal_from_outside_reaches_every_instance_that_waits(offices: Office) -> None:
    first, second, late = waiting(offices), waiting(offices), offices.start("waits")

    assert send(offices, colour="red").waiting == 2
    assert kinds(offices, first.instance_id)[-1] == "task.completed"
    assert run(offices) == 2

    for heard in (first, second):
        assert kinds(offices, heard.instance_id)[-1] == "signal.received"
    assert kinds(offices, late.instance_id) == ["instance.started"]
    assert run(offices) == 0


def test_the_signal_of_an_instance_reaches_the_others_but_itself_only_once(offices: Office) -> None:
    waits, thrower = waiting(offices), offices.start("throws", {"place": {}})
    offices.complete(thrower.task_ids[0])
    run(offices)

    assert kinds(offices, waits.instance_id) == ["instance.started", "task.completed", "signal.received"]
    assert state(offices, thrower.instance_id) == "completed"


def test_a_restart_between_the_signal_and_its_hearing_loses_nothing(offices: Office) -> None:
    waits = waiting(offices)
    send(offices)
    offices.restart()
    run(offices)

    with offices.database.read() as session:
        heard = history.read(session, f"instance:{waits.instance_id}")[-1]
    assert (heard.kind, heard.data["signal"], heard.data["moves"][0][1]) == ("signal.received", "sky1", "c")


def test_the_same_key_sends_a_signal_once(offices: Office) -> None:
    host = offices.start("hosts")
    first = send(offices, key="key-1234")

    assert send(offices, key="key-1234") == first
    run(offices)
    assert kinds(offices, host.instance_id) == ["instance.started", "signal.received"]


def test_a_signal_to_an_instance_that_ended_meanwhile_is_dropped(offices: Office) -> None:
    waits = waiting(offices)
    send(offices)
    with offices.database.write() as session:
        interventions.cancel(offices.act(session), waits.instance_id, Reason("withdrawn"))
    assert run(offices) == 1

    assert kinds(offices, waits.instance_id)[-1] == "instance.cancelled"
    assert run(offices) == 0


def test_a_signal_to_a_place_that_is_gone_is_dropped(offices: Office) -> None:
    waits = waiting(offices)
    send(offices)
    send(offices)
    run(offices)

    assert kinds(offices, waits.instance_id).count("signal.received") == 1


def test_two_signals_at_once_are_both_heard_where_the_place_stays(offices: Office) -> None:
    host = offices.start("hosts")
    send(offices)
    send(offices)
    faults: list[BaseException] = []

    def work() -> None:
        try:
            run(offices)
        except BaseException as fault:  # noqa: BLE001 - told by the assertion below
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run(offices)

    assert faults == []
    assert kinds(offices, host.instance_id) == ["instance.started", "signal.received", "signal.received"]


def test_a_signal_and_a_task_at_once_leave_one_history(offices: Office) -> None:
    host = offices.start("hosts")
    send(offices)
    done: list[str] = []
    thread = threading.Thread(target=lambda: done.append(offices.complete(host.task_ids[0]).state))
    thread.start()
    run(offices)
    thread.join()
    run(offices)

    assert len(done) == 1
    assert kinds(offices, host.instance_id)[0] == "instance.started"
    assert "task.completed" in kinds(offices, host.instance_id)


def test_a_process_begins_with_a_signal_and_with_a_message(offices: Office) -> None:
    offices.publish("begins", PROCESSES["begins"])
    assert send(offices).beginning == 1
    run(offices)
    with offices.database.write() as session:
        told = messages.deliver(offices.act(session), "letter.answered", None, {"n": 1})

    with offices.database.read() as session:
        begun = [one for one in instances.list_newest(session) if one.process == "begins"]
        events_of = [history.read(session, f"instance:{one.id}")[0] for one in begun]
    assert {event.data["begin"] for event in events_of} == {"heard", "told"}
    assert told.instance_id in {one.id for one in begun}


def test_a_new_version_takes_the_start_events_of_the_old_one(offices: Office) -> None:
    offices.publish("begins", PROCESSES["begins"])
    offices.publish("begins", drawn(start(), end(), path("start", "end"), id="begins"))
    with offices.database.read() as session:
        assert starts.list_for(session, "signal", "sky1") == []
    assert send(offices).beginning == 0


def test_several_triggers_of_one_start_event_are_known_once_each(offices: Office) -> None:
    begins = [Begin("x", "signal", "sky1"), Begin("x", "signal", "sky1"), Begin("y", "", "")]
    with offices.database.write() as session:
        starts.replace(session, "twice", begins)
        assert [(row.process, row.element) for row in starts.list_for(session, "signal", "sky1")] == [("twice", "x")]


def test_a_thrown_message_finds_the_place_that_waits_by_its_name(offices: Office) -> None:
    listens, thrower = offices.start("listens"), offices.start("throws", {"place": {"id": "L1"}})
    offices.complete(thrower.task_ids[0])
    run(offices)

    assert kinds(offices, listens.instance_id) == ["instance.started", "message.received"]
    assert state(offices, listens.instance_id) == "completed"


def test_a_message_nobody_waits_for_is_told_by_the_log_of_who_sent_it(offices: Office) -> None:
    thrower = offices.start("throws", {"place": {"id": "L1"}})
    offices.complete(thrower.task_ids[0])
    run(offices)

    with offices.database.read() as session:
        last = history.read(session, f"instance:{thrower.instance_id}")[-1]
    assert (last.kind, last.data) == ("message.unheard", {"message": "letter.answered", "correlation": "L1"})
    with pytest.raises(NobodyWaits), offices.database.write() as session:
        messages.deliver(offices.act(session), "letter.answered", None, {})


def test_a_case_goes_on_after_an_unheard_message_and_a_restart(offices: Office) -> None:
    speaker = offices.start("speaks")
    run(offices)
    offices.restart()

    with offices.database.read() as session:
        assert present.present(session, speaker.instance_id).here == ["a"]
    offices.complete(speaker.task_ids[0])
    assert state(offices, speaker.instance_id) == "completed"


def test_an_instance_ends_as_failed_with_the_error_nobody_caught(offices: Office) -> None:
    begun = offices.start("breaks")
    assert offices.complete(begun.task_ids[0]).state == "failed"

    with offices.database.read() as session:
        last = history.read(session, f"instance:{begun.instance_id}")[-1]
        one = instances.get(session, begun.instance_id)
    assert last.data["fault"] == {"element": "end", "code": "E1"}
    assert (one.state, one.ended_at is not None) == ("failed", True)


def test_an_instance_that_waits_for_data_is_no_incident(offices: Office) -> None:
    begun = offices.start("watches", {"n": 0})
    assert offices.complete(begun.task_ids[0]).state == "running"


def test_tasks_of_a_case_that_an_event_began_lie_with_the_person_who_caused_it(offices: Office) -> None:
    begins = drawn(
        node("startEvent", "heard", signal()), node("startEvent", "told", message()), user("mine"), end(),
        path("heard", "mine", "end"), path("told", "mine"), id="begins")  # fmt: skip
    offices.publish("begins", begins)
    send(offices)
    thrower = offices.start("throws", {"place": {}})
    offices.complete(thrower.task_ids[0])
    run(offices)

    with offices.database.read() as session:
        begun = [one for one in instances.list_newest(session) if one.process == "begins"]
        desks = [inbox.open_of_instances(session, [one.id])[0].desk for one in begun]
    assert [one.started_by for one in begun] == ["ana"] * 3
    assert desks == ["person:ana"] * 3


def test_a_place_that_throws_again_before_its_errand_is_done_is_heard_twice(offices: Office) -> None:
    with offices.database.write() as session:
        for number in (2, 3):
            leaving.put(offices.act(session), "i", number, [Thrown("signal", 7, "s", None)])
        assert len(session.scalars(select(Job).where(Job.kind == "event.signal")).all()) == 2
