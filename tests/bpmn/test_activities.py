import pytest

from engine.errors import DataKeyReserved, DataNotJson, ExpressionFailed, ProcessLoops, StaleTask, TooManyInstances
from kernel.errors import Conflict
from tests.bpmn.drawing import (
    boundary,
    diagram,
    end,
    error_code,
    escalation_code,
    exclusive,
    flow,
    node,
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
from tests.bpmn.story import START, Story

pytestmark = pytest.mark.parametrize("cold", [False, True])
ONE = diagram(start(), user("a", form="f/a", desk="'post:' + head", due="due_at"), end(), path("start", "a", "end"))


def test_an_opened_task_has_its_form_desk_and_due(cold):
    story = Story(ONE, data={"head": "KP", "due_at": "2026-11-13T00:00:00Z"}, cold=cold)
    (task,) = story.step.opened
    assert (task.element, task.form, task.desk, task.due) == ("a", "f/a", "post:KP", "2026-11-13T00:00:00Z")


def test_a_task_can_be_done_once_only(cold):
    story = Story(ONE, data={"head": "KP", "due_at": None}, cold=cold)
    ordinal = min(story.tasks)
    story.does("a")
    with pytest.raises(StaleTask):
        story.live.complete(ordinal, at=START, data={}, call=story.call)


@pytest.mark.parametrize("key", ["typename", "data_objects", "__builtins__"])
def test_reserved_names_never_enter_process_data(cold, key):
    story = Story(ONE, data={"head": "KP", "due_at": None}, cold=cold)
    with pytest.raises(DataKeyReserved):
        story.does("a", answer={"nested": [{key: 1}]})


def test_values_that_json_can_not_hold_are_refused(cold):
    story = Story(ONE, data={"head": "KP", "due_at": None}, cold=cold)
    with pytest.raises(DataNotJson):
        story.does("a", answer={1, 2})


def test_a_lane_is_told_with_the_task(cold):
    lanes = (
        '<bpmn:laneSet id="ls"><bpmn:lane id="l1" name="Office"><bpmn:flowNodeRef>a</bpmn:flowNodeRef>'
        '<bpmn:childLaneSet id="cs"><bpmn:lane id="l2" name="Head"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane>'
        "</bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>"
    )
    story = Story(diagram(lanes, start(), user("a"), end(), path("start", "a", "end")), cold=cold)
    assert story.step.opened[0].lane == "Head"


SERVED = diagram(
    start(), user("a"), service("number", "letters.number", series="kind", year="2000 + 26"), user("b"), end(),
    path("start", "a", "number", "b", "end"),
)  # fmt: skip


def test_a_service_task_calls_its_operation_and_merges_the_answer(cold):
    story = Story(SERVED, answers={"letters.number": {"letter": {"number": "7/2026"}}}, cold=cold)
    step = story.does("a", kind="in", letter={"id": "L1"})
    (call,) = story.calls
    assert (call.handler, call.element, dict(call.parameters)) == (
        "letters.number",
        "number",
        {"series": "in", "year": 2026},
    )
    assert call.data == {"kind": "in", "letter": {"id": "L1"}}
    assert story.live.data(min(story.tasks))["letter"] == {"id": "L1", "number": "7/2026"}
    assert [(result.element, result.result) for result in step.results] == [
        ("number", {"letter": {"number": "7/2026"}})
    ]


def test_an_operation_can_not_change_the_data_behind_the_engine(cold):
    def spoil(call):
        call.data["letter"]["id"] = "spoiled"
        return {}

    story = Story(SERVED, answers={"letters.number": spoil}, cold=cold)
    story.does("a", kind="in", letter={"id": "L1"})
    assert story.live.data(min(story.tasks))["letter"] == {"id": "L1"}


def test_what_an_operation_raises_reaches_the_caller_untouched(cold):
    def refuse(call):
        raise Conflict(who="Ana")

    story = Story(SERVED, answers={"letters.number": refuse}, cold=cold)
    with pytest.raises(Conflict) as raised:
        story.does("a", kind="in")
    assert raised.value.facts == {"who": "Ana"}


def test_a_script_assigns_line_by_line(cold):
    files = diagram(start(), script("s", "a = n + 1\n# twice\nb = a * 2\nday = date('2026-11-12') + 1"), user("u"),
    end(),
                    path("start", "s", "u", "end"))  # fmt: skip
    story = Story(files, data={"n": 1}, cold=cold)
    assert story.live.data(min(story.tasks)) == {"n": 1, "a": 2, "b": 4, "day": "2026-11-13"}


ALL = diagram(
    start(), user("a", several("units", item="unit", outputs="answers", output="answer"), desk="'post:' + unit"),
    user("b"), end(), path("start", "a", "b", "end"),
)  # fmt: skip


def test_a_parallel_multi_instance_opens_one_task_per_item_and_collects_answers(cold):
    story = Story(ALL, data={"units": ["KP", "BA", "BB"]}, cold=cold)
    assert [task.desk for task in story.step.opened] == ["post:KP", "post:BA", "post:BB"]
    for number in range(3):
        story.does("a", answer=number)
    assert story.open == ["b"]
    assert story.live.data(min(story.tasks)) == {"units": ["KP", "BA", "BB"], "answers": [0, 1, 2]}


def test_an_empty_collection_passes(cold):
    story = Story(ALL, data={"units": []}, cold=cold)
    assert story.open == ["b"]
    assert story.live.data(min(story.tasks)) == {"units": [], "answers": []}


def test_too_many_instances_are_refused(cold):
    with pytest.raises(TooManyInstances):
        Story(ALL, data={"units": ["x"] * 5001}, cold=cold)


def test_a_collection_that_is_no_list_is_named(cold):
    with pytest.raises(ExpressionFailed):
        Story(ALL, data={"units": "KP"}, cold=cold)


def test_a_completion_condition_ends_the_others(cold):
    files = diagram(
        start(), user("a", several("xs", until="nrOfCompletedInstances >= 2", outputs="ys", output="y")), end(),
        path("start", "a", "end"),
    )  # fmt: skip
    story = Story(files, data={"xs": [1, 2, 3, 4]}, cold=cold)
    story.does("a", y=1)
    step = story.does("a", y=2)
    assert len(step.closed) == 3
    assert [move.state for move in step.moves if move.element == "a"] == ["done", "cancelled", "cancelled", "done"]
    assert step.state == "completed"
    assert story.data["ys"] == [1, 2]


def test_a_sequential_multi_instance_opens_one_after_the_other(cold):
    files = diagram(
        start(), user("a", several("xs", item="x", sequential=True), desk="x"), end(), path("start", "a", "end")
    )
    story = Story(files, data={"xs": ["role:a", "role:b"]}, cold=cold)
    assert [task.desk for task in story.step.opened] == ["role:a"]
    story.does("a", first=True)
    assert [task.desk for task in story.step.opened] == ["role:b"]
    story.does("a", second=True)
    assert story.step.state == "completed"
    assert story.data == {"xs": ["role:a", "role:b"], "first": True, "second": True}


def test_a_multi_instance_works_in_every_round_of_a_loop(cold):
    files = diagram(
        start(), exclusive("again"), user("a", several("xs", item="x", outputs="ys", output="y")),
        exclusive("more", default="more.end"), end(), path("start", "again", "a", "more"),
        flow("more", "again", "len(ys) < 2 or ys[0] < 2"), flow("more", "end"),
    )  # fmt: skip
    story = Story(files, data={"xs": [1, 2]}, cold=cold)
    for number in (1, 1, 2, 2):
        story.does("a", y=number)
    assert story.step.state == "completed"
    assert story.data["ys"] == [2, 2]


def test_a_standard_loop_goes_on_while_its_condition_holds(cold):
    condition = "<bpmn:loopCondition>n &lt; 3</bpmn:loopCondition>"
    loop = f"<bpmn:standardLoopCharacteristics>{condition}</bpmn:standardLoopCharacteristics>"
    story = Story(diagram(start(), user("a", loop), end(), path("start", "a", "end")), data={"n": 0}, cold=cold)
    for number in (1, 2, 3):
        assert story.open == ["a"]
        story.does("a", n=number)
    assert story.step.state == "completed"


INNER = (start("s2"), user("inner"), end("e2"), path("s2", "inner", "e2"))


def test_a_sub_process_passes_its_data_on(cold):
    story = Story(
        diagram(start(), sub_process("sub", *INNER), user("b"), end(), path("start", "sub", "b", "end")), cold=cold
    )
    assert story.open == ["inner"]
    story.does("inner", x=1)
    assert story.open == ["b"]
    assert story.live.data(min(story.tasks)) == {"x": 1}
    assert story.path == ["start", "s2", "inner", "e2", "sub"]


def test_a_multi_instance_sub_process_ends_with_its_deadline(cold):
    files = diagram(
        start(), sub_process("sub", several("xs", item="x"), *INNER), boundary("late", "sub", timer("timeDuration",
        "P1D")),
        user("after"), end(), end("end2"), path("start", "sub", "end"), path("late", "after", "end2"),
    )  # fmt: skip
    story = Story(files, data={"xs": [1, 2, 3]}, cold=cold)
    story.does("inner")
    assert len(story.open) == 2
    step = story.fires("late")
    assert story.open == ["after"]
    assert len(step.closed) == 3
    story.does("after")
    assert story.step.state == "completed"


def test_a_call_activity_runs_the_other_process(cold):
    other = process(start("s9"), user("theirs"), end("e9"), path("s9", "theirs", "e9"), id="q")
    files = diagram(
        start(), node("callActivity", "call", calledElement="q"), user("b"), end(), path("start", "call", "b", "end"),
        also=other,
    )  # fmt: skip
    story = Story(files, data={"n": 1}, cold=cold)
    story.does("theirs", m=2)
    assert story.live.data(min(story.tasks)) == {"n": 1, "m": 2}
    assert story.process.elements["theirs"].scope == "q"


THROWING = (
    start("s2"), user("inner"), exclusive("bad", default="bad.e2"), end("e2"), service("never", "x.never"),
    end("e3", '<bpmn:errorEventDefinition errorRef="e1"/>'), path("s2", "inner", "bad"), flow("bad", "e2"),
    flow("bad", "e3", "broken"),
)  # fmt: skip


def test_an_error_ends_the_sub_process_and_goes_the_boundary_way(cold):
    files = diagram(
        start(), sub_process("sub", *THROWING[:4], THROWING[5], *THROWING[6:]),
        boundary("failed", "sub", '<bpmn:errorEventDefinition errorRef="e1"/>'), user("repair"), end(), end("end2"),
        path("start", "sub", "end"), path("failed", "repair", "end2"), also=error_code(),
    )  # fmt: skip
    story = Story(files, cold=cold)
    story.does("inner", broken=True)
    assert story.open == ["repair"]
    assert "cancelled" in [move.state for move in story.step.moves if move.element == "sub"]


def test_an_escalation_opens_a_second_way_and_the_sub_process_goes_on(cold):
    thrown = '<bpmn:escalationEventDefinition escalationRef="x1"/>'
    files = diagram(
        start(), sub_process("sub", start("s2"), node("intermediateThrowEvent", "t", thrown), user("inner"), end("e2"),
                             path("s2", "t", "inner", "e2")),
        boundary("told", "sub", thrown, interrupting=False), user("boss"), end(), end("end2"),
        path("start", "sub", "end"), path("told", "boss", "end2"), also=escalation_code(),
    )  # fmt: skip
    story = Story(files, cold=cold)
    assert story.open == ["boss", "inner"]
    story.does("inner")
    story.does("boss")
    assert story.step.state == "completed"


def test_nothing_automatic_of_a_cancelled_scope_still_runs(cold):
    thrown = '<bpmn:escalationEventDefinition escalationRef="x1"/>'
    files = diagram(
        start(), sub_process("sub", start("s2"), user("inner"), node("intermediateThrowEvent", "t", thrown),
                             service("send", "mail.send"), end("e2"), path("s2", "inner", "t", "send", "e2")),
        boundary("told", "sub", thrown), user("boss"), end(), end("end2"),
        path("start", "sub", "end"), path("told", "boss", "end2"), also=escalation_code(),
    )  # fmt: skip
    story = Story(files, cold=cold)
    story.does("inner")
    assert story.open == ["boss"]
    assert story.calls == []


def test_a_terminate_end_event_ends_every_branch(cold):
    files = diagram(
        start(), node("parallelGateway", "fork"), user("a"), user("b"), end("e1"),
        end("stop", "<bpmn:terminateEventDefinition/>"), path("start", "fork", "a", "e1"), path("fork", "b", "stop"),
    )  # fmt: skip
    story = Story(files, cold=cold)
    step = story.does("b")
    assert step.state == "terminated"
    assert len(step.closed) == 2


def test_cancelling_closes_everything(cold):
    story = Story(ALL, data={"units": ["KP", "BA"]}, cold=cold)
    step = story.cancels()
    assert step.state == "cancelled"
    assert len(step.closed) == 2
    with pytest.raises(StaleTask):
        story.cancels()


def test_a_step_that_does_not_come_to_rest_is_named(cold):
    work = (start("s2"), *[script(f"w{n}", "x = 1") for n in range(3)], end("e2"), path("s2", "w0", "w1", "w2", "e2"))
    files = diagram(start(), sub_process("sub", several(count="4000"), *work), end(), path("start", "sub", "end"))
    with pytest.raises(ProcessLoops):
        Story(files, cold=cold)


@pytest.mark.parametrize("due", ["tomorrow", "2026-11-12", "2026-11-12T08:00:00", True, ["x"]])
def test_a_due_that_is_no_instant_is_named(cold, due):
    with pytest.raises(ExpressionFailed) as failed:
        Story(ONE, data={"head": "KP", "due_at": due}, cold=cold)
    assert failed.value.facts["element"] == "a"
