import pytest

from engine.errors import ExpressionFailed, NoFlowMatches
from tests.bpmn.drawing import diagram, end, exclusive, flow, inclusive, parallel, path, script, start, user
from tests.bpmn.story import Story

pytestmark = pytest.mark.parametrize("cold", [False, True])

CHOICE = diagram(
    start(), user("ask"), exclusive("which", default="which.late"), user("yes"), user("late"), end(),
    path("start", "ask", "which"), flow("which", "yes", "letter.approved and days > 2"), flow("which", "late"),
    path("yes", "end"), path("late", "end"),
)  # fmt: skip


def test_an_exclusive_gateway_takes_the_flow_whose_condition_holds(cold):
    story = Story(CHOICE, cold=cold)
    step = story.does("ask", letter={"approved": True}, days=3)
    assert story.open == ["yes"]
    (choice,) = step.choices
    assert (choice.flow, choice.expression) == ("which.yes", "letter.approved and days > 2")
    assert choice.values == {"letter.approved": True, "days": 3}


def test_the_default_flow_is_taken_when_no_condition_holds(cold):
    story = Story(CHOICE, cold=cold)
    step = story.does("ask", letter={"approved": False}, days=3)
    assert story.open == ["late"]
    assert (step.choices[0].flow, step.choices[0].expression) == ("which.late", None)


def test_a_name_that_is_not_in_the_data_fails_with_element_and_expression(cold):
    story = Story(CHOICE, cold=cold)
    with pytest.raises(ExpressionFailed) as failed:
        story.does("ask", days=3)
    assert failed.value.facts["element"] == "which"
    assert "letter" in failed.value.facts["reason"]


def test_a_gateway_without_an_open_way_is_named(cold):
    files = diagram(
        start(), user("ask"), exclusive("which"), end("a"), end("b"), path("start", "ask", "which"),
        flow("which", "a", "x == 1"), flow("which", "b", "x == 2"),
    )  # fmt: skip
    with pytest.raises(NoFlowMatches) as failed:
        Story(files, cold=cold).does("ask", x=3)
    assert failed.value.facts == {"element": "which"}


FORK = diagram(
    start(), parallel("fork"), user("a"), user("b"), user("c"), parallel("join"), user("last"), end(),
    path("start", "fork", "a", "join"), path("fork", "b", "join"), path("fork", "c", "join"), path("join", "last",
    "end"),
)  # fmt: skip


def test_a_parallel_join_waits_for_every_branch_and_keeps_what_each_changed(cold):
    story = Story(FORK, data={"status": "new", "a": 0, "b": 0}, cold=cold)
    assert story.open == ["a", "b", "c"]
    story.does("b", status="seen by b")
    story.does("a", a=1)
    assert story.open == ["c"]
    story.does("c", c=1)
    assert story.open == ["last"]
    assert story.live.data(min(story.tasks)) == {"status": "seen by b", "a": 1, "b": 0, "c": 1}
    story.does("last")
    assert story.step.state == "completed"


def test_a_fork_inside_a_loop_joins_in_every_round(cold):
    files = diagram(
        start(), exclusive("again"), parallel("fork"), user("a"), user("b"), parallel("join"),
        exclusive("more", default="more.end"), end(), path("start", "again", "fork", "a", "join"),
        path("fork", "b", "join", "more"), flow("more", "again", "round < 5"), flow("more", "end"),
    )  # fmt: skip
    story = Story(files, data={"round": 0}, cold=cold)
    for number in range(1, 6):
        story.does("b", round=number)
        assert story.open == ["a"]
        story.does("a", **{f"a{number}": True})
    assert story.step.state == "completed"
    assert story.data == {"round": 5, "a1": True, "a2": True, "a3": True, "a4": True, "a5": True}


def test_six_parallel_blocks_in_series_hold_few_tasks(cold):
    parts, before = [start(), end()], "start"
    for block in range(6):
        fork, join = f"fork{block}", f"join{block}"
        parts += [parallel(fork), parallel(join), path(before, fork)]
        for way in range(5):
            parts += [user(f"u{block}{way}"), path(fork, f"u{block}{way}", join)]
        before = join
    story = Story(diagram(*parts, path(before, "end")), cold=cold)
    assert story.live.size < 20
    while story.step.state == "running":
        story.does(story.open[0])
    assert len(story.path) == 2 + 30 + 2 * 6 + 4 * 6


OR = diagram(
    start(), user("ask"), inclusive("split"), user("a"), user("b"), user("c"), inclusive("meet"), user("last"), end(),
    path("start", "ask", "split"), flow("split", "a", "'a' in ways"), flow("split", "b", "'b' in ways"),
    flow("split", "c", "'c' in ways"), path("a", "meet"), path("b", "meet"), path("c", "meet", "last", "end"),
)  # fmt: skip


@pytest.mark.parametrize("ways", [["a"], ["a", "c"], ["a", "b", "c"]])
def test_an_inclusive_join_waits_for_the_branches_that_were_opened(cold, ways):
    story = Story(OR, cold=cold)
    step = story.does("ask", ways=ways)
    assert [choice.flow for choice in step.choices] == [f"split.{way}" for way in ways]
    for way in reversed(ways):
        assert "last" not in story.open
        story.does(way)
    assert story.open == ["last"]


def test_an_inclusive_join_in_a_loop_waits_in_the_second_round_too(cold):
    files = diagram(
        start(), exclusive("again"), inclusive("split"), user("a"), user("b"), inclusive("meet"),
        exclusive("more", default="more.end"), end(), path("start", "again", "split"), flow("split", "a", "True"),
        flow("split", "b", "True"), path("a", "meet"), path("b", "meet", "more"), flow("more", "again", "n < 2"),
        flow("more", "end"),
    )  # fmt: skip
    story = Story(files, data={"n": 0}, cold=cold)
    story.does("a", n=1)
    story.does("b")
    assert story.open == ["a", "b"]
    story.does("b", n=2)
    assert story.open == ["a"]
    story.does("a")
    assert story.step.state == "completed"


def test_moves_name_the_flow_that_was_taken(cold):
    story = Story(FORK, cold=cold)
    entered = {move.element: move.via for move in story.step.moves if move.state == "entered"}
    assert entered == {"start": None, "fork": "start.fork", "a": "fork.a", "b": "fork.b", "c": "fork.c"}


def test_the_process_ends_when_the_last_branch_has_ended(cold):
    files = diagram(
        start(), parallel("fork"), user("a"), script("s", "x = 1"), end("one"), end("two"),
        path("start", "fork", "a", "one"), path("fork", "s", "two"),
    )  # fmt: skip
    story = Story(files, cold=cold)
    assert story.step.state == "running"
    story.does("a", y=2)
    assert story.step.state == "completed"
    assert story.data == {"x": 1, "y": 2}


def test_an_instance_that_would_wait_for_ever_is_named(cold):
    files = diagram(
        start(), parallel("fork"), user("a"), user("b"), exclusive("g", default="g.end2"), parallel("join"), end(),
        end("end2"), path("start", "fork", "a", "join", "end"), path("fork", "b", "g"), flow("g", "join", "ok"),
        flow("g", "end2"),
    )  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a")
    step = story.does("b", ok=False)
    assert (step.state, step.stuck) == ("running", ["join", "p.EndJoin"])
