"""Interventions in the log and the rows: recorded, rebuilt, executed again, raced."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from engine import audit, drafts, inbox, instances, interventions, messages, rebuild, tasks, timers
from engine.errors import StaleTask
from engine.inbox import Box
from engine.intervention_errors import (
    AnswerMissing,
    DataTooLarge,
    InstanceNotSuspended,
    InstanceSuspended,
    NotDoneYet,
    ReasonMissing,
    ReasonTextMissing,
)
from engine.interventions import Done, Reason
from engine.task_errors import InstanceEnded, InstanceUnknown
from jobs import queue
from jobs.worker import drain
from kernel import history, outbox
from kernel.errors import AppError
from tests.bpmn.drawing import boundary, diagram, end, ours, path, receive, service, start, timer, user
from tests.rooms.engine.conftest import ANA, NINE, Office

WHY = Reason("wrong_step", "Salah langkah, kata Bu Dewi")
CLERK = "'role:clerk'"


@pytest.fixture
def line(office: Office) -> Office:
    """Three tasks, the first with a timer; a message; a clean-up."""
    office.registry.add("stock.release", lambda ctx: office.asked.append(ctx) or {"released": ctx.data.get("n")})
    office.publish("line", diagram(
        ours('<satupintu:cleanup handler="stock.release"/>'),
        start(), user("a", desk=CLERK), boundary("late", "a", timer("timeDuration", "PT1H"), interrupting=False),
        end("reminded"), user("b", desk=CLERK), receive("r", "'x'"), user("c", desk=CLERK), end(),
        path("start", "a", "b", "r", "c", "end"), path("late", "reminded"), id="line"))  # fmt: skip
    return office


def do(office: Office, deed: Callable[..., Done], instance_id: str, reason: Reason = WHY, **given: object) -> Done:
    with office.database.write() as session:
        return deed(office.act(session), instance_id, reason, **given)


def token(office: Office, instance_id: str, element: str) -> int:
    with office.database.read() as session:
        return next(one.ordinal for one in interventions.tokens(session, instance_id) if one.element == element)


def proves(office: Office, instance_id: str) -> None:
    """The rows are what the log tells, the log executes again, the chain is whole; the cache holds the same state."""
    with office.database.read() as session:
        assert rebuild.differences(session, instance_id) == []
        again = audit.recompute(session, instance_id)
        assert again.difference is None
        assert history.verify(session, f"instance:{instance_id}") is None
    held = office.database.info["engine"].digests().get(instance_id)
    assert held in (None, again.digest)


def test_a_suspended_instance_refuses_everything_and_goes_on_where_it_was(line: Office) -> None:
    begun = line.start("line")
    one = begun.instance_id
    with line.database.write() as session:
        tasks.claim(line.act(session), begun.task_ids[0])
    do(line, interventions.suspend, one)
    proves(line, one)

    with pytest.raises(InstanceSuspended):
        line.complete(begun.task_ids[0])
    for deed in (interventions.suspend, interventions.skip, interventions.move):
        given = (
            {} if deed is interventions.suspend else {"token": 3} | ({"to": "b"} if deed is interventions.move else {})
        )
        with pytest.raises(InstanceSuspended):
            do(line, deed, one, **given)
    for act_on in (tasks.claim, tasks.release):
        with pytest.raises(InstanceSuspended), line.database.write() as session:
            act_on(line.act(session), begun.task_ids[0])
    with line.database.write() as session:
        drafts.save(line.act(session), begun.task_ids[0], {"note": "half"})
    with line.database.read() as session:
        task = tasks.get_task(session, ANA, begun.task_ids[0])
        assert (task.state, task.instance_state, task.is_open) == ("suspended", "suspended", False)

    line.restart()
    do(line, interventions.resume, one)
    with pytest.raises(InstanceNotSuspended):
        do(line, interventions.resume, one)
    proves(line, one)
    with line.database.read() as session:
        assert tasks.get_task(session, ANA, begun.task_ids[0]).claimed_by == "ana"
    assert line.complete(begun.task_ids[0]).state == "running"
    proves(line, one)


def test_timers_that_were_due_meanwhile_fire_after_the_resumption_once(line: Office) -> None:
    one = line.start("line").instance_id
    do(line, interventions.suspend, one)
    line.later(hours=3)
    assert drain(line.worker(), NINE + timedelta(hours=3)) == 0
    with pytest.raises(InstanceSuspended), line.database.write() as session:
        timers.fire(line.act(session), one, token(line, one, "a") - 1, "late")

    do(line, interventions.resume, one)
    assert drain(line.worker(), NINE + timedelta(hours=3)) == 1
    assert drain(line.worker(), NINE + timedelta(hours=9)) == 0
    proves(line, one)


def test_a_message_does_not_reach_a_suspended_instance(line: Office) -> None:
    begun = line.start("line")
    line.complete(line.complete(begun.task_ids[0]).task_ids[0])
    do(line, interventions.suspend, begun.instance_id)
    with pytest.raises(InstanceSuspended), line.database.write() as session:
        messages.deliver(line.act(session), "letter.answered", "x", {})
    do(line, interventions.resume, begun.instance_id)
    with line.database.write() as session:
        assert messages.deliver(line.act(session), "letter.answered", "x", {}).task_ids
    proves(line, begun.instance_id)


def test_moves_skips_repeats_and_corrects_with_before_and_after(line: Office) -> None:
    one = line.start("line", {"n": 1}).instance_id
    moved = do(line, interventions.move, one, token=token(line, one, "a"), to="c")
    assert (moved.before, moved.after) == (("a",), ("c",))
    with pytest.raises(NotDoneYet):
        do(line, interventions.repeat, one, token=token(line, one, "c"), to="b")
    do(line, interventions.move, one, token=token(line, one, "c"), to="a")
    done = do(line, interventions.skip, one, token=token(line, one, "a"))
    assert done.after == ("b",)
    line.restart()
    do(line, interventions.correct, one, to={"n": 2, "place": [1]}, delete=[])
    do(line, interventions.repeat, one, token=token(line, one, "b"), to="a")
    proves(line, one)

    with line.database.read() as session:
        assert interventions.data_of(session, one) == {"n": 2, "place": [1]}
        frames = audit.replay_of(session, one).frames
        assert [frame.kind for frame in frames] == [
            "instance.started", "token.moved", "token.moved", "task.skipped", "data.corrected", "task.repeated",
        ]  # fmt: skip
        assert [(frame.before, frame.here) for frame in frames[1:4]] == [
            (("a",), ("c",)), (("c",), ("a", "late")), (("a",), ("b",)),
        ]  # fmt: skip
        assert {frame.reason for frame in frames[1:]} == {"wrong_step"}


def test_the_words_of_a_reason_stay_out_of_the_log_and_can_be_erased(line: Office) -> None:
    one = line.start("line").instance_id
    do(line, interventions.suspend, one)
    with line.database.write() as session:
        event = history.read(session, f"instance:{one}")[-1]
        assert "Dewi" not in str(event.data)
        assert interventions.words_of(session, one) == {event.number: WHY.text}
        kept = session.connection().exec_driver_sql("SELECT text, salt FROM intervention").fetchone()
        assert kept is not None
        assert event.data["commitments"] == {"text": history.commitment(kept[0], kept[1])}
        session.connection().exec_driver_sql("DELETE FROM intervention")
    proves(line, one)


def test_cancelling_cleans_up_in_the_same_transaction(line: Office) -> None:
    one = line.start("line", {"n": 3}).instance_id
    do(line, interventions.cancel, one, Reason("withdrawn"))
    assert [ctx.data["n"] for ctx in line.asked] == [3]
    with line.database.read() as session:
        event = history.read(session, f"instance:{one}")[-1]
        assert event.data["results"] == [{"element": "line", "handler": "stock.release", "result": {"released": 3}}]
        assert instances.get(session, one).state == "cancelled"
    proves(line, one)
    with pytest.raises(InstanceEnded):
        do(line, interventions.suspend, one)


def test_a_clean_up_that_fails_cancels_nothing(line: Office) -> None:
    line.registry.add("stock.fail", lambda ctx: (_ for _ in ()).throw(StaleTask(ordinal=0)))
    line.publish("bad", diagram(ours('<satupintu:cleanup handler="stock.fail"/>'), start(), user("a", desk=CLERK),
                                end(), path("start", "a", "end"), id="bad"))  # fmt: skip
    begun = line.start("bad")
    with pytest.raises(StaleTask):
        do(line, interventions.cancel, begun.instance_id)
    assert line.complete(begun.task_ids[0]).state == "completed"


def test_a_suspended_instance_is_cancelled_with_its_tasks(line: Office) -> None:
    begun = line.start("line")
    do(line, interventions.suspend, begun.instance_id)
    do(line, interventions.cancel, begun.instance_id)
    proves(line, begun.instance_id)
    with line.database.read() as session:
        assert tasks.get_task(session, ANA, begun.task_ids[0]).state == "cancelled"


@pytest.mark.parametrize(
    ("reason", "error"),
    [(Reason("because"), ReasonMissing), (Reason(""), ReasonMissing), (Reason("other", "  "), ReasonTextMissing)],
)
def test_every_intervention_needs_a_reason(line: Office, reason: Reason, error: type[AppError]) -> None:
    one = line.start("line").instance_id
    with pytest.raises(error):
        do(line, interventions.suspend, one, reason)


def test_a_correction_is_no_store_for_documents(line: Office) -> None:
    one = line.start("line").instance_id
    with pytest.raises(DataTooLarge):
        do(line, interventions.correct, one, to={"x": "y" * 20_000})


def test_an_unknown_instance_is_unknown(line: Office) -> None:
    with pytest.raises(InstanceUnknown):
        do(line, interventions.suspend, "nothing")


def together(*deeds: Callable[[], object]) -> list[object]:
    """All deeds at once; gives what each led to, a refusal as its class."""
    ready = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        ready.wait()
        try:
            return deed()
        except AppError as fault:
            return type(fault)

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_of_two_interventions_at_once_one_wins(line: Office) -> None:
    for _ in range(5):
        one = line.start("line").instance_id
        place = token(line, one, "a")
        led = together(*[lambda: do(line, interventions.move, one, token=place, to="c")] * 2)  # noqa: B023
        assert sorted(isinstance(outcome, Done) for outcome in led) == [False, True]
        assert StaleTask in led
        proves(line, one)


def test_an_intervention_races_a_completion_and_nothing_happens_twice(line: Office) -> None:
    for _ in range(5):
        begun = line.start("line")
        one, first = begun.instance_id, begun.task_ids[0]
        place = token(line, one, "a")
        led = together(
            lambda: do(line, interventions.move, one, token=place, to="b"),  # noqa: B023
            lambda: line.complete(first),  # noqa: B023
        )
        assert len([outcome for outcome in led if not isinstance(outcome, type)]) == 1
        proves(line, one)
        with line.database.read() as session:
            assert [row.element for row in inbox.open_of_instances(session, [one])] == ["b"]


def test_a_suspension_races_a_completion(line: Office) -> None:
    for _ in range(5):
        begun = line.start("line")
        led = together(
            lambda: do(line, interventions.suspend, begun.instance_id),  # noqa: B023
            lambda: line.complete(begun.task_ids[0]),  # noqa: B023
        )
        assert isinstance(led[0], Done)
        assert led[1] is InstanceSuspended or not isinstance(led[1], type)
        proves(line, begun.instance_id)


def test_a_suspended_task_stands_in_its_box_as_suspended(line: Office) -> None:
    one = line.start("line").instance_id
    do(line, interventions.suspend, one)
    with line.database.read() as session:
        rows = [row for row in inbox.page(session, ANA, Box.GROUP).rows if row.instance_id == one]
    assert [row.state for row in rows] == ["suspended"]


def test_a_message_that_another_case_sent_waits_for_the_resumption(line: Office) -> None:
    begun = line.start("line")
    line.complete(line.complete(begun.task_ids[0]).task_ids[0])
    do(line, interventions.suspend, begun.instance_id)
    with line.database.write() as session:
        told = {"name": "letter.answered", "correlation": "x", "payload": {}}
        outbox.put(line.act(session), "process.message", told, key="told")
    assert drain(line.worker(), NINE) == 1
    assert drain(line.worker(), NINE + timedelta(minutes=30)) == 3
    do(line, interventions.resume, begun.instance_id)
    assert drain(line.worker(), NINE + timedelta(minutes=45)) == 1
    with line.database.read() as session:
        assert [row.element for row in inbox.open_of_instances(session, [begun.instance_id])] == ["c"]
        assert queue.list_dead(session) == []
    proves(line, begun.instance_id)


def test_a_task_whose_answers_an_operation_needs_cannot_be_skipped(office: Office) -> None:
    office.registry.add("stock.book", lambda ctx: {"booked": ctx.answers["number"]})
    steps = (start(), user("a", desk=CLERK), service("s", "stock.book"), end())
    office.publish("book", diagram(*steps, path("start", "a", "s", "end"), id="book"))
    one = office.start("book").instance_id

    with pytest.raises(AnswerMissing):
        do(office, interventions.skip, one, token=token(office, one, "a"))
    proves(office, one)
