"""Timers, messages and errands: once each, in order, after a restart too, and never by two workers."""

import threading
import time
from datetime import timedelta

import pytest

from bench import build
from engine import inbox, incidents, instances, messages, tasks
from engine.inbox import Box
from engine.task_errors import NobodyWaits
from engine.tasks import Answers
from jobs import queue
from jobs.process import start
from jobs.queue import Claimed
from jobs.worker import Outside, Policy, Worker, drain
from kernel import history, outbox
from kernel.act import Act
from kernel.outbox import Timing
from tests.rooms.engine.conftest import ANA, NINE, Office


def waiting() -> dict[str, bytes]:
    """A task with a reminder in its time, then a message."""
    return build.process(
        "waiting",
        '<bpmn:startEvent id="begin"/>',
        build.user_task("a", "'role:clerk'"),
        '<bpmn:boundaryEvent id="remind" attachedToRef="a" cancelActivity="false"><bpmn:timerEventDefinition id="t">'
        "<bpmn:timeDate>remind_at</bpmn:timeDate>"
        "</bpmn:timerEventDefinition></bpmn:boundaryEvent>",
        '<bpmn:endEvent id="reminded"/>',
        '<bpmn:intermediateCatchEvent id="catch"><bpmn:extensionElements><satupintu:correlation value="place"/>'
        '</bpmn:extensionElements><bpmn:messageEventDefinition id="m" messageRef="msg"/></bpmn:intermediateCatchEvent>',
        '<bpmn:endEvent id="done"/>',
        build.flow("f1", "begin", "a"),
        build.flow("f2", "a", "catch"),
        build.flow("f3", "catch", "done"),
        build.flow("f4", "remind", "reminded"),
    )


def bundle() -> dict[str, bytes]:
    name, text = next(iter(waiting().items()))
    message = b'<bpmn:message id="msg" name="all_in"/></bpmn:definitions>'
    return {name: text.replace(b"</bpmn:definitions>", message)}


@pytest.fixture
def waits(office: Office) -> Office:
    office.publish("waiting", bundle())
    return office


def begin(office: Office, place: str, minutes: int) -> str:
    due = (NINE + timedelta(minutes=minutes)).isoformat()
    return office.start("waiting", {"remind_at": due, "place": place}).instance_id


def kinds(office: Office, instance_id: str) -> list[str]:
    with office.database.read() as session:
        return [event.kind for event in history.read(session, f"instance:{instance_id}")]


def test_a_timer_fires_once_when_it_is_due_also_after_a_restart(waits: Office) -> None:
    instance_id = begin(waits, "p1", 30)

    assert drain(waits.worker(), NINE + timedelta(minutes=29)) == 0
    waits.restart()
    assert drain(waits.worker(), NINE + timedelta(minutes=31)) == 1
    assert drain(waits.worker(), NINE + timedelta(days=3)) == 0
    assert kinds(waits, instance_id) == ["instance.started", "timer.fired"]


def test_timers_fire_in_the_order_of_their_times(waits: Office) -> None:
    late, early = begin(waits, "p1", 50), begin(waits, "p2", 10)
    drain(waits.worker(), NINE + timedelta(hours=2))

    with waits.database.read() as session:
        fired = {i: history.read(session, f"instance:{i}")[-1].at for i in (late, early)}
    assert fired[early] < fired[late]


def test_a_completed_task_takes_its_timer_with_it(waits: Office) -> None:
    begun = waits.start("waiting", {"remind_at": (NINE + timedelta(hours=1)).isoformat(), "place": "p1"})
    waits.complete(begun.task_ids[0])

    assert drain(waits.worker(), NINE + timedelta(days=3)) == 0


def test_a_message_reaches_only_the_place_it_is_for(waits: Office) -> None:
    first, second = (waits.start("waiting", {"remind_at": "2027-01-04T00:00:00+00:00", "place": p}) for p in "pq")
    waits.complete(first.task_ids[0])
    waits.complete(second.task_ids[0])

    with waits.database.write() as session:
        assert messages.deliver(waits.act(session), "all_in", "q", {}).state == "completed"
    assert kinds(waits, first.instance_id)[-1] == "task.completed"
    assert kinds(waits, second.instance_id)[-1] == "message.received"
    with pytest.raises(NobodyWaits), waits.database.write() as session:
        messages.deliver(waits.act(session), "all_in", "q", {})


def test_an_errand_starts_an_instance_once_for_its_key(office: Office) -> None:
    payload = {"process": "approve", "record": "letter:1", "data": {}}
    for _ in range(2):
        with office.database.write() as session:
            outbox.put(office.act(session), "process.start", payload, key="branch:1")
        drain(office.worker(), NINE)

    with office.database.read() as session:
        assert len(history.streams(session, "instance:")) == 1


def test_an_errand_of_a_rolled_back_deed_is_never_done(office: Office) -> None:
    def deed() -> None:
        with office.database.write() as session:
            outbox.put(office.act(session), "process.start", {"process": "approve", "data": {}}, key="k")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deed()

    assert drain(office.worker(), NINE) == 0


def test_a_failing_errand_is_retried_and_becomes_an_incident(office: Office) -> None:
    tries: list[str] = []

    def fail(_act: Act, job: Claimed, _payload: object) -> None:
        tries.append(job.key)
        raise RuntimeError("the printer is on fire")

    worker = Worker(office.database, {"test.fail": fail})
    with office.database.write() as session:
        outbox.put(office.act(session), "test.fail", {}, key="k", timing=Timing(due=NINE))
    for _ in range(10):
        worker.run_due(NINE + timedelta(days=30))

    assert len(tries) == queue.MAX_ATTEMPTS
    with office.database.read() as session:
        assert [incident.facts for incident in incidents.list_open(session)] == [{"kind": "RuntimeError"}]
        assert len(queue.list_dead(session)) == 1


def test_two_workers_do_each_errand_once(office: Office) -> None:
    done: list[str] = []

    def work(_act: Act, job: Claimed, _payload: object) -> None:
        done.append(job.key)

    with office.database.write() as session:
        for number in range(60):
            outbox.put(office.act(session), "test.work", {}, key=f"k{number}")
    workers = [Worker(office.database, {"test.work": work}) for _ in range(2)]
    threads = [threading.Thread(target=drain, args=(worker, NINE)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == sorted(f"k{number}" for number in range(60))


def test_a_worker_whose_lease_ran_out_leaves_nothing(office: Office) -> None:
    with office.database.write() as session:
        outbox.put(office.act(session), "process.start", {"process": "approve", "data": {}}, key="k")
    with office.database.write() as session:
        slow = queue.claim(session, "slow", NINE, NINE)[0]
    with office.database.write() as session:
        fast = queue.claim(session, "fast", NINE, NINE + queue.LEASE * 2)[0]

    with office.database.write() as session:
        assert not queue.finish(session, slow)
    with office.database.write() as session:
        assert queue.finish(session, fast)


def test_an_errand_to_the_world_keeps_no_other_one_waiting(office: Office) -> None:
    reached, answered = threading.Event(), threading.Event()

    def call(*_: object) -> None:
        reached.set()
        answered.wait(20)

    worker = Worker(office.database, {"process.start": start, "mail.send": Outside(call)})
    with office.database.write() as session:
        outbox.put(office.act(session), "mail.send", {}, key="mail")
    worker.start()
    try:
        assert reached.wait(10)
        with office.database.write() as session:
            outbox.put(office.act(session), "process.start", {"process": "approve", "data": {}}, key="begin")
        assert begun_within(office, 10), "the start waits for the mail server"
    finally:
        answered.set()
        worker.stop()


def begun_within(office: Office, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with office.database.read() as session:
            if instances.list_newest(session):
                return True
        time.sleep(0.02)
    return False


def test_a_timer_that_fires_while_a_person_completes_the_task_stands_in_nobodys_way(
    waits: Office, caplog: pytest.LogCaptureFixture
) -> None:
    instance_id = begin(waits, "x", 5)
    holds, late = threading.Event(), NINE + timedelta(minutes=6)

    def complete() -> None:
        with waits.database.write() as session:
            history.lock(session, f"instance:{instance_id}")
            holds.set()
            time.sleep(0.5)  # the timer comes now
            task = inbox.page(session, ANA, Box.GROUP).rows[0]
            tasks.complete(waits.act(session), task.id, Answers())

    person = threading.Thread(target=complete)
    person.start()
    assert holds.wait(10)
    drain(waits.worker(), late)
    person.join()

    assert "task.completed" in kinds(waits, instance_id)
    assert [record.message for record in caplog.records if "failed" in record.message] == []


def test_two_messages_at_once_leave_no_hole_in_the_log(waits: Office) -> None:
    first, second = begin(waits, "x", 60), begin(waits, "x", 60)
    for instance_id in (first, second):
        waits.complete(f"{instance_id}.{ordinal_of(waits, instance_id)}")
    both = threading.Barrier(2)

    def tell() -> None:
        with waits.database.write() as session:
            if not waits.database.is_sqlite:
                both.wait(10)
            messages.deliver(waits.act(session), "all_in", "x", {})

    threads = [threading.Thread(target=tell) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with waits.database.read() as session:
        assert [history.verify(session, f"instance:{one}") for one in (first, second)] == [None, None]


def ordinal_of(office: Office, instance_id: str) -> int:
    with office.database.read() as session:
        rows = inbox.page(session, ANA, Box.GROUP).rows
        return next(int(row.id.split(".")[1]) for row in rows if row.instance_id == instance_id)


def test_an_idle_worker_sleeps_no_longer_than_until_the_next_errand(office: Office) -> None:
    worker = Worker(office.database, {"mail.send": Outside(lambda *_: None)}, Policy(idle=60.0))
    (lane,) = worker._lanes
    assert worker._pause(lane) == 60.0
    with office.database.write() as session:
        soon = queue.database_now(session) + timedelta(seconds=20)
        for kind, due in (("mail.send", soon), ("other", soon - timedelta(seconds=15))):
            outbox.put(office.act(session), kind, {}, key=kind, timing=Timing(due=due))
    assert 5 < worker._pause(lane) <= 20
