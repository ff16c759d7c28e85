"""Faults of the stock library about events, each shown on the library itself, beside ours doing it right.

A fault that a later version no longer has makes its test fail: then the reason for our code is gone.
"""

import pytest
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.errors import DiagramInvalid
from tests.bpmn.drawing import boundary, catch, end, node, parallel, path, script, start, sub_process, timer, user
from tests.bpmn.drawing_events import (
    compensate,
    condition,
    definition,
    drawn,
    error,
    escalation,
    event_scope,
    handler,
    link,
    reference,
    signal,
    throw,
    undoes,
)  # fmt: skip
from tests.bpmn.story import Story


class Stock:
    """The same diagram on the library as it is."""

    def __init__(self, files, data=None):
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(files["p.bpmn"]))
        self.workflow = BpmnWorkflow(parser.get_spec("p"), parser.get_subprocess_specs("p"))
        self.workflow.task_tree.data.update(data or {})
        self.workflow.do_engine_steps()

    @property
    def ready(self):
        return {task.task_spec.bpmn_id: task for task in self.workflow.get_tasks(state=TaskState.READY, manual=True)}

    @property
    def open(self):
        return sorted(self.ready)

    def does(self, element, **data):
        task = self.ready[element]
        task.data.update(data)
        task.run()
        self.workflow.do_engine_steps()


def scope(kind, *inside, at):
    """A sub-process with a task, what follows, and an interrupting event sub-process x."""
    return drawn(
        start(), sub_process("sub", start("s"), user("a"), *inside, path("s", "a", *at), event_scope("x", kind)), end(),
        path("start", "sub", "end"))  # fmt: skip


STARTS = {
    "error": scope(error(), end("t", error()), at=("t",)),
    "escalation": scope(escalation(), throw("t", escalation()), user("b"), end("e"), at=("t", "b", "e")),
    "compensation": scope(compensate(), user("b"), end("e"), at=("b", "e")),
}


@pytest.mark.parametrize("kind", STARTS)
def test_an_event_sub_process_does_not_begin_before_anything_was_thrown(kind):
    assert Stock(STARTS[kind]).open == ["a", "x.task"]
    assert Story(STARTS[kind]).open == ["a"]


def test_an_interrupting_event_sub_process_interrupts():
    files = scope(signal(), throw("t", signal()), user("b"), end("e"), at=("t", "b", "e"))
    stock, story = Stock(files), Story(files)
    stock.does("a")
    story.does("a")
    assert stock.open == ["b"]
    assert story.open == ["x.task"]


def test_a_signal_end_event_throws():
    files = drawn(
        start(), parallel("f"), user("a"), end("e1", signal()), catch("c", signal()), user("b"), end(),
        path("start", "f", "a", "e1"), path("f", "c", "b", "end"))  # fmt: skip
    stock, story = Stock(files), Story(files)
    stock.does("a")
    story.does("a")
    assert stock.open == []
    assert story.open == ["b"]


def test_a_condition_is_asked_again_when_data_change():
    files = drawn(
        start(), parallel("f"), user("a"), end("e1"), catch("c", condition("n > 1")), user("b"), end(),
        path("start", "f", "a", "e1"), path("f", "c", "b", "end"))  # fmt: skip
    stock, story = Stock(files, {"n": 0}), Story(files, data={"n": 0})
    stock.does("a", n=2)
    story.does("a", n=2)
    assert stock.open == []
    assert story.open == ["b"]


def test_a_link_leads_on():
    files = drawn(
        start(), user("a"), throw("t", link("go")), catch("c", link("go")), user("b"), end(),
        path("start", "a", "t"), path("c", "b", "end"))  # fmt: skip
    stock, story = Stock(files), Story(files)
    stock.does("a")
    story.does("a")
    assert (stock.open, stock.workflow.completed) == ([], False)
    assert story.open == ["b"]


def test_compensation_is_not_passed_over():
    files = drawn(start(), user("a"), throw("t", compensate()), user("b"), end(), path("start", "a", "t", "b", "end"))
    stock = Stock(files)
    stock.does("a")
    assert stock.open == ["b"]
    undone = drawn(
        start(), user("a"), boundary("c", "a", compensate()), handler("undo"), undoes("c", "undo"),
        throw("t", compensate()), user("b"), end(), path("start", "a", "t", "b", "end"))  # fmt: skip
    with pytest.raises(ValidationException):
        Stock(undone)
    story = Story(undone)
    story.does("a")
    assert story.open == ["undo"]


def test_a_reference_to_a_timer_waits():
    files = drawn(
        start(), catch("c", reference("d1")), user("a"), end(), path("start", "c", "a", "end"),
        also=definition("timer", "<bpmn:timeDuration>P1D</bpmn:timeDuration>", id="d1"))  # fmt: skip
    assert Stock(files).open == ["a"]
    story = Story(files)
    assert (story.open, len(story.timers)) == ([], 1)


def test_a_timer_is_written_as_the_standard_says():
    files = drawn(start(), catch("c", timer("timeDuration", "PT1H")), user("a"), end(), path("start", "c", "a", "end"))
    with pytest.raises(WorkflowException):
        Stock(files)
    assert len(Story(files).timers) == 1


def test_a_receiving_task_without_a_message_does_not_fall_through():
    files = drawn(start(), node("receiveTask", "r"), user("a"), end(), path("start", "r", "a", "end"))
    assert Stock(files).open == ["a"]
    with pytest.raises(DiagramInvalid):
        Story(files)


def test_an_error_nobody_catches_is_not_a_success():
    files = drawn(start(), user("a"), end("e", error()), path("start", "a", "e"))
    stock, story = Stock(files), Story(files)
    stock.does("a")
    assert stock.workflow.completed
    assert story.does("a").state == "failed"


def test_a_scope_that_is_interrupted_from_inside_does_not_step():
    files = drawn(
        start(), sub_process("sub", start("s"), user("a"), throw("t", escalation()), script("mail", "sent = True"),
                             end("e"), path("s", "a", "t", "mail", "e")),
        boundary("b", "sub", escalation()), user("side"), end(), end("e9"),
        path("start", "sub", "end"), path("b", "side", "e9"))  # fmt: skip
    stock, story = Stock(files), Story(files)
    stock.does("a")
    story.does("a")
    assert stock.workflow.get_tasks(spec_name="mail", state=TaskState.COMPLETED)
    assert not story.entered("mail")
