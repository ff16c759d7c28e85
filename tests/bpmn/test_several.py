"""Links, events with several triggers, references, and times that repeat where tokens wait."""

import datetime as dt

import pytest

from tests.bpmn.drawing import (
    boundary,
    catch,
    end,
    error_code,
    exclusive,
    flow,
    message,
    node,
    parallel,
    path,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip
from tests.bpmn.drawing_events import (
    condition,
    definition,
    drawn,
    error,
    escalation,
    event_scope,
    link,
    reference,
    signal,
    throw,
)  # fmt: skip
from tests.bpmn.story import START, Story

pytestmark = pytest.mark.parametrize("cold", [False, True])


def test_a_token_goes_from_link_to_link(cold):
    files = drawn(start(), user("a"), throw("t", link("go")), catch("c", link("go")), user("b"), end(),
                  path("start", "a", "t"), path("c", "b", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a", n=1)
    assert story.open == ["b"]
    assert story.data_at("b") == {"n": 1}
    assert story.does("b").state == "completed"


def test_several_links_lead_to_one_place_also_back(cold):
    files = drawn(
        start(), exclusive("g", default="g.t2"), throw("t1", link("go")), throw("t2", link("out")),
        catch("back", link("go")), catch("out", link("out")), exclusive("m"), user("a"), end(),
        path("start", "m", "a", "g"), flow("g", "t1", "n < 3"), path("g", "t2"), path("back", "m"),
        path("out", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    for n in (1, 2, 3):
        story.does("a", n=n)
    assert story.step.state == "completed"


def test_links_of_the_same_name_in_two_scopes_do_not_meet(cold):
    files = drawn(
        start(), throw("t", link("go")), catch("c", link("go")),
        sub_process("sub", start("s"), throw("t2", link("go")), catch("c2", link("go")), user("inner"), end("e"),
                    path("s", "t2"), path("c2", "inner", "e")),
        end(), path("start", "t"), path("c", "sub", "end"))  # fmt: skip
    assert Story(files, cold=cold).open == ["inner"]


def test_an_event_that_throws_several_throws_all_in_order(cold):
    files = drawn(
        start(), parallel("fork"), user("go"), throw("t", signal(), message(), signal("s2")), end("e1"),
        catch("c", signal()), catch("d", signal("s2")), user("a"), user("b"), end("e2"), end("e3"),
        path("start", "fork", "go", "t", "e1"), path("fork", "c", "a", "e2"), path("fork", "d", "b", "e3"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("go")
    assert story.open == ["a", "b"]
    assert [name for _, name, _ in story.thrown] == ["sky1", "letter.answered", "sky2"]


def test_an_end_event_throws_and_then_ends_its_scope(cold):
    files = drawn(
        start(), sub_process("sub", start("s"), user("work"), end("e", error(), signal()), path("s", "work", "e")),
        boundary("b", "sub", error()), user("side"), end(), end("e9"),
        path("start", "sub", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("work")
    assert story.open == ["side"]
    assert story.thrown == [("signal", "sky1", None)]


ANY = drawn(start(), catch("c", message(), signal(), timer("timeDuration", "P1D")), user("a"), end(),
            path("start", "c", "a", "end"))  # fmt: skip


@pytest.mark.parametrize(
    "happens",
    [lambda s: s.receives("c", n=1), lambda s: s.hears("sky1", n=1), lambda s: s.fires("c")],
)
def test_any_of_several_triggers_is_enough(cold, happens):
    story = Story(ANY, cold=cold)
    assert len(story.waits) == 2
    happens(story)
    assert story.open == ["a"]
    assert not story.waits
    assert not story.timers


def every(*triggers):
    return drawn(
        start(), parallel("fork"), node("intermediateCatchEvent", "c", *triggers, parallelMultiple="true"), user("a"),
        user("go"), end("e1"), end(), path("start", "fork", "c", "a", "end"), path("fork", "go", "e1"))  # fmt: skip


def test_all_of_several_triggers_are_needed_in_any_order(cold):
    story = Story(every(message(), signal(), condition("ready")), data={"ready": False}, cold=cold)
    story.hears("sky1", first=1)
    assert story.open == ["go"]
    story.does("go", ready=True)
    assert story.open == []
    story.receives("c", second=2)
    assert story.open == ["a"]
    assert story.data_at("a") == {"ready": False, "first": 1, "second": 2}


def test_the_same_trigger_twice_does_not_count_for_the_other(cold):
    story = Story(every(signal(), signal("s2")), cold=cold)
    story.hears("sky1")
    assert [wait.message for wait in story.waits.values()] == ["sky2"]
    story.hears("sky2")
    assert story.open == ["a", "go"]


def test_all_triggers_are_needed_each_time_beside_an_activity(cold):
    files = drawn(
        start(), user("host"),
        node("boundaryEvent", "b", signal(), signal("s2"), attachedToRef="host", cancelActivity="false",
             parallelMultiple="true"),
        user("side"), end(), end("e9"), path("start", "host", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    for name in ("sky1", "sky2", "sky2", "sky1"):
        story.hears(name)
    assert story.open == ["host", "side", "side"]


def test_several_can_come_from_inside_and_outside(cold):
    files = drawn(
        start(), sub_process("sub", start("s"), user("work"), throw("t", escalation()), user("more"), end("e"),
                             path("s", "work", "t", "more", "e")),
        boundary("b", "sub", escalation(), timer("timeCycle", "R2/P1D"), interrupting=False), user("side"), end(),
        end("e9"), path("start", "sub", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, cold=cold)
    story.fires("b")
    story.does("work")
    story.fires("b")
    assert story.open == ["more", "side", "side", "side"]
    assert not story.timers
    for element in ("more", "side", "side", "side"):
        story.does(element)
    assert story.step.state == "completed"


def test_an_event_sub_process_begins_with_any_of_several(cold):
    files = drawn(start(), user("work"), end(), path("start", "work", "end"), event_scope("x", signal() + message()))
    story = Story(files, cold=cold)
    story.receives("x.start")
    assert story.open == ["x.task"]
    assert not story.waits


ROOT = (
    definition("timer", "<bpmn:timeDuration>P1D</bpmn:timeDuration>", id="d1")
    + definition("error", id="d2", errorRef="e7")
    + definition("signal", id="d3", signalRef="s1")
    + error_code("E7", "e7")
)


def test_references_to_definitions_are_followed_everywhere(cold):
    files = drawn(
        start(), catch("c", reference("d1")),
        sub_process("sub", start("s"), throw("t", reference("d3")), end("e", reference("d2")), path("s", "t", "e")),
        boundary("b", "sub", reference("d2")), user("side"), end(), end("e9"),
        path("start", "c", "sub", "end"), path("b", "side", "e9"), also=ROOT)  # fmt: skip
    story = Story(files, cold=cold)
    story.fires("c")
    assert story.open == ["side"]
    assert story.thrown == [("signal", "sky1", None)]


def test_a_repeating_time_in_passing_sends_a_token_each_time(cold):
    files = drawn(start(), catch("c", timer("timeCycle", "R3/PT1H")), user("a"), end(), path("start", "c", "a", "end"))
    story = Story(files, cold=cold)
    dues = []
    while story.timers:
        dues.append(next(iter(story.timers.values())).due)
        story.fires("c")
    assert dues == [START + dt.timedelta(hours=hours) for hours in (1, 2, 3)]
    assert story.open == ["a", "a", "a"]
    for _ in range(3):
        assert story.step.state == "running"
        story.does("a")
    assert story.step.state == "completed"
