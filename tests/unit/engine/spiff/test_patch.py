"""Each fault of the stock library that our runtime cures: first the fault, shown on the library itself, then ours.

The library is never changed globally, so both can be run side by side. A fault that a later version no longer has
makes its test fail: then the cure can go.
"""

import sys
from statistics import median

import pytest
from lxml import etree
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.exceptions import WorkflowDataException
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.exceptions import TaskNotFoundException, WorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.errors import DataKeyReserved, DiagramInvalid, NoFlowMatches, StaleTask
from engine.spiff import patch
from engine.spiff.parse import compile_process
from tests.bpmn.drawing import (
    boundary,
    catch,
    diagram,
    end,
    escalation_code,
    exclusive,
    flow,
    inclusive,
    node,
    parallel,
    path,
    receive,
    script,
    several,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip
from tests.bpmn.story import START, Story

INNER = (start("s2"), user("inner"), end("e2"), path("s2", "inner", "e2"))


def stock_specs(files):
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(files["p.bpmn"]))
    return parser.get_spec("p"), parser.get_subprocess_specs("p")


class Stock:
    """The same diagram on the library as it is."""

    def __init__(self, files, data=None):
        self.workflow = BpmnWorkflow(*stock_specs(files))
        self.workflow.task_tree.data.update(data or {})
        self.workflow.do_engine_steps()

    def ready(self, element=None):
        tasks = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        return [task for task in tasks if element in (None, task.task_spec.bpmn_id)]

    def does(self, element, **data):
        task = self.ready(element)[0]
        task.data.update(data)
        task.run()
        self.workflow.do_engine_steps()


LOOP = diagram(
    start(), exclusive("again"), user("a"), exclusive("more", default="more.end"), end(),
    path("start", "again", "a", "more"), flow("more", "again", "on"), flow("more", "end"),
)  # fmt: skip


def test_the_version_is_the_one_this_was_written_for():
    assert patch.REQUIRED == "3.2.0"


def test_a_long_loop_does_not_stall_and_does_not_say_it_has_ended():
    stock = Stock(LOOP)
    for _ in range(333):
        stock.does("a", on=True)
    assert stock.ready() == []
    assert stock.workflow.is_completed()

    story = Story(LOOP)
    for _ in range(1500):
        story.does("a", on=True)
    assert story.open == ["a"]
    story.does("a", on=False)
    assert story.step.state == "completed"


def calls_of(action):
    """How many Python functions an action calls."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


def test_a_round_costs_the_same_however_long_the_loop_has_run():
    stock, story = Stock(LOOP), Story(LOOP)
    costs = [[calls_of(lambda one=one: one.does("a", on=True)) for one in (stock, story)] for _ in range(100)]
    early, late = [[median(column) for column in zip(*part, strict=True)] for part in (costs[5:15], costs[-10:])]
    assert late[0] > 3 * early[0]
    assert late[1] == early[1]


def test_an_instance_is_as_large_as_what_is_open_in_it():
    story, sizes = Story(LOOP), []
    for _ in range(600):
        story.does("a", on=True)
        sizes.append(story.live.size)
    assert max(sizes) < 100
    assert len(story.live.dump()) < 5_000


def test_a_completion_costs_the_same_among_twenty_and_among_two_thousand_instances():
    files = diagram(start(), user("a", several("xs", outputs="ys", output="y")), end(), path("start", "a", "end"))
    stories = [Story(files, data={"xs": list(range(count))}) for count in (20, 2000)]
    few, many = [calls_of(lambda story=story: story.does("a", y=1)) for story in stories]
    # picking the smallest ordinal in the story itself looks at every open task; nothing else may grow
    per_open_task = 2
    assert many - few <= per_open_task * 1980


def test_ids_are_ordinals_and_not_random():
    first, second = Stock(LOOP).ready()[0].id, Stock(LOOP).ready()[0].id
    assert first != second
    assert Story(LOOP).step.opened == Story(LOOP).step.opened


def test_parallel_blocks_in_series_do_not_multiply():
    parts, before = [start(), end()], "start"
    for block in range(4):
        parts += [parallel(f"f{block}"), parallel(f"j{block}"), path(before, f"f{block}")]
        for way in range(3):
            parts += [user(f"u{block}{way}"), path(f"f{block}", f"u{block}{way}", f"j{block}")]
        before = f"j{block}"
    files = diagram(*parts, path(before, "end"))
    assert len(Stock(files).workflow.tasks) > 500
    assert Story(files).live.size < 10


def test_a_cancelled_multi_instance_sub_process_leaves_nothing_behind():
    files = diagram(
        start(), sub_process("sub", several("xs"), *INNER), boundary("late", "sub", timer("timeDuration", '"P0D"')),
        user("after"), end(), end("end2"), path("start", "sub", "end"), path("late", "after", "end2"),
    )  # fmt: skip
    with pytest.raises(TaskNotFoundException):
        Stock(files, data={"xs": [1, 2]}).workflow.do_engine_steps()

    story = Story(files, data={"xs": [1, 2]})
    story.fires("late")
    story.does("after")
    assert story.step.state == "completed"
    assert story.live.root.trees == {}


def test_a_restored_multi_instance_ends():
    files = diagram(start(), user("a", several("xs")), end(), path("start", "a", "end"))
    stock, serializer = Stock(files, data={"xs": [1, 2]}), BpmnWorkflowSerializer()
    stock.does("a")
    restored = serializer.from_dict(serializer.to_dict(stock.workflow))
    restored.spec, _ = stock_specs(files)
    for task in restored.tasks.values():
        task.task_spec = restored.spec.task_specs[task.task_spec.name]
    stock.workflow = restored
    stock.does("a")
    assert not restored.is_completed()

    story = Story(files, data={"xs": [1, 2]}, cold=True)
    story.does("a")
    story.process = compile_process(files, "p")
    story.does("a")
    assert story.step.state == "completed"


def test_a_task_that_is_done_can_not_run_again():
    stock = Stock(LOOP)
    task = stock.ready()[0]
    task.data["on"] = False
    task.run()
    task.run()

    story = Story(LOOP)
    task = story.live.root.open[min(story.tasks)]
    story.does("a", on=False)
    with pytest.raises(StaleTask):
        task.run()


def test_timers_never_fire_by_themselves():
    files = diagram(start(), catch("t", timer("timeDuration", '"PT0S"')), end(), path("start", "t", "end"))
    stock = Stock(files)
    stock.workflow.do_engine_steps()
    assert stock.workflow.is_completed()

    story = Story(files)
    assert [timer_set.due for timer_set in story.step.timers] == [START]
    assert story.step.state == "running"


def test_a_message_reaches_the_one_wait_it_names():
    files = diagram(start(), parallel("f"), receive("one", "1"), receive("two", "2"), end(), end("e2"),
                    path("start", "f", "one", "end"), path("f", "two", "e2"))  # fmt: skip
    stock = Stock(files)
    stock.workflow.send_event(BpmnEvent(MessageEventDefinition("letter.answered"), payload={}))
    assert stock.workflow.waiting_events() == []

    story = Story(files)
    story.receives("one")
    assert [wait.element for wait in story.waits.values()] == ["two"]


def test_a_multi_instance_can_be_entered_again():
    files = diagram(
        start(), exclusive("again"), user("a", several("xs", outputs="ys", output="y")),
        exclusive("more", default="more.end"), end(), path("start", "again", "a", "more"),
        flow("more", "again", "len(ys) > 0"), flow("more", "end"),
    ).copy()  # fmt: skip
    files["p.bpmn"] = files["p.bpmn"].replace(b'id="in_item"', b'id="item"').replace(b'id="out_y"', b'id="y"')
    stock = Stock(files, data={"xs": [1]})
    with pytest.raises(WorkflowDataException):
        stock.does("a", y=1)

    story = Story(files, data={"xs": [1]})
    story.does("a", y=1)
    assert story.open == ["a"]


def test_the_last_branch_does_not_undo_what_the_others_changed():
    files = diagram(
        start(), parallel("fork"), user("a"), user("b"), parallel("join"), user("last"), end(),
        path("start", "fork", "a", "join"), path("fork", "b", "join", "last", "end"),
    )  # fmt: skip
    stock = Stock(files, data={"status": "new", "names": ["x"]})
    stock.does("a", status="approved", names=["x", "y"])
    stock.does("b")
    assert stock.ready()[0].data == {"status": "new", "names": ["x"]}

    story = Story(files, data={"status": "new", "names": ["x"]})
    story.does("a", status="approved", names=["x", "y"])
    story.does("b")
    assert story.live.data(min(story.tasks)) == {"status": "approved", "names": ["x", "y"]}


def test_branches_do_not_share_what_one_of_them_changes():
    files = diagram(
        start(), parallel("fork"), script("a", "doc['meta']['n'] = 1"), user("b"), end(), end("e2"),
        path("start", "fork", "a", "end"), path("fork", "b", "e2"),
    )  # fmt: skip
    stock = Stock(files, data={"doc": {"meta": {"n": 0}}})
    assert stock.ready()[0].data["doc"]["meta"]["n"] == 1

    files["p.bpmn"] = files["p.bpmn"].replace(b"doc[&#x27;meta&#x27;][&#x27;n&#x27;] = 1", b"doc = {'meta': {'n': 1}}")
    story = Story(files, data={"doc": {"meta": {"n": 0}}})
    assert story.live.data(min(story.tasks)) == {"doc": {"meta": {"n": 0}}}


@pytest.mark.parametrize("gateway", [parallel, inclusive])
def test_a_join_costs_the_same_in_every_round_of_a_loop(gateway):
    files = diagram(
        start(), exclusive("again"), gateway("split"), user("a"), user("b"), gateway("meet"),
        exclusive("more", default="more.end"), end(), path("start", "again", "split"),
        *[flow("split", way, "True" if gateway is inclusive else None) for way in "ab"],
        path("a", "meet"), path("b", "meet", "more"), flow("more", "again", "n < 99"), flow("more", "end"),
    )  # fmt: skip
    stock, story, costs = Stock(files, data={"n": 0}), Story(files, data={"n": 0}), []
    for number in range(12):
        for one in (stock, story):
            one.does("a", n=number)
        costs.append((calls_of(lambda: stock.does("b")), calls_of(lambda: story.does("b"))))
    early, late = [[median(column) for column in zip(*part, strict=True)] for part in (costs[:3], costs[-3:])]
    assert late[0] > 1.5 * early[0]
    assert late[1] == early[1]


def test_nothing_automatic_runs_after_its_scope_was_cancelled_from_inside():
    thrown = '<bpmn:escalationEventDefinition escalationRef="x1"/>'
    files = diagram(
        start(), sub_process("sub", start("s2"), user("inner"), node("intermediateThrowEvent", "t", thrown),
                             script("mail", "sent = True"), end("e2"), path("s2", "inner", "t", "mail", "e2")),
        boundary("told", "sub", thrown), user("boss"), end(), end("end2"),
        path("start", "sub", "end"), path("told", "boss", "end2"), also=escalation_code(),
    )  # fmt: skip
    stock = Stock(files)
    stock.does("inner")
    ran = stock.workflow.get_tasks(spec_name="mail", state=TaskState.COMPLETED)
    assert len(ran) == 1

    story = Story(files)
    story.does("inner")
    assert "mail" not in story.path


def test_conditions_are_read_in_the_order_they_are_written():
    drawn = "".join(
        f'<bpmndi:BPMNShape id="d{name}" bpmnElement="{name}">'
        f'<dc:Bounds x="0" y="{y}" width="1" height="1"/></bpmndi:BPMNShape>'
        for name, y in (("first", 200), ("second", 100))
    )
    files = diagram(
        start(), user("ask"), exclusive("g"), user("first"), user("second"), end(), path("start", "ask", "g"),
        flow("g", "first", "n > 0"), flow("g", "second", "n > 0"), path("first", "end"), path("second", "end"),
        also=f'<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
             f'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="dd">{drawn}</bpmndi:BPMNDiagram>',
    )  # fmt: skip
    stock, story = Stock(files), Story(files)
    stock.does("ask", n=1)
    story.does("ask", n=1)
    assert [task.task_spec.name for task in stock.ready()] == ["second"]
    assert story.open == ["first"]


def test_a_gateway_without_a_way_out_raises_a_named_error():
    files = diagram(start(), user("a"), exclusive("g"), end(), end("e2"), path("start", "a", "g"), flow("g", "end",
    "x > 1"),
                    flow("g", "e2", "x > 2"))  # fmt: skip
    with pytest.raises(WorkflowException):
        Stock(files).does("a", x=0)
    with pytest.raises(NoFlowMatches):
        Story(files).does("a", x=0)


def test_a_diagram_can_not_run_code():
    files = diagram(
        start(), script("s", "import os\nfound = os.getcwd()"), user("a"), end(), path("start", "s", "a", "end")
    )
    assert Stock(files).ready()[0].data["found"]
    with pytest.raises(DiagramInvalid):
        Story(files)


def test_data_can_not_name_a_class():
    stock, serializer = Stock(LOOP, data={"answer": {"typename": "nothing"}}), BpmnWorkflowSerializer()
    with pytest.raises(TypeError):
        serializer.from_dict(serializer.to_dict(stock.workflow))
    with pytest.raises(DataKeyReserved):
        Story(LOOP, data={"answer": {"typename": "nothing"}})


def test_a_condition_behind_a_task_is_not_ignored():
    files = diagram(start(), user("a"), user("b"), end(), path("start", "a"), flow("a", "b", "False"), path("b", "end"))
    stock = Stock(files)
    stock.does("a")
    assert [task.task_spec.name for task in stock.ready()] == ["b"]
    with pytest.raises(NoFlowMatches):
        Story(files).does("a")


def test_a_link_event_does_not_end_in_limbo():
    files = diagram(
        start(), node("intermediateThrowEvent", "x", '<bpmn:linkEventDefinition id="l1" name="l"/>'), end(),
        path("start", "x"), path("x", "end"),
    )  # fmt: skip
    stock = Stock(files)
    assert stock.workflow.get_tasks(spec_name="x", state=TaskState.COMPLETED)
    with pytest.raises(DiagramInvalid):
        Story(files)
