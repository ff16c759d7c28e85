"""Signals and messages: heard at once inside the instance, told to whoever carries them outside."""

import pytest

from engine.errors import StaleTask, StartUnknown
from tests.bpmn.drawing import (
    awaited,
    boundary,
    catch,
    end,
    event_gateway,
    message,
    node,
    parallel,
    path,
    service,
    start,
    sub_process,
    user,
)  # fmt: skip
from tests.bpmn.drawing_events import drawn, event_scope, signal, throw
from tests.bpmn.story import START, Story

pytestmark = pytest.mark.parametrize("cold", [False, True])


def two_branches(*thrower, waiting):
    """A fork: one branch throws behind task a, the other waits at `c`, then has task b."""
    ids = [part.split('id="')[1].split('"')[0] for part in thrower]
    return drawn(
        start(), parallel("fork"), user("a"), *thrower, waiting, user("b"), end("e1"), end("e2"),
        path("start", "fork", "a", *ids, *([] if ids[-1] == "e1" else ["e1"])), path("fork", "c", "b", "e2"),
    )  # fmt: skip


def test_a_signal_is_heard_in_the_other_branch_and_leaves_the_instance(cold):
    story = Story(two_branches(throw("t", signal()), waiting=catch("c", signal())), cold=cold)
    (wait,) = story.step.waits
    assert (wait.element, wait.kind, wait.message, wait.correlation) == ("c", "signal", "sky1", None)
    story.does("a")
    assert story.open == ["b"]
    assert story.thrown == [("signal", "sky1", None)]
    assert not story.waits
    story.does("b")
    assert story.step.state == "completed"


def test_a_signal_end_event_throws_too(cold):
    files = drawn(
        start(), parallel("fork"), user("a"), end("e1", signal()), catch("c", signal()), user("b"), end("e2"),
        path("start", "fork", "a", "e1"), path("fork", "c", "b", "e2"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a")
    assert story.open == ["b"]
    assert story.thrown == [("signal", "sky1", None)]


def test_a_signal_nobody_waits_for_is_thrown_and_the_process_goes_on(cold):
    story = Story(drawn(start(), throw("t", signal()), user("a"), end(), path("start", "t", "a", "end")), cold=cold)
    assert story.open == ["a"]
    assert story.thrown == [("signal", "sky1", None)]


def test_a_signal_that_came_before_is_not_remembered(cold):
    files = drawn(start(), throw("t", signal()), catch("c", signal()), end(), path("start", "t", "c", "end"))
    assert Story(files, cold=cold).step.state == "running"


def test_a_signal_from_elsewhere_reaches_all_places_with_its_data(cold):
    files = drawn(
        start(), parallel("fork"), catch("c", signal()), catch("d", signal()), catch("o", signal("s2")), user("a"),
        user("b"), end("e1"), end("e2"), end("e3"),
        path("start", "fork", "c", "a", "e1"), path("fork", "d", "b", "e2"), path("fork", "o", "e3"))  # fmt: skip
    story = Story(files, cold=cold)
    story.hears("sky1", colour="red")
    assert story.open == ["a", "b"]
    assert story.data_at("a") == story.data_at("b") == {"colour": "red"}
    assert [wait.element for wait in story.waits.values()] == ["o"]
    with pytest.raises(StaleTask):
        story.live.signal("sky1", at=START, payload={}, call=story.call)


def test_a_signal_wins_behind_an_event_gateway(cold):
    files = drawn(
        start(), event_gateway("g"), catch("c", signal()), catch("d", signal("s2")), user("a"), user("b"), end("e1"),
        end("e2"), path("start", "g", "c", "a", "e1"), path("g", "d", "b", "e2"))  # fmt: skip
    story = Story(files, cold=cold)
    story.hears("sky2")
    assert story.open == ["b"]
    assert not story.waits


def interrupted(interrupting):
    """A sub-process that throws what its own boundary event catches."""
    return drawn(
        start(), sub_process("sub", start("s"), throw("t", signal()), service("step", "letters.step"), user("inner"),
                             end("e"), path("s", "t", "step", "inner", "e")),
        boundary("b", "sub", signal(), interrupting=interrupting), user("side"), user("after"), end(), end("e9"),
        path("start", "sub", "after", "end"), path("b", "side", "e9"))  # fmt: skip


def test_a_signal_from_inside_interrupts_its_scope_before_the_next_step(cold):
    story = Story(interrupted(True), cold=cold)
    assert story.open == ["side"]
    assert not story.calls
    assert not story.entered("step")
    story.does("side")
    assert story.step.state == "completed"
    assert not story.entered("after")


def test_a_signal_from_inside_opens_a_way_beside(cold):
    story = Story(interrupted(False), cold=cold)
    assert story.open == ["inner", "side"]
    assert [call.handler for call in story.calls] == ["letters.step"]
    story.hears("sky1")
    assert story.open == ["inner", "side", "side"]
    for element in ("inner", "after", "side", "side"):
        story.does(element)
    assert story.step.state == "completed"


def test_a_signal_interrupts_a_task_of_a_person(cold):
    files = drawn(
        start(), user("work"), boundary("b", "work", signal()), user("side"), end(), end("e9"),
        path("start", "work", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    story.hears("sky1", why="rain")
    assert story.open == ["side"]
    assert story.data_at("side") == {"why": "rain"}


def test_who_interrupts_comes_last_so_that_all_hear_the_signal(cold):
    files = drawn(
        start(), user("work"), boundary("b", "work", signal()), boundary("n", "work", signal(), interrupting=False),
        user("side"), user("note"), end(), end("e8"), end("e9"),
        path("start", "work", "end"), path("b", "side", "e8"), path("n", "note", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    story.hears("sky1")
    assert story.open == ["note", "side"]


def test_a_signal_begins_an_event_sub_process(cold):
    files = drawn(
        start(), user("a"), throw("t", signal()), user("b"), end(), path("start", "a", "t", "b", "end"),
        event_scope("x", signal(), interrupting=False))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a")
    assert story.open == ["b", "x.task"]
    story.hears("sky1")
    assert story.open == ["b", "x.task", "x.task"]


def test_a_message_without_correlation_is_awaited_by_its_name(cold):
    story = Story(drawn(start(), catch("c", message()), end(), path("start", "c", "end")), cold=cold)
    (wait,) = story.step.waits
    assert (wait.kind, wait.message, wait.correlation) == ("message", "letter.answered", None)
    story.receives("c", reply="R1")
    assert story.step.state == "completed"


def test_messages_are_thrown_by_events_and_send_tasks(cold):
    files = drawn(
        start(), throw("t", awaited("letter"), message()), node("sendTask", "send", messageRef="m2"),
        end("end", message()), path("start", "t", "send", "end"))  # fmt: skip
    story = Story(files, data={"letter": "L1"}, cold=cold)
    assert story.thrown == [
        ("message", "letter.answered", "L1"),
        ("message", "letter.withdrawn", None),
        ("message", "letter.answered", None),
    ]
    assert story.step.state == "completed"


STARTS = drawn(
    start("plain"), node("startEvent", "told", message()), node("startEvent", "heard", signal(), signal("s2")),
    user("a"), user("b"), user("c"), end(), path("plain", "a", "end"), path("told", "b", "end"),
    path("heard", "c", "end"))  # fmt: skip


@pytest.mark.parametrize(
    ("begin", "task"), [(None, ["a"]), ("plain", ["a"]), ("told", ["b"]), ("heard", ["c"])]
)  # fmt: skip
def test_a_process_begins_at_the_event_that_happened(cold, begin, task):
    story = Story(STARTS, cold=cold, begin=begin)
    assert story.open == task
    assert not story.waits


def test_a_start_that_is_not_there_is_named(cold):
    with pytest.raises(StartUnknown):
        Story(STARTS, cold=cold, begin="other")


def test_a_process_tells_by_which_events_it_begins(cold):
    assert [(b.element, b.kind, b.name) for b in Story(STARTS, cold=cold).process.begins] == [
        ("plain", "", ""), ("told", "message", "letter.answered"), ("heard", "signal", "sky1"),
        ("heard", "signal", "sky2"),
    ]  # fmt: skip


def test_a_receiving_task_can_begin_a_process(cold):
    files = drawn(
        node("receiveTask", "r", messageRef="m1", instantiate="true"), user("a"), end(),
        path("r", "a", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    assert [(b.element, b.kind, b.name) for b in story.process.begins] == [("r", "message", "letter.answered")]
    assert story.open == ["a"]


def test_an_event_gateway_can_begin_a_process(cold):
    files = drawn(
        node("eventBasedGateway", "g", instantiate="true"), catch("c", message()),
        node("receiveTask", "r", messageRef="m2"), user("a"), user("b"), end(),
        path("g", "c", "a", "end"), path("g", "r", "b", "end"))  # fmt: skip
    assert Story(files, cold=cold, begin="c").open == ["a"]
    assert Story(files, cold=cold, begin="r").open == ["b"]
