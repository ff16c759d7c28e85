"""Boundary events of every kind on every kind of activity."""

import pytest

from tests.bpmn.drawing import (
    boundary,
    end,
    message,
    node,
    path,
    process,
    service,
    several,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip
from tests.bpmn.drawing_events import condition, drawn, error, escalation, signal, throw, transaction
from tests.bpmn.story import Story

pytestmark = pytest.mark.parametrize("cold", [False, True])
INNER = (start("s"), user("work"), end("e"), path("s", "work", "e"))
LOOP = '<bpmn:standardLoopCharacteristics loopMaximum="3"/>'
CALLED = process(start("q1"), user("work"), end("q2"), path("q1", "work", "q2"), id="q")
HOSTS = {
    "user task": user("host"),
    "manual task": node("manualTask", "host"),
    "receive task": node("receiveTask", "host", messageRef="m2"),
    "sub-process": sub_process("host", *INNER),
    "transaction": transaction("host", *INNER),
    "call activity": node("callActivity", "host", calledElement="q"),
    "parallel instances": user("host", several(count=3)),
    "instances one by one": user("host", several(count=3, sequential=True)),
    "parallel sub-processes": sub_process("host", several(count=3), *INNER),
    "loop": user("host", LOOP),
}
KINDS = {
    "date": (timer("timeDate", "2026-11-20T00:00:00Z"), lambda story: story.fires("b")),
    "duration": (timer("timeDuration", "P1D"), lambda story: story.fires("b")),
    "cycle": (timer("timeCycle", "R2/P1D"), lambda story: story.fires("b")),
    "message": (message(), lambda story: story.receives("b")),
    "signal": (signal(), lambda story: story.hears("sky1")),
    "condition": (condition("ready"), lambda story: story.does("switch", ready=True)),
    "several": (message() + signal(), lambda story: story.hears("sky1")),
}


def hosted(host, kind, interrupting):
    """The host with its boundary event beside a task that can switch data."""
    return drawn(
        start(), node("parallelGateway", "fork"), HOSTS[host], user("switch"),
        boundary("b", "host", kind, interrupting=interrupting), user("side"), user("after"), end(), end("e9"),
        end("e8"), path("start", "fork", "host", "after", "end"), path("fork", "switch", "e8"),
        path("b", "side", "e9"), also=CALLED)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("host", HOSTS)
def test_an_interrupting_event_ends_its_activity(cold, host, kind):
    definition, happens = KINDS[kind]
    story = Story(hosted(host, definition, True), data={"ready": False}, cold=cold)
    happens(story)
    assert [element for element in story.open if element != "switch"] == ["side"]
    assert not story.timers
    assert not story.waits
    for element in story.open:
        story.does(element)
    assert story.step.state == "completed"
    assert not story.entered("after")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("host", HOSTS)
def test_a_non_interrupting_event_lets_it_go_on(cold, host, kind):
    definition, happens = KINDS[kind]
    story = Story(hosted(host, definition, False), data={"ready": False}, cold=cold)
    before = [element for element in story.open if element != "switch"]
    happens(story)
    assert sorted([*before, "side"]) == [element for element in story.open if element != "switch"]
    for _ in range(20):
        if story.open:
            story.does(story.open[0])
        elif story.waits:
            story.receives(next(iter(story.waits.values())).element)
    assert story.step.state == "completed"
    assert story.entered("after")
    assert not story.timers


THROWN = {"error": (error(), end("t", error())), "escalation": (escalation(), end("t", escalation()))}


@pytest.mark.parametrize("kind", THROWN)
@pytest.mark.parametrize("host", ["sub-process", "transaction", "call activity", "parallel sub-processes"])
def test_what_is_thrown_inside_is_caught_at_the_boundary(cold, host, kind):
    definition, thrower = THROWN[kind]
    inner = (start("s"), user("work"), thrower, path("s", "work", "t"))
    hosts = {
        "sub-process": sub_process("host", *inner),
        "transaction": transaction("host", *inner),
        "call activity": node("callActivity", "host", calledElement="q"),
        "parallel sub-processes": sub_process("host", several(count=3), *inner),
    }
    files = drawn(
        start(), hosts[host], boundary("b", "host", definition), user("side"), user("after"), end(), end("e9"),
        path("start", "host", "after", "end"), path("b", "side", "e9"),
        also=process(*inner, id="q") if host == "call activity" else "")  # fmt: skip
    story = Story(files, cold=cold)
    story.does("work", why="late")
    assert story.open == ["side"]
    if host != "parallel sub-processes":
        assert story.data_at("side") == {"why": "late"}
    story.does("side")
    assert story.step.state == "completed"
    assert not story.entered("after")


@pytest.mark.parametrize(("interrupting", "opened"), [(True, ["side"]), (False, ["side", "work"])])
def test_an_escalation_in_passing(cold, interrupting, opened):
    files = drawn(
        start(), sub_process("sub", start("s"), throw("t", escalation()), service("step", "letters.step"),
                             user("work"), end("e"), path("s", "t", "step", "work", "e")),
        boundary("b", "sub", escalation(), interrupting=interrupting), user("side"), end(), end("e9"),
        path("start", "sub", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    assert story.open == opened
    assert len(story.calls) == (not interrupting)


def test_an_error_passes_scopes_that_do_not_catch_it(cold):
    inner = sub_process("inner", start("s2"), user("work"), end("t", error()), path("s2", "work", "t"))
    files = drawn(
        start(), sub_process("outer", start("s"), inner, boundary("no", "inner", error("e2")), user("wrong"), end("e"),
                             end("e8"), path("s", "inner", "e"), path("no", "wrong", "e8")),
        boundary("b", "outer", "<bpmn:errorEventDefinition/>"), user("side"), end(), end("e9"),
        path("start", "outer", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("work")
    assert story.open == ["side"]


def test_a_condition_that_is_true_from_the_beginning_interrupts_before_anything_runs(cold):
    files = drawn(
        start(), sub_process("sub", start("s"), service("step", "letters.step"), user("work"), end("e"),
                             path("s", "step", "work", "e")),
        boundary("b", "sub", condition("n > 1")), user("side"), end(), end("e9"),
        path("start", "sub", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, data={"n": 2}, cold=cold)
    assert story.open == ["side"]
    assert not story.calls


def test_what_was_changed_inside_is_seen_behind_the_boundary(cold):
    files = drawn(
        start(), sub_process("sub", start("s"), user("work"), user("more"), end("e"), path("s", "work", "more", "e")),
        boundary("b", "sub", timer("timeDuration", "P1D")), user("side"), end(), end("e9"),
        path("start", "sub", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("work", n=7)
    story.fires("b")
    assert story.data_at("side") == {"n": 7}


def test_a_way_beside_does_not_take_back_what_the_activity_changes(cold):
    files = drawn(
        start(), sub_process("sub", start("s"), user("work"), user("more"), end("e"), path("s", "work", "more", "e")),
        boundary("b", "sub", signal(), interrupting=False), user("side"), end(), end("e9"),
        path("start", "sub", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    story.does("work", n=1)
    story.hears("sky1")
    story.does("more", n=2)
    story.does("side", seen=True)
    assert story.data == {"n": 2, "seen": True}
