"""Event sub-processes: begun by everything that can happen, interrupting their scope or beside it."""

import datetime as dt

import pytest

from tests.bpmn.drawing import (
    boundary,
    catch,
    end,
    exclusive,
    flow,
    message,
    node,
    parallel,
    path,
    process,
    script,
    service,
    several,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip
from tests.bpmn.drawing_events import condition, drawn, error, escalation, event_scope, signal, terminate, throw
from tests.bpmn.story import START, Story

pytestmark = pytest.mark.parametrize("cold", [False, True])
HOUR = dt.timedelta(hours=1)


TASKS = (user("work"), user("more"))


def beside(kind, *, interrupting, inside=TASKS, at=("work", "more")):
    """A sub-process of tasks with an event sub-process x; then a task after."""
    return drawn(
        start(), sub_process("sub", start("s"), *inside, end("e"), path("s", *at, "e"),
                             event_scope("x", kind, interrupting=interrupting)),
        user("after"), end(), path("start", "sub", "after", "end"))  # fmt: skip


FROM_OUTSIDE = {
    "date": (timer("timeDate", "2026-11-12T02:00:00Z"), lambda story: story.fires("x.start")),
    "duration": (timer("timeDuration", "PT1H"), lambda story: story.fires("x.start")),
    "cycle": (timer("timeCycle", "R3/PT1H"), lambda story: story.fires("x.start")),
    "message": (message(), lambda story: story.receives("x.start")),
    "signal": (signal(), lambda story: story.hears("sky1")),
    "condition": (condition("n > 1"), lambda story: story.does("work", n=2)),
}  # fmt: skip


@pytest.mark.parametrize("case", FROM_OUTSIDE)
def test_an_interrupting_one_ends_all_else_in_its_scope(cold, case):
    kind, happens = FROM_OUTSIDE[case]
    story = Story(beside(kind, interrupting=True), cold=cold)
    happens(story)
    assert story.open == ["x.task"]
    assert not story.timers
    assert not story.waits
    story.does("x.task", seen=True)
    assert story.open == ["after"]
    assert story.data_at("after")["seen"]
    story.does("after")
    assert story.step.state == "completed"


@pytest.mark.parametrize("case", FROM_OUTSIDE)
def test_a_non_interrupting_one_runs_beside_its_scope(cold, case):
    kind, happens = FROM_OUTSIDE[case]
    story = Story(beside(kind, interrupting=False), cold=cold)
    happens(story)
    assert "x.task" in story.open
    assert "work" in story.open or "more" in story.open
    for element in ("work", "more"):
        if element in story.open:
            story.does(element)
    assert story.open == ["x.task"]
    story.does("x.task")
    assert story.open == ["after"]


def test_a_repeating_time_begins_it_as_often_as_it_says(cold):
    story = Story(beside(timer("timeCycle", "R3/PT1H"), interrupting=False), cold=cold)
    dues = []
    while story.timers:
        dues.append(next(iter(story.timers.values())).due)
        story.fires("x.start")
    assert dues == [START + HOUR, START + 2 * HOUR, START + 3 * HOUR]
    assert story.open == ["work", "x.task", "x.task", "x.task"]


FROM_INSIDE = {
    "error": (error(), end("t", error())),
    "any error": ("<bpmn:errorEventDefinition/>", end("t", error())),
    "escalation": (escalation(), throw("t", escalation())),
    "escalation at the end": (escalation(), end("t", escalation())),
    "signal": (signal(), throw("t", signal())),
    "condition": (condition("n > 1"), script("t", "n = 2")),
}


@pytest.mark.parametrize("case", FROM_INSIDE)
def test_what_happens_inside_interrupts_before_the_next_step(cold, case):
    kind, thrower = FROM_INSIDE[case]
    last = thrower.startswith("<bpmn:endEvent")
    files = drawn(
        start(), sub_process(
            "sub", start("s"), parallel("fork"), user("other"), user("first"), thrower,
            *(() if last else (service("step", "letters.step"), end("e"), path("t", "step", "e"))), end("e8"),
            path("s", "fork", "first", "t"), path("fork", "other", "e8"), event_scope("x", kind)),
        user("after"), end(), path("start", "sub", "after", "end"))  # fmt: skip
    story = Story(files, data={"n": 1}, cold=cold)
    assert story.open == ["first", "other"]
    story.does("first", told=True)
    assert story.open == ["x.task"]
    assert story.data_at("x.task")["told"]
    assert not story.calls
    story.does("x.task")
    assert story.open == ["after"]
    assert story.data_at("after")["told"]


def test_an_escalation_begins_it_beside_and_again(cold):
    inside = (throw("t1", escalation()), throw("t2", escalation()), user("work"))
    files = beside(escalation(), interrupting=False, inside=inside, at=("t1", "t2", "work"))
    assert Story(files, cold=cold).open == ["work", "x.task", "x.task"]


def test_signals_thrown_one_after_the_other_are_all_heard(cold):
    inside = (throw("t1", signal()), throw("t2", signal()), user("work"))
    files = beside(signal(), interrupting=False, inside=inside, at=("t1", "t2", "work"))
    assert Story(files, cold=cold).open == ["work", "x.task", "x.task"]


def test_the_nearest_catcher_of_its_code_takes_an_error(cold):
    """Inside a call in a sub-process: the other code passes, the event sub-process outside catches."""
    files = drawn(
        start(), sub_process("sub", start("s"), node("callActivity", "call", calledElement="q"),
                             boundary("b", "call", error("e2")), user("wrong"), end("e"), end("e9"),
                             path("s", "call", "e"), path("b", "wrong", "e9")),
        user("after"), end(), path("start", "sub", "after", "end"), event_scope("x", error()),
        also=process(start("q1"), user("theirs"), end("q2", error()), path("q1", "theirs", "q2"), id="q"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("theirs", why="full")
    assert story.open == ["x.task"]
    assert story.data_at("x.task") == {"why": "full"}
    story.does("x.task")
    assert story.step.state == "completed"
    assert not story.entered("after")


def test_the_exact_code_goes_before_the_catch_all(cold):
    files = drawn(
        start(), sub_process("sub", start("s"), user("work"), end("e", error()), path("s", "work", "e"),
                             event_scope("all", "<bpmn:errorEventDefinition/>"), event_scope("exact", error())),
        end(), path("start", "sub", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("work")
    assert story.open == ["exact.task"]


def test_an_error_thrown_by_the_handler_goes_further_out(cold):
    files = drawn(
        start(), sub_process("sub", start("s"), user("work"), end("e", error()), path("s", "work", "e"),
                             event_scope("x", error(), user("repair"), end("xe", error()),
                                         path("x.start", "repair", "xe"))),
        boundary("b", "sub", error()), user("outside"), end(), end("e9"),
        path("start", "sub", "end"), path("b", "outside", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("work")
    assert story.open == ["repair"]
    story.does("repair")
    assert story.open == ["outside"]


@pytest.mark.parametrize("count", [1, 200])
def test_an_error_nobody_catches_ends_the_instance_as_failed(cold, count):
    files = drawn(
        start(), parallel("fork"), user("a"), user("b", several(count=count)), end("bad", error()), end(),
        path("start", "fork", "a", "bad"), path("fork", "b", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    step = story.does("a")
    assert (step.state, step.fault.element, step.fault.code) == ("failed", "bad", "E1")
    assert not story.tasks
    assert not story.timers


def test_an_error_out_of_a_call_that_nobody_catches_fails_the_instance(cold):
    files = drawn(
        start(), node("callActivity", "call", calledElement="q"), end(), path("start", "call", "end"),
        also=process(start("q1"), user("theirs"), end("q2", error()), path("q1", "theirs", "q2"), id="q"))  # fmt: skip
    story = Story(files, cold=cold)
    assert story.does("theirs").state == "failed"


def test_an_escalation_nobody_catches_goes_on(cold):
    files = drawn(
        start(), throw("t", escalation()), user("a"), end("end", escalation()), path("start", "t", "a", "end")
    )
    story = Story(files, cold=cold)
    assert story.open == ["a"]
    assert story.does("a").state == "completed"


def test_a_terminate_end_inside_ends_only_its_own_scope(cold):
    files = drawn(
        start(), parallel("fork"), sub_process(
            "sub", start("s"), parallel("inner"), user("a"), user("b"), end("t", terminate()), end("e"),
            path("s", "inner", "a", "t"), path("inner", "b", "e")),
        user("other"), user("after"), end(), end("e9"),
        path("start", "fork", "sub", "after", "end"), path("fork", "other", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a", n=1)
    assert story.open == ["after", "other"]
    assert story.data_at("after") == {"n": 1}


def test_a_terminate_end_in_an_event_sub_process_ends_only_that(cold):
    inner = (user("u"), end("t", terminate()), path("x.start", "u", "t"))
    files = drawn(start(), user("work"), end(), path("start", "work", "end"),
                  event_scope("x", signal(), *inner, interrupting=False))  # fmt: skip
    story = Story(files, cold=cold)
    story.hears("sky1")
    story.does("u")
    assert story.open == ["work"]


def test_branches_that_ended_before_keep_what_they_changed(cold):
    files = drawn(
        start(), sub_process(
            "sub", start("s"), parallel("fork"), user("a"), user("b"), end("e1"), end("e2"),
            path("s", "fork", "a", "e1"), path("fork", "b", "e2"), event_scope("x", signal())),
        user("after"), end(), path("start", "sub", "after", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a", from_a=1)
    story.hears("sky1", heard=True)
    assert story.data_at("x.task") == {"from_a": 1, "heard": True}
    story.does("x.task", from_x=2)
    assert story.data_at("after") == {"from_a": 1, "heard": True, "from_x": 2}


def test_one_that_never_happens_goes_with_its_scope(cold):
    story = Story(beside(timer("timeDuration", "PT1H"), interrupting=True), cold=cold)
    story.does("work")
    story.does("more")
    assert story.open == ["after"]
    assert not story.timers


def test_each_instance_of_a_repeated_scope_is_interrupted_alone(cold):
    inner = (start("s"), user("work", desk="unit"), end("e"), path("s", "work", "e"))
    files = drawn(
        start(), sub_process("sub", several("units", item="unit"), *inner, event_scope("x", message())),
        user("after"), end(), path("start", "sub", "after", "end"))  # fmt: skip
    story = Story(files, data={"units": ["A", "B"]}, cold=cold)
    story.receives("x.start")
    assert story.open == ["work", "x.task"]
    story.does("x.task")
    story.does("work")
    assert story.open == ["after"]


def test_a_circle_through_a_scope_that_is_interrupted_comes_round_again(cold):
    files = drawn(
        start(), exclusive("again"), sub_process("sub", start("s"), user("work"), end("e"), path("s", "work", "e"),
                                                 event_scope("x", signal())),
        exclusive("more", default="more.end"), end(), path("start", "again", "sub", "more"),
        flow("more", "again", "n < 3"), flow("more", "end"))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    for number in (1, 2, 3):
        story.hears("sky1")
        story.does("x.task", n=number)
    assert story.step.state == "completed"


def test_it_lies_open_in_the_same_place_behind_a_catch_event(cold):
    files = drawn(start(), catch("c", message()), user("work"), end(), path("start", "c", "work", "end"),
                  event_scope("x", message("m2")))  # fmt: skip
    story = Story(files, cold=cold)
    story.receives("x.start")
    assert story.open == ["x.task"]
    assert not story.waits


def test_one_beside_does_not_take_back_what_others_changed_since(cold):
    files = beside(signal(), interrupting=False)
    story = Story(files, data={"n": 0}, cold=cold)
    story.does("work", n=1)
    story.hears("sky1", why="rain")
    assert story.data_at("x.task") == {"n": 1, "why": "rain"}
    story.does("more", n=2)
    story.does("x.task", seen=True)
    assert story.data_at("after") == {"n": 2, "why": "rain", "seen": True}


def test_an_escalation_beside_shows_the_data_of_who_threw_it(cold):
    inside = (user("work"), throw("t", escalation()), user("more"))
    story = Story(beside(escalation(), interrupting=False, inside=inside, at=("work", "t", "more")), cold=cold)
    story.does("work", n=1)
    assert story.data_at("x.task") == {"n": 1}
    story.does("more", n=2)
    story.does("x.task")
    assert story.data_at("after") == {"n": 2}


def test_an_event_sub_process_catches_what_a_service_outside_answers(cold):
    ask = node(
        "serviceTask", "ask", '<bpmn:extensionElements><satupintu:service handler="bank.pay" outside="true"/>'
        "</bpmn:extensionElements>")  # fmt: skip
    files = drawn(start(), ask, end(), path("start", "ask", "end"), event_scope("x", error()))
    story = Story(files, cold=cold)
    (errand,) = story.step.errands
    step = story.live.answer(errand.ordinal, at=story.at + HOUR, answer={"error": "E1"}, call=story.call)
    assert [task.element for task in step.opened] == ["x.task"]
