"""Flows as the standard says: implicit forks and ends, conditions behind activities, tokens counted one by one."""

from collections import Counter

import pytest

from engine.errors import NoFlowMatches
from engine.spiff.parse import compile_process
from tests.bpmn.drawing import (
    HEAD,
    boundary,
    diagram,
    end,
    exclusive,
    flow,
    inclusive,
    node,
    parallel,
    path,
    process,
    several,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip
from tests.bpmn.story import Story

pytestmark = pytest.mark.parametrize("cold", [False, True])


def does_all(story):
    """Completes the oldest open task until nothing is open; gives the elements in their order."""
    done = []
    while story.tasks:
        done.append(story.tasks[min(story.tasks)].element)
        story.does(done[-1])
    return done


def test_a_path_ends_with_its_last_activity(cold):
    story = Story(diagram(start(), user("a"), path("start", "a")), cold=cold)
    story.does("a", n=1)
    assert (story.step.state, story.data) == ("completed", {"n": 1})


def test_without_a_start_event_everything_begins_that_nothing_leads_to(cold):
    story = Story(diagram(user("a"), user("b"), user("c"), path("a", "c")), cold=cold)
    assert story.open == ["a", "b"]
    assert does_all(story) == ["a", "b", "c"]
    assert story.step.state == "completed"


def test_a_sub_process_needs_neither_start_nor_end(cold):
    files = diagram(start(), sub_process("s", user("a"), user("b")), user("c"), path("start", "s", "c"))
    story = Story(files, cold=cold)
    assert does_all(story) == ["a", "b", "c"]


FORK = diagram(
    start(), user("a"), user("b"), user("c"), user("d"), end(), path("start", "a", "b", "d", "end"),
    path("a", "c", "d"),
)  # fmt: skip


def test_several_flows_out_of_a_task_fork_and_each_token_runs_the_next_activity(cold):
    story = Story(FORK, cold=cold)
    assert does_all(story) == ["a", "b", "c", "d", "d"]
    assert story.step.state == "completed"


CONDITIONAL = (user("a"), user("b"), user("c"), user("d"), path("start", "a"), flow("a", "b", "'b' in ways"))


@pytest.mark.parametrize(("ways", "opened"), [("b", ["b", "c"]), ("x", ["c"])])
def test_a_condition_behind_a_task_opens_its_flow_beside_the_others(cold, ways, opened):
    story = Story(diagram(start(), *CONDITIONAL[:3], *CONDITIONAL[4:], flow("a", "c")), cold=cold)
    story.does("a", ways=ways)
    assert story.open == opened


@pytest.mark.parametrize(("ways", "opened"), [("b", ["b", "d"]), ("x", ["c", "d"])])
def test_the_default_flow_of_a_task_is_taken_when_no_condition_holds(cold, ways, opened):
    parts = (node("task", "a", default="a.c"), *CONDITIONAL[1:], flow("a", "c"), flow("a", "d"))
    story = Story(diagram(start(), *parts), cold=cold)
    step = story.does("a", ways=ways)
    assert story.open == opened
    assert [choice.flow for choice in step.choices] == [f"a.{opened[0]}"]


def test_a_task_whose_conditions_all_fail_is_named(cold):
    story = Story(diagram(start(), user("a"), user("b"), path("start", "a"), flow("a", "b", "False")), cold=cold)
    with pytest.raises(NoFlowMatches):
        story.does("a")


def test_an_inclusive_flow_without_condition_is_always_open(cold):
    files = diagram(start(), inclusive("g"), user("a"), user("b"), path("start", "g", "a"), flow("g", "b", "False"))
    assert Story(files, cold=cold).open == ["a"]


def test_the_last_exclusive_flow_needs_no_condition(cold):
    files = diagram(start(), exclusive("g"), user("a"), user("b"), path("start", "g"), flow("g", "a", "n > 1"),
                    flow("g", "b"))  # fmt: skip
    assert Story(files, data={"n": 1}, cold=cold).open == ["b"]
    assert Story(files, data={"n": 2}, cold=cold).open == ["a"]


def test_an_exclusive_merge_passes_every_token(cold):
    files = diagram(start(), parallel("f"), user("a"), user("b"), exclusive("g"), user("c"), end(),
                    path("start", "f", "a", "g", "c", "end"), path("f", "b", "g"))  # fmt: skip
    assert does_all(Story(files, cold=cold)) == ["a", "b", "c", "c"]


def test_a_parallel_gateway_reads_no_conditions(cold):
    files = diagram(start(), parallel("f"), user("a"), user("b"), path("start", "f"), flow("f", "a", "1 > 2"),
                    flow("f", "b", "no words of ours"))  # fmt: skip
    assert Story(files, cold=cold).open == ["a", "b"]


def test_a_mixed_gateway_joins_and_forks(cold):
    files = diagram(
        start(), parallel("f"), user("a"), user("b"), parallel("g"), user("c"), user("d"), path("start", "f", "a", "g",
        "c"), path("f", "b", "g", "d"),
    )  # fmt: skip
    assert does_all(Story(files, cold=cold)) == ["a", "b", "c", "d"]


def test_a_join_takes_one_token_from_each_flow_and_keeps_the_rest(cold):
    files = diagram(
        start(), user("a", completionQuantity="2"), user("b"), user("x"), parallel("j"), user("c"),
        path("start", "a", "b", "j", "c"), path("a", "x", "j"),
    )  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a")
    assert story.open == ["b", "b", "x", "x"]
    story.does("b", first=1)
    story.does("b", second=1)
    assert story.open == ["x", "x"]
    story.does("x")
    assert story.open == ["c", "x"]
    story.does("x")
    assert story.open == ["c", "c"]
    assert does_all(story) == ["c", "c"]
    assert story.step.state == "completed"


def test_two_flows_from_one_element_are_two_flows(cold):
    files = diagram(start(), parallel("f"), parallel("j"), user("a"), path("start", "f", "j", "a"),
                    flow("f", "j", id="again"))  # fmt: skip
    assert does_all(Story(files, cold=cold)) == ["a"]


def test_an_inclusive_join_works_again_for_tokens_that_came_too_many(cold):
    files = diagram(start(), user("a", completionQuantity="2"), inclusive("j"), user("b"), user("c"),
                    path("start", "a", "b", "j", "c"), flow("a", "j"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a")
    story.does("b")
    assert story.open == ["b", "c"]
    story.does("b")
    assert story.open == ["c", "c"]


def test_an_inclusive_join_sees_the_other_token_of_the_split_that_reached_it(cold):
    files = diagram(start(), parallel("f"), inclusive("i"), parallel("q"), user("a"), user("z"),
                    path("start", "f", "i", "a"), path("f", "q", "i"), path("f", "z", "q"))  # fmt: skip
    story = Story(files, cold=cold)
    assert story.open == ["z"]
    assert does_all(story) == ["z", "a"]


def test_quantities_count_tokens(cold):
    files = diagram(start(), user("a", completionQuantity="2"), user("b"), user("c", startQuantity="2"), end(),
                    path("start", "a", "b", "c", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    assert does_all(story) == ["a", "b", "b", "c"]
    assert story.step.state == "completed"


def test_two_flows_may_bring_the_tokens_an_activity_begins_with(cold):
    files = diagram(start(), user("a"), user("b"), user("c"), user("d", startQuantity="2"), boundary("late", "d",
                    timer("timeDuration", "P1D")), path("start", "a", "b", "d"), path("a", "c", "d"), end(),
                    path("late", "end"))  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a")
    story.does("b", b=1)
    assert not story.timers
    story.does("c", c=1)
    assert (story.open, len(story.timers)) == (["d"], 1)
    assert story.live.data(min(story.tasks)) == {"b": 1, "c": 1}


def test_an_activity_that_never_gets_its_tokens_is_told(cold):
    files = diagram(start(), user("a"), user("b", startQuantity="2"), path("start", "a", "b"))
    story = Story(files, cold=cold)
    step = story.does("a")
    assert (step.state, step.stuck) == ("running", ["b.Gather"])


def test_what_begins_a_process_waits_for_its_tokens_too(cold):
    story = Story(diagram(user("a", startQuantity="2"), user("b")), cold=cold)
    assert story.open == ["b"]
    story.does("b")
    assert story.step.stuck == ["a.Gather", "p.EndJoin"]


COMPLEX = diagram(
    start(), parallel("f"), user("a"), user("b"), user("c"), node("complexGateway", "g",
    "<bpmn:activationCondition>activationCount &gt;= 2</bpmn:activationCondition>"), user("d"), end(),
    path("start", "f", "a", "g", "d", "end"), path("f", "b", "g"), path("f", "c", "g"),
)  # fmt: skip


def test_a_complex_gateway_opens_once_and_swallows_who_comes_late(cold):
    story = Story(COMPLEX, cold=cold)
    story.does("b", b=1)
    assert story.open == ["a", "c"]
    story.does("a", a=1)
    assert story.open == ["c", "d"]
    assert story.live.data(max(story.tasks)) == {"a": 1, "b": 1}
    story.does("d")
    assert story.step.state == "running"
    story.does("c")
    assert story.step.state == "completed"
    assert story.path.count("d") == 1


def test_a_complex_gateway_begins_anew_after_its_reset(cold):
    loop = exclusive("again", default="again.end")
    files = diagram(
        start(), exclusive("in"), parallel("f"), user("a"), user("b"), node("complexGateway", "g",
        "<bpmn:activationCondition>activationCount &gt;= 1</bpmn:activationCondition>"), user("d"), loop, end(),
        path("start", "in", "f", "a", "g", "d", "again"), path("f", "b", "g"), flow("again", "in", "n < 3"),
        flow("again", "end"),
    )  # fmt: skip
    story = Story(files, cold=cold)
    for number in (1, 2, 3):
        story.does("a")
        story.does("b")
        story.does("d", n=number)
    assert story.step.state == "completed"
    assert story.path.count("d") == 3


def test_a_complex_gateway_parts_by_conditions(cold):
    gateway = node("complexGateway", "g", default="g.c")
    files = diagram(start(), gateway, user("a"), user("b"), user("c"), path("start", "g"),
                    flow("g", "a", "'a' in ways"), flow("g", "b", "'b' in ways"), flow("g", "c"))  # fmt: skip
    assert Story(files, data={"ways": "ab"}, cold=cold).open == ["a", "b"]
    assert Story(files, data={"ways": ""}, cold=cold).open == ["c"]


SIGNAL = '<bpmn:signal id="sg" name="told"/><bpmn:signalEventDefinition id="sd" signalRef="sg"/>'


@pytest.mark.parametrize(("behavior", "order"), [("None", "acacacb"), ("One", "acaab"), ("All", "aaab")])
@pytest.mark.parametrize("interrupting", [True, False])
def test_a_multi_instance_tells_at_its_boundary_that_instances_are_done(cold, behavior, order, interrupting):
    reference = {"None": 'noneBehaviorEventRef="sd"', "One": 'oneBehaviorEventRef="sd"', "All": ""}[behavior]
    loop = (f'<bpmn:multiInstanceLoopCharacteristics isSequential="true" behavior="{behavior}" {reference}>'
            "<bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>")  # fmt: skip
    event = boundary("s", "a", '<bpmn:signalEventDefinition signalRef="sg"/>', interrupting=interrupting)
    files = diagram(start(), user("a", loop), event, user("b"), user("c"), path("start", "a", "b"), path("s", "c"),
                    also=SIGNAL)  # fmt: skip
    story, done = Story(files, cold=cold), ""
    while story.tasks:
        done += "c" if "c" in story.open else story.open[0]
        story.does(done[-1])
    assert (done, story.step.state) == (order, "completed")


def test_instances_at_once_tell_one_by_one(cold):
    loop = ('<bpmn:multiInstanceLoopCharacteristics behavior="None" noneBehaviorEventRef="sd"><bpmn:loopCardinality>3'
            "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>")  # fmt: skip
    event = boundary("s", "a", '<bpmn:signalEventDefinition signalRef="sg"/>')
    files = diagram(start(), user("a", loop), event, user("b"), user("c"), path("start", "a", "b"), path("s", "c"),
                    also=SIGNAL)  # fmt: skip
    story = Story(files, cold=cold)
    story.does("a", n=1)
    assert story.open == ["a", "a", "c"]
    assert story.live.data(max(story.tasks)) == {"n": 1}
    assert Counter(does_all(story)) == Counter("aabccc")


def test_a_plain_task_is_a_persons(cold):
    story = Story(diagram(start(), node("task", "a"), end(), path("start", "a", "end")), cold=cold)
    assert does_all(story) == ["a"]


def test_a_transaction_that_nothing_cancels_is_a_sub_process(cold):
    files = diagram(start(), node("transaction", "t", user("a")), user("b"), path("start", "t", "b"))
    assert does_all(Story(files, cold=cold)) == ["a", "b"]


def test_an_ad_hoc_sub_process_offers_all_at_once(cold):
    files = diagram(start(), node("adHocSubProcess", "h", user("a"), user("b"), user("c"), path("a", "c")), user("d"),
                    path("start", "h", "d"))  # fmt: skip
    story = Story(files, cold=cold)
    assert story.open == ["a", "b"]
    assert does_all(story) == ["a", "b", "c", "d"]


def test_an_ad_hoc_sequence_offers_one_after_the_other(cold):
    inside = (user("a", several(count="2")), user("b"), boundary("late", "b", timer("timeDuration", "P1D")), user("c"))
    files = diagram(start(), node("adHocSubProcess", "h", inside[0], inside[1], inside[3], ordering="Sequential"),
                    user("d"), path("start", "h", "d"))  # fmt: skip
    story = Story(files, cold=cold)
    assert story.open == ["a", "a"]
    assert does_all(story) == ["a", "a", "b", "c", "d"]


def test_a_call_of_a_global_task_is_that_task(cold):
    task = node("globalUserTask", "g", '<bpmn:extensionElements><satupintu:task desk="\'role:x\'"/>'
                "</bpmn:extensionElements>", name="Theirs")  # fmt: skip
    script = node("globalScriptTask", "h", "<bpmn:script>n = 2</bpmn:script>")
    calls = node("callActivity", "c1", calledElement="g", name="Ours"), node("callActivity", "c2", calledElement="h")
    story = Story(diagram(start(), *calls, path("start", "c1", "c2"), also=task + script), cold=cold)
    assert [(task.element, task.name, task.desk) for task in story.step.opened] == [("c1", "Ours", "role:x")]
    story.does("c1")
    assert (story.step.state, story.data) == ("completed", {"n": 2})


@pytest.mark.parametrize("id", ["Start", "End", "Root", "a.BoundaryEventSplit", "/x", "a [child]", "p.EndJoin"])
def test_no_id_is_the_librarys_own(cold, id):
    files = diagram(start(), user("a"), user(id), boundary("late", id, timer("timeDuration", "P1D")), end(), end("e2"),
                    path("start", "a", id, "end"), path("late", "e2"))  # fmt: skip
    story = Story(files, cold=cold)
    assert does_all(story) == ["a", id]
    assert story.step.state == "completed"


def test_references_may_carry_a_prefix(cold):
    called = node("callActivity", "c", calledElement="own:q")
    files = diagram(start(), called.replace("<bpmn:callActivity", '<bpmn:callActivity xmlns:own="https://own"'),
                    path("start", "c"), also=process(user("a"), id="q"))  # fmt: skip
    assert does_all(Story(files, cold=cold)) == ["a"]


def test_what_only_shows_is_left_alone(cold):
    shown = (
        '<bpmn:property id="pr" name="data"/><bpmn:dataObject id="do" name="letter"/><bpmn:dataObjectReference id="dr" '
        'dataObjectRef="do"/><bpmn:textAnnotation id="t"/><bpmn:association id="as" sourceRef="a" targetRef="t"/>'
        '<bpmn:group id="gr"/><bpmn:dataStoreReference id="ds"/>'
    )
    reads = (
        '<bpmn:ioSpecification><bpmn:dataInput id="di" name="letter"/><bpmn:inputSet/><bpmn:outputSet/>'
        '</bpmn:ioSpecification><bpmn:dataInputAssociation id="da"><bpmn:sourceRef>dr</bpmn:sourceRef><bpmn:targetRef>'
        "di</bpmn:targetRef></bpmn:dataInputAssociation><bpmn:dataOutputAssociation><bpmn:targetRef>dr</bpmn:targetRef>"
        "</bpmn:dataOutputAssociation>"
    )
    also = (
        '<bpmn:collaboration id="co"><bpmn:participant id="pa" name="Office" processRef="p"/><bpmn:participant id="pb" '
        'name="Citizen"/><bpmn:messageFlow id="mf" sourceRef="a" targetRef="pb"/></bpmn:collaboration>'
    )
    sorted_in = "<bpmn:categoryValueRef>cv</bpmn:categoryValueRef>"
    also += '<bpmn:category id="ca" name="Counter"><bpmn:categoryValue id="cv" value="front"/></bpmn:category>'
    begin = node("startEvent", "start", sorted_in)
    files = diagram(
        shown, begin, user("a", sorted_in + reads), end(), path("start", "a", "end"), also=also, isExecutable=None
    )
    story = Story(files, data={"letter": 1}, cold=cold)
    assert does_all(story) == ["a"]


FOREIGN = (
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
)


@pytest.mark.parametrize(
    ("task", "desk", "due"),
    [
        (f'<bpmn:userTask id="a" {FOREIGN} camunda:assignee="demo" camunda:formKey="embedded:x.html"/>', "person:demo",
         None),
        (f'<bpmn:userTask id="a" {FOREIGN} flowable:candidateGroups="clerks" '
         'flowable:dueDate="2026-11-12T08:00:00Z"/>', "role:clerks", "2026-11-12T08:00:00Z"),
        (f'<bpmn:userTask id="a"><bpmn:extensionElements {FOREIGN}><zeebe:assignmentDefinition candidateGroups="x"/>'
         "</bpmn:extensionElements></bpmn:userTask>", "role:x", None),
        ('<bpmn:userTask id="a" name="Work"/>', None, None),
    ],
)  # fmt: skip
def test_the_words_of_other_modelers_become_ours(cold, task, desk, due):
    story = Story(diagram(start(), task, end(), path("start", "a", "end")), cold=cold)
    assert [(opened.desk, opened.due) for opened in story.step.opened] == [(desk, due)]


def test_foreign_collections_become_the_standards(cold):
    loop = f'<bpmn:multiInstanceLoopCharacteristics {FOREIGN} camunda:collection="xs" camunda:elementVariable="x"/>'
    story = Story(
        diagram(start(), user("a", loop, desk="x"), path("start", "a")), data={"xs": ["r:1", "r:2"]}, cold=cold
    )
    assert [task.desk for task in story.step.opened] == ["r:1", "r:2"]


def test_other_pools_of_the_file_are_not_this_process(cold):
    other = process(node("serviceTask", "foreign"), id="q", isExecutable="false")
    files = {"p.bpmn": (HEAD + other + process(user("a")) + "</bpmn:definitions>").encode()}
    assert set(compile_process(files, "p").elements) == {"a"}
    assert does_all(Story(files, cold=cold)) == ["a"]
