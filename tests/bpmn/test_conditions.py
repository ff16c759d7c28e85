"""Conditional events: asked when data change, true only once until they were false again."""

import pytest

from engine.errors import ExpressionFailed
from tests.bpmn.drawing import boundary, catch, end, event_gateway, node, parallel, path, process, start, user
from tests.bpmn.drawing_events import condition, drawn, event_scope, signal
from tests.bpmn.story import Story

pytestmark = pytest.mark.parametrize("cold", [False, True])
WAITING = drawn(
    start(), parallel("fork"), catch("c", condition("n > 1")), user("a"), user("b"), user("then"), end("e1"),
    end("e2"), path("start", "fork", "c", "then", "e1"), path("fork", "a", "b", "e2"))  # fmt: skip


def test_a_condition_that_is_true_passes_at_once(cold):
    assert Story(WAITING, data={"n": 2}, cold=cold).open == ["a", "then"]


def test_a_condition_that_is_false_waits_for_data_of_another_branch(cold):
    story = Story(WAITING, data={"n": 0}, cold=cold)
    assert story.open == ["a"]
    story.does("a", n=1)
    assert story.open == ["b"]
    story.does("b", n=2)
    assert story.open == ["then"]


def test_a_name_that_is_not_there_yet_is_no_fault(cold):
    story = Story(WAITING, cold=cold)
    story.does("a", n=5)
    assert story.open == ["b", "then"]


def test_a_condition_without_a_value_is_named(cold):
    with pytest.raises(ExpressionFailed) as failed:
        Story(WAITING, data={"n": "many"}, cold=cold)
    assert failed.value.facts["element"] == "c"


def test_an_instance_that_waits_for_a_condition_alone_is_not_stuck(cold):
    files = drawn(start(), catch("c", condition("n > 1")), end(), path("start", "c", "end"))
    story = Story(files, data={"n": 0}, cold=cold)
    assert (story.step.state, story.step.stuck, story.open) == ("running", [], [])


def test_it_happens_again_only_after_it_was_false(cold):
    files = drawn(
        start(), user("host"), boundary("b", "host", condition("n > 1"), interrupting=False), user("side"), end("e9"),
        parallel("fork"), user("one"), user("two"), user("three"), user("four"), end(), end("e8"),
        path("start", "fork", "host", "end"), path("fork", "one", "two", "three", "four", "e8"),
        path("b", "side", "e9"))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    counts = []
    for element, n in (("one", 2), ("two", 3), ("three", 0), ("four", 4)):
        story.does(element, n=n)
        counts.append(story.open.count("side"))
    assert counts == [1, 1, 1, 2]


def test_a_non_interrupting_event_sub_process_happens_again_after_it_was_false(cold):
    files = drawn(start(), user("one"), user("two"), user("three"), user("four"), end(),
                  path("start", "one", "two", "three", "four", "end"),
                  event_scope("x", condition("n > 1"), interrupting=False))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    counts = []
    for element, n in (("one", 2), ("two", 3), ("three", 0), ("four", 4)):
        story.does(element, n=n)
        counts.append(story.open.count("x.task"))
    assert counts == [1, 1, 1, 2]


def test_the_condition_of_its_own_activity_comes_too_late(cold):
    files = drawn(
        start(), user("host"), boundary("b", "host", condition("n > 1")), user("side"), user("after"), end(),
        end("e9"), path("start", "host", "after", "end"), path("b", "side", "e9"))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    story.does("host", n=2)
    assert story.open == ["after"]


def test_a_condition_wins_behind_an_event_gateway(cold):
    files = drawn(
        start(), parallel("fork"), event_gateway("g"), catch("c", condition("n > 1")), catch("d", signal()), user("a"),
        user("b"), user("d2"), end("e1"), end("e2"), end("e3"),
        path("start", "fork", "g", "c", "b", "e1"), path("g", "d", "d2", "e2"), path("fork", "a", "e3"))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    story.does("a", n=2)
    assert story.open == ["b"]
    assert not story.waits


def test_a_called_process_has_data_of_its_own_until_it_ends(cold):
    files = drawn(
        start(), parallel("fork"), node("callActivity", "call", calledElement="q"), catch("c", condition("n > 1")),
        user("then"), end("e1"), end("e2"), path("start", "fork", "call", "e1"), path("fork", "c", "then", "e2"),
        also=process(start("q1"), user("one"), user("two"), end("q2"), path("q1", "one", "two", "q2"),
                     id="q"))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    story.does("one", n=2)
    assert story.open == ["two"]
    story.does("two")
    assert story.open == ["then"]


def test_what_a_signal_brings_can_make_a_condition_true(cold):
    files = drawn(
        start(), parallel("fork"), catch("c", condition("n > 1")), catch("s", signal()), user("a"), user("b"),
        end("e1"), end("e2"), path("start", "fork", "c", "a", "e1"), path("fork", "s", "b", "e2"))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    story.hears("sky1", n=3)
    assert story.open == ["a", "b"]
