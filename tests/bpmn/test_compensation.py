"""What was done is undone: the last one first, each once, by whoever knows how."""

import pytest

from tests.bpmn.drawing import (
    boundary,
    end,
    exclusive,
    flow,
    node,
    operation,
    parallel,
    path,
    process,
    several,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip
from tests.bpmn.drawing_events import (
    cancel,
    compensate,
    drawn,
    error,
    event_scope,
    handler,
    signal,
    throw,
    transaction,
    undoes,
)  # fmt: skip
from tests.bpmn.story import Story

pytestmark = pytest.mark.parametrize("cold", [False, True])


def undoable(*names):
    """Tasks with a handler `undo_<name>` each."""
    return "".join(
        user(name) + boundary(f"c_{name}", name, compensate()) + handler(f"undo_{name}")
        + undoes(f"c_{name}", f"undo_{name}") for name in names)  # fmt: skip


def all_done(story, limit=30):
    """Does every open task, the first by name; gives their names in order."""
    done = []
    while story.open and len(done) < limit:
        done.append(story.open[0])
        story.does(story.open[0])
    return done


LINE = drawn(start(), undoable("a", "b", "c"), throw("t", compensate()), user("after"), end(),
             path("start", "a", "b", "c", "t", "after", "end"))  # fmt: skip


def test_everything_is_undone_the_last_one_first(cold):
    story = Story(LINE, cold=cold)
    assert all_done(story) == ["a", "b", "c", "undo_c", "undo_b", "undo_a", "after"]
    assert story.step.state == "completed"


def test_handlers_see_the_data_and_what_they_change_goes_on(cold):
    story = Story(LINE, data={"n": 1}, cold=cold)
    for element in "abc":
        story.does(element, **{element: 1})
    assert story.data_at("undo_c") == {"n": 1, "a": 1, "b": 1, "c": 1}
    story.does("undo_c", c=0)
    assert story.data_at("undo_b")["c"] == 0
    story.does("undo_b")
    story.does("undo_a", seen=True)
    assert story.data_at("after") == {"n": 1, "a": 1, "b": 1, "c": 0, "seen": True}


def test_only_the_named_activity_is_undone(cold):
    files = drawn(start(), undoable("a", "b"), throw("t", compensate("a")), throw("rest", compensate()), end(),
                  path("start", "a", "b", "t", "rest", "end"))  # fmt: skip
    assert all_done(Story(files, cold=cold)) == ["a", "b", "undo_a", "undo_b"]


def test_nothing_is_undone_twice_and_nothing_that_was_not_done(cold):
    files = drawn(
        start(), undoable("a", "b"), exclusive("g", default="g.t"), throw("t", compensate()), throw("u", compensate()),
        user("after"), end(), path("start", "a", "g"), flow("g", "b", "n > 1"), flow("g", "t"), path("b", "t"),
        path("t", "u", "after", "end"))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    assert all_done(story) == ["a", "undo_a", "after"]


def test_each_round_of_a_circle_is_undone(cold):
    files = drawn(
        start(), exclusive("m"), undoable("a"), exclusive("g", default="g.t"), throw("t", compensate()), end(),
        path("start", "m", "a", "g"), flow("g", "m", "n < 3"), flow("g", "t"), path("t", "end"))  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    for n in (1, 2, 3):
        story.does("a", n=n)
    assert all_done(story) == ["undo_a"] * 3
    assert story.step.state == "completed"


def test_a_compensation_end_event_ends_after_it(cold):
    files = drawn(start(), undoable("a"), end("end", compensate()), path("start", "a", "end"))
    story = Story(files, cold=cold)
    story.does("a")
    assert (story.open, story.step.state) == (["undo_a"], "running")
    assert story.does("undo_a").state == "completed"


def test_handlers_can_be_services(cold):
    undo = node("serviceTask", "undo", operation("letters.withdraw"), isForCompensation="true")
    files = drawn(start(), user("a"), boundary("c", "a", compensate()), undo, undoes("c", "undo"),
                  throw("t", compensate()), end(), path("start", "a", "t", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a")
    assert [call.handler for call in story.calls] == ["letters.withdraw"]
    assert story.step.state == "completed"


INSIDE = (start("s"), undoable("a", "b"), end("e"), path("s", "a", "b", "e"))


def test_what_was_done_in_a_finished_sub_process_is_undone(cold):
    files = drawn(start(), sub_process("sub", *INSIDE), undoable("c"), throw("t", compensate()), user("after"), end(),
                  path("start", "sub", "c", "t", "after", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    assert all_done(story) == ["a", "b", "c", "undo_c", "undo_b", "undo_a", "after"]
    assert story.step.state == "completed"


def test_what_was_done_in_a_finished_call_is_undone(cold):
    files = drawn(start(), node("callActivity", "call", calledElement="q"), throw("t", compensate("call")), end(),
                  path("start", "call", "t", "end"), also=process(*INSIDE, id="q"))  # fmt: skip
    assert all_done(Story(files, cold=cold)) == ["a", "b", "undo_b", "undo_a"]


def test_the_instances_of_a_sub_process_are_undone_each(cold):
    files = drawn(start(), sub_process("sub", several(count=2, sequential=True), *INSIDE), throw("t", compensate()),
                  end(), path("start", "sub", "t", "end"))  # fmt: skip
    assert all_done(Story(files, cold=cold)) == ["a", "b"] * 2 + ["undo_b", "undo_a"] * 2


def test_a_handler_of_its_own_undoes_a_sub_process_as_a_whole(cold):
    files = drawn(
        start(), sub_process("sub", *INSIDE), boundary("c", "sub", compensate()), handler("whole"),
        undoes("c", "whole"), throw("t", compensate()), end(), path("start", "sub", "t", "end"))  # fmt: skip
    assert all_done(Story(files, cold=cold)) == ["a", "b", "whole"]


def with_scope(*inside):
    """A sub-process whose compensation event sub-process has these parts; then everything is undone."""
    return drawn(
        start(), sub_process("sub", *INSIDE, event_scope("x", compensate(), *inside, isForCompensation="true")),
        user("between"), throw("t", compensate()), user("after"), end(),
        path("start", "sub", "between", "t", "after", "end"))  # fmt: skip


def test_a_compensation_event_sub_process_sees_the_data_of_its_time(cold):
    story = Story(with_scope(), cold=cold)
    story.does("a", n=1)
    story.does("b", n=2)
    assert story.open == ["between"]
    story.does("between", n=3, m=1)
    assert story.open == ["x.task"]
    assert story.data_at("x.task") == {"n": 2}
    story.does("x.task", undone=True)
    assert story.open == ["after"]
    assert story.data_at("after") == {"n": 3, "m": 1, "undone": True}


def test_a_compensation_event_sub_process_can_undo_what_is_around_it(cold):
    files = with_scope(user("first"), throw("t2", compensate()), user("last"), end("xe"),
                       path("x.start", "first", "t2", "last", "xe"))  # fmt: skip
    story = Story(files, cold=cold)
    assert all_done(story) == ["a", "b", "between", "first", "undo_b", "undo_a", "last", "after"]
    assert story.step.state == "completed"


def test_an_error_handler_undoes_what_its_scope_has_done(cold):
    inside = (throw("t", compensate()), end("xe"), path("x.start", "t", "xe"))
    files = drawn(
        start(), undoable("a", "b"), user("c"), end("bad", error()), path("start", "a", "b", "c", "bad"),
        event_scope("x", error(), *inside))  # fmt: skip
    story = Story(files, cold=cold)
    assert all_done(story) == ["a", "b", "c", "undo_b", "undo_a"]
    assert story.step.state == "completed"


def test_undoing_ends_with_the_scope_that_is_interrupted(cold):
    files = drawn(
        start(), sub_process("sub", start("s9"), sub_process("in", *INSIDE), throw("t", compensate()), end("e9"),
                             path("s9", "in", "t", "e9")),
        boundary("late", "sub", timer("timeDuration", "P1D")), user("side"), end(), end("e8"),
        path("start", "sub", "end"), path("late", "side", "e8"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a")
    story.does("b")
    assert story.open == ["undo_b"]
    story.fires("late")
    assert story.open == ["side"]
    story.does("side")
    assert story.step.state == "completed"


CANCELLED = drawn(
    start(),
    transaction("deal", start("s"), parallel("fork"), undoable("a"), undoable("b"), user("other"),
                exclusive("g", default="g.e"), end("no", cancel()), end("e"), end("e7"),
                path("s", "fork", "a", "b", "g"), flow("g", "no", "bad"), flow("g", "e"),
                path("fork", "other", "e7")),
    boundary("cancelled", "deal", cancel()), boundary("broken", "deal", error()), user("side"), user("after"), end(),
    end("e8"), end("e9"), path("start", "deal", "after", "end"), path("cancelled", "side", "e8"),
    path("broken", "e9"))  # fmt: skip


def test_a_cancelled_transaction_undoes_what_it_did_and_goes_the_other_way(cold):
    story = Story(CANCELLED, data={"bad": True}, cold=cold)
    story.does("a")
    story.does("b")
    assert story.open == ["undo_b"]
    story.does("undo_b", seen=1)
    story.does("undo_a")
    assert story.open == ["side"]
    assert story.data_at("side") == {"bad": True, "seen": 1}
    assert story.does("side").state == "completed"


def test_a_transaction_that_succeeds_is_a_sub_process(cold):
    story = Story(CANCELLED, data={"bad": False}, cold=cold)
    assert all_done(story) == ["a", "b", "other", "after"]
    assert story.step.state == "completed"


def test_a_branch_can_be_undone_while_another_goes_on(cold):
    files = drawn(
        start(), parallel("fork"), undoable("a"), throw("t", compensate("a")), user("other"), end("e1"), end(),
        path("start", "fork", "a", "t", "end"), path("fork", "other", "e1"), event_scope("x", signal()))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a")
    assert story.open == ["other", "undo_a"]
    story.hears("sky1")
    assert story.open == ["x.task"]
    story.does("x.task")
    assert story.step.state == "completed"


def test_a_note_on_a_compensation_event_is_only_a_note(cold):
    note = node("textAnnotation", "note", "<bpmn:text>why</bpmn:text>") + undoes("c_a", "note")
    files = drawn(start(), note, undoable("a"), throw("t", compensate()), end(), path("start", "a", "t", "end"))
    assert all_done(Story(files, cold=cold)) == ["a", "undo_a"]


def test_a_sub_process_in_which_nothing_can_be_undone_is_passed_over(cold):
    inside = sub_process(
        "part", start("s1"), exclusive("g", default="g.plain"), undoable("b"), user("plain"), end("e1"),
        path("s1", "g", "plain", "e1"), flow("g", "b", "step == 1"), path("b", "e1"))  # fmt: skip
    flows = path("start", "part", "t", "after", "end")
    files = drawn(start(), inside, throw("t", compensate()), user("after"), end(), flows)
    assert all_done(Story(files, data={"step": 0}, cold=cold)) == ["plain", "after"]
