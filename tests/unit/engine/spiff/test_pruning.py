import pytest

from engine.spiff import pruning
from tests.bpmn.drawing import diagram, end, exclusive, flow, parallel, path, start, user
from tests.bpmn.shapes import SHAPES, walk
from tests.bpmn.story import Story


def test_an_open_branch_and_its_origin_survive_many_rounds_beside_them():
    files = diagram(
        start(), parallel("fork"), user("slow"), exclusive("again"), user("fast"),
        exclusive("more", default="more.join"), parallel("join"), user("last"), end(),
        path("start", "fork", "slow", "join"), path("fork", "again", "fast", "more"),
        flow("more", "again", "n < 200"), flow("more", "join"), path("join", "last", "end"),
    )  # fmt: skip
    story = Story(files, data={"n": 0, "slow": "no", "kept": 1})
    for number in range(1, 201):
        story.does("fast", n=number)
    assert story.live.size < 150
    story.does("slow", slow="yes")
    assert story.live.data(min(story.tasks)) == {"n": 200, "slow": "yes", "kept": 1}


@pytest.mark.parametrize("shape", SHAPES)
def test_pruning_after_every_command_changes_no_step(shape, monkeypatch):
    numbers = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7]
    expected, _ = walk(shape, numbers, cold=False)
    monkeypatch.setattr(pruning, "SLACK", -10_000)
    assert walk(shape, numbers, cold=False)[0] == expected
    assert walk(shape, numbers, cold=True)[0] == expected
