import json

import pytest

from engine.errors import SnapshotUnreadable
from engine.spiff.run import Live
from tests.bpmn.drawing import diagram, end, path, several, start, user
from tests.bpmn.story import Story

FILES = diagram(start(), user("a", several("xs", item="x")), user("b"), end(), path("start", "a", "b", "end"))
OTHER = diagram(start(), user("z"), end(), path("start", "z", "end"), id="q")


def test_a_dump_is_canonical_json_without_the_diagram():
    blob = Story(FILES, data={"xs": [1, 2]}).live.dump()
    assert json.dumps(json.loads(blob), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == blob
    assert b"userTask" not in blob


def test_a_loaded_instance_dumps_the_same_bytes():
    story = Story(FILES, data={"xs": [1, 2]})
    story.does("a")
    blob = story.live.dump()
    assert Live.load(story.process, blob).dump() == blob


def test_shared_data_are_written_once():
    few = len(Story(FILES, data={"xs": ["x" * 100] * 10}).live.dump())
    many = len(Story(FILES, data={"xs": ["x" * 100] * 100}).live.dump())
    assert many < 15 * few


def test_a_value_that_looks_like_a_class_stays_a_value():
    story = Story(FILES, data={"xs": [1], "kind": "BpmnWorkflow", "nested": {"type": "Task", "spec": "b"}})
    loaded = Live.load(story.process, story.live.dump())
    assert loaded.data(min(story.tasks))["nested"] == {"type": "Task", "spec": "b"}


@pytest.mark.parametrize("blob", [b"", b"{}", b"[]", b"null", b'{"format":99,"process":"p"}', b"\xff"])
def test_an_unreadable_dump_is_refused_by_name(blob):
    with pytest.raises(SnapshotUnreadable):
        Live.load(Story(FILES, data={"xs": [1]}).process, blob)


def test_a_dump_of_another_process_is_refused():
    with pytest.raises(SnapshotUnreadable):
        Live.load(Story(FILES, data={"xs": [1]}).process, Story(OTHER, process="q").live.dump())


def test_a_finished_instance_can_be_dumped_and_loaded():
    story = Story(OTHER, process="q")
    story.does("z", y=1)
    loaded = Live.load(story.process, story.live.dump())
    assert (loaded.state, loaded.data()) == ("completed", {"y": 1})
