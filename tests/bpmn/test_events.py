import datetime as dt

import pytest

from engine.errors import ExpressionFailed, StaleTask
from tests.bpmn.drawing import (
    awaited,
    boundary,
    catch,
    diagram,
    end,
    event_gateway,
    message,
    node,
    operation,
    path,
    receive,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip
from tests.bpmn.story import START, Story

pytestmark = pytest.mark.parametrize("cold", [False, True])
DAY = dt.timedelta(days=1)


def waiting(kind, text):
    return diagram(start(), catch("t", timer(kind, text)), end(), path("start", "t", "end"))


@pytest.mark.parametrize(
    ("kind", "text", "due"),
    [
        ("timeDuration", "P1D", START + DAY),
        ("timeDuration", "PT90M", START + dt.timedelta(minutes=90)),
        ("timeDuration", "P1M", dt.datetime(2026, 12, 12, 1, tzinfo=dt.UTC)),
        ("timeDuration", "'PT' + str(hours) + 'H'", START + dt.timedelta(hours=5)),
        ("timeDate", "2026-11-20T08:00:00+07:00", dt.datetime(2026, 11, 20, 1, tzinfo=dt.UTC)),
        ("timeDate", "due_at", dt.datetime(2026, 11, 21, tzinfo=dt.UTC)),
    ],
)
def test_a_timer_says_when_it_is_due_and_fires_by_name_only(cold, kind, text, due):
    story = Story(waiting(kind, text), data={"hours": 5, "due_at": "2026-11-21T00:00:00Z"}, cold=cold)
    (timer_set,) = story.step.timers
    assert (timer_set.element, timer_set.due, timer_set.attached_to) == ("t", due, None)
    story.fires("t")
    assert story.step.state == "completed"


@pytest.mark.parametrize("text", ["2026-11-21", "2026-11-21T00:00:00", "tomorrow", None])
def test_a_time_without_a_zone_or_sense_is_named(cold, text):
    with pytest.raises(ExpressionFailed) as failed:
        Story(waiting("timeDate", "due_at"), data={"due_at": text}, cold=cold)
    assert failed.value.facts["element"] == "t"


def deadline(kind, text, interrupting):
    return diagram(
        start(), user("work"), boundary("late", "work", timer(kind, text), interrupting=interrupting), user("remind"),
        user("after"), end(), end("end2"), path("start", "work", "after", "end"), path("late", "remind", "end2"),
    )  # fmt: skip


def test_an_interrupting_timer_takes_the_task_away(cold):
    story = Story(deadline("timeDuration", "P1D", True), cold=cold)
    (timer_set,) = story.step.timers
    assert timer_set.attached_to == min(story.tasks)
    step = story.fires("late")
    assert story.open == ["remind"]
    assert sorted(step.closed) == sorted([timer_set.ordinal, timer_set.attached_to])
    story.does("remind")
    assert story.step.state == "completed"


def test_the_timer_ends_with_its_task(cold):
    story = Story(deadline("timeDuration", "P1D", True), cold=cold)
    step = story.does("work")
    assert len(step.closed) == 2
    assert not story.timers
    assert story.open == ["after"]


def test_a_non_interrupting_timer_opens_a_second_way(cold):
    story = Story(deadline("timeDuration", "P1D", False), cold=cold)
    story.fires("late")
    assert story.open == ["remind", "work"]
    assert not story.timers
    story.does("work")
    story.does("after")
    assert story.step.state == "running"
    story.does("remind")
    assert story.step.state == "completed"


def test_a_repeating_timer_is_announced_again_after_each_firing(cold):
    story = Story(deadline("timeCycle", "R3/P1D", False), cold=cold)
    dues = []
    while story.timers:
        (timer_set,) = story.timers.values()
        dues.append(timer_set.due)
        step = story.fires("late")
    assert dues == [START + DAY, START + 2 * DAY, START + 3 * DAY]
    assert step.closed == [timer_set.ordinal]
    assert story.open == ["remind", "remind", "remind", "work"]


def test_reminders_already_sent_stay_when_the_task_is_done(cold):
    story = Story(deadline("timeCycle", "R/P1D", False), cold=cold)
    story.fires("late")
    story.fires("late")
    story.does("work")
    assert not story.timers
    assert story.open == ["after", "remind", "remind"]
    for element in ("after", "remind", "remind"):
        story.does(element)
    assert story.step.state == "completed"


def test_a_timer_that_is_gone_can_not_fire(cold):
    story = Story(deadline("timeDuration", "P1D", True), cold=cold)
    ordinal = min(story.timers)
    story.does("work")
    with pytest.raises(StaleTask):
        story.live.fire(ordinal, at=START, call=story.call)


def test_a_task_can_not_be_fired_and_a_timer_can_not_be_done(cold):
    story = Story(deadline("timeDuration", "P1D", True), cold=cold)
    with pytest.raises(StaleTask):
        story.live.fire(min(story.tasks), at=START, call=story.call)
    with pytest.raises(StaleTask):
        story.live.complete(min(story.timers), at=START, data={}, call=story.call)
    with pytest.raises(StaleTask):
        story.live.deliver(min(story.timers), at=START, payload={}, call=story.call)


RACE = diagram(
    start(), event_gateway("race"), catch("answered", awaited("letter.id"), message()), catch("late",
    timer("timeDuration", "P3D")),
    receive("withdrawn", "letter.id", "m2"), user("read"), user("chase"), end(), end("end2"), end("end3"),
    path("start", "race", "answered", "read", "end"), path("race", "late", "chase", "end2"),
    path("race", "withdrawn", "end3"),
)  # fmt: skip


def test_the_first_event_behind_an_event_gateway_ends_the_others(cold):
    story = Story(RACE, data={"letter": {"id": "L1"}}, cold=cold)
    assert [(wait.element, wait.message, wait.correlation) for wait in story.step.waits] == [
        ("answered", "letter.answered", "L1"), ("withdrawn", "letter.withdrawn", "L1"),
    ]  # fmt: skip
    step = story.receives("answered", letter={"reply": "R9"})
    assert story.open == ["read"]
    assert len(step.closed) == 3
    assert story.live.data(min(story.tasks)) == {"letter": {"id": "L1", "reply": "R9"}}


def test_the_timer_behind_an_event_gateway_wins_as_well(cold):
    story = Story(RACE, data={"letter": {"id": "L1"}}, cold=cold)
    story.fires("late")
    assert story.open == ["chase"]
    assert not story.waits


def test_only_the_named_one_of_many_waits_receives(cold):
    files = diagram(
        start(), node("receiveTask", "reply", awaited("x"), "<bpmn:multiInstanceLoopCharacteristics>"
                      "<bpmn:loopDataInputRef>xs</bpmn:loopDataInputRef><bpmn:inputDataItem id='i' name='x'/>"
                      "</bpmn:multiInstanceLoopCharacteristics>", messageRef="m1"), end(), path("start", "reply",
                      "end"),
    )  # fmt: skip
    story = Story(files, data={"xs": ["a", "b", "c"]}, cold=cold)
    assert [wait.correlation for wait in story.step.waits] == ["a", "b", "c"]
    story.receives("reply")
    assert len(story.waits) == 2
    story.receives("reply")
    story.receives("reply")
    assert story.step.state == "completed"


def test_a_boundary_message_can_come_several_times(cold):
    files = diagram(
        start(), user("work"), boundary("asked", "work", awaited("'k'"), message(), interrupting=False), user("answer"),
        end(), end("end2"), path("start", "work", "end"), path("asked", "answer", "end2"),
    )  # fmt: skip
    story = Story(files, cold=cold)
    story.receives("asked", question=1)
    story.receives("asked", question=2)
    assert story.open == ["answer", "answer", "work"]
    assert [story.live.data(ordinal) for ordinal in sorted(story.tasks)][1:] == [{"question": 1}, {"question": 2}]
    story.does("work")
    assert not story.waits


def test_a_message_event_sends_through_an_operation(cold):
    files = diagram(
        start(), node("intermediateThrowEvent", "told", operation("letters.tell", who="head"), message()),
        end("end", operation("letters.close"), message("m2")), path("start", "told", "end"),
    )  # fmt: skip
    story = Story(files, data={"head": "KP"}, cold=cold)
    assert [(call.handler, dict(call.parameters)) for call in story.calls] == [
        ("letters.tell", {"who": "KP"}),
        ("letters.close", {}),
    ]


def beside(*starting):
    """A process with an event sub-process beside its only task."""
    return diagram(
        start(), user("work"), user("more"), end(), path("start", "work", "more", "end"),
        sub_process("side", node("startEvent", "s2", *starting, isInterrupting="false"), user("inner"), end("e2"),
                    path("s2", "inner", "e2"), triggeredByEvent="true"),
    )  # fmt: skip


def test_an_event_sub_process_that_never_happens_does_not_hold_the_process(cold):
    story = Story(beside(timer("timeDuration", "P1D")), cold=cold)
    assert [timer_set.element for timer_set in story.step.timers] == ["s2"]
    story.does("work")
    story.does("more")
    assert story.step.state == "completed"
    assert not story.timers


def test_an_event_sub_process_sees_the_data_of_now_and_the_process_waits_for_it(cold):
    story = Story(beside(timer("timeDuration", "P1D")), data={"n": 1}, cold=cold)
    story.does("work", n=2)
    story.fires("s2")
    assert story.open == ["inner", "more"]
    story.does("more", m=3)
    assert story.step.state == "running"
    story.does("inner", seen=True)
    assert story.step.state == "completed"
    assert story.data == {"n": 2, "m": 3, "seen": True}


def test_an_event_sub_process_begins_with_every_message(cold):
    story = Story(beside(awaited("'k'"), message()), cold=cold)
    story.receives("s2", question=1)
    story.receives("s2", question=2)
    assert story.open == ["inner", "inner", "work"]
    inner = [ordinal for ordinal, task in story.tasks.items() if task.element == "inner"]
    assert [story.live.data(ordinal) for ordinal in sorted(inner)] == [{"question": 1}, {"question": 2}]
    for element in ("inner", "inner", "work", "more"):
        story.does(element)
    assert story.step.state == "completed"
    assert not story.waits


def test_instances_do_not_share_an_event_sub_process(cold):
    files = beside(awaited("'k'"), message())
    Story(files, cold=cold).receives("s2")
    assert Story(files, cold=cold).open == ["work"]
