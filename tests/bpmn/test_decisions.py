"""Business rule tasks that are decided by a table of the bundle."""

import pytest

from engine import projection
from engine.dmn.errors import NoRuleHolds, RulesDisagree
from engine.errors import DiagramInvalid
from engine.spiff.parse import compile_process
from tests.bpmn.drawing import diagram, end, node, ours, path, several, start, user
from tests.bpmn.story import Story
from tests.bpmn.tables import answer, column, decision, decisions, literal, table

ROUTE = table(
    [column("amount", "number"), column("urgent", "boolean")], [answer("desk"), answer("days")],
    ["< 1000", "-", '"role:clerk"', "3"],
    [">= 1000", "false", '"role:head"', "2"], [">= 1000", "true", '"role:head"', "1"],
)  # fmt: skip
ONE = table([column("amount", "number")], [answer("grade")], ["< 1000", '"small"'], ["[1000..5000]", '"large"'])
MANY = table([column("amount", "number")], [answer("copy")], ["> 1", '"KP"'], ["> 2", '"BA"'], policy="COLLECT")
TABLES = {"tables.dmn": decisions(
    decision("route", ROUTE), decision("grade", ONE), decision("copies", MANY),
    decision("summary", literal("grade + str(len(copies))"), "grade", "copies"),
)}  # fmt: skip
OTHERS = {
    "camunda": "http://camunda.org/schema/1.0/bpmn",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
    "spiffworkflow": "http://spiffworkflow.org/bpmn/schema/1.0/core",
}


def rule(*inside, reference=None, result=None, required=None, **values):
    asked = {"ref": reference, "result": result, "required": required}
    written = "".join(f' {name}="{value}"' for name, value in asked.items() if value is not None)
    own = ours(f"<satupintu:decision{written}/>") if reference is not None else ""
    return node("businessRuleTask", "decide", own, *inside, **values)


def bundle(task, tables=TABLES, *behind):
    parts = behind or (user("see"), path("start", "decide", "see", "end"))
    files = diagram(start(), task, *parts, end())
    spaces = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in OTHERS.items())
    return {"p.bpmn": files["p.bpmn"].replace(b' id="definitions"', f'{spaces} id="definitions"'.encode()), **tables}


def test_outputs_become_data_by_their_names():
    story = Story(bundle(rule(reference="route")), data={"amount": 1000, "urgent": True})
    assert story.live.data(story.step.opened[0].ordinal) == {
        "amount": 1000,
        "urgent": True,
        "desk": "role:head",
        "days": 1,
    }


def test_a_result_can_have_a_name():
    story = Story(bundle(rule(reference="route", result="way")), data={"amount": 999, "urgent": None})
    assert story.data["way"] == {"desk": "role:clerk", "days": 3}


def test_the_event_tells_inputs_rules_and_output():
    story = Story(bundle(rule(reference="summary", result="text")), data={"amount": "1000.50"})
    assert projection.effects(story.step)["decisions"] == [
        {
            "element": "decide", "decision": "grade", "inputs": [{"name": "amount", "value": "1000.50"}],
            "rules": [{"number": 2, "id": "r2"}], "output": "large",
        },
        {
            "element": "decide", "decision": "copies", "inputs": [{"name": "amount", "value": "1000.50"}],
            "rules": [{"number": 1, "id": "r1"}, {"number": 2, "id": "r2"}], "output": ["KP", "BA"],
        },
        {"element": "decide", "decision": "summary", "inputs": [], "rules": [], "output": "large2"},
    ]  # fmt: skip
    assert story.data == {"amount": "1000.50", "text": "large2"}


def test_a_step_without_a_decision_records_none():
    story = Story(bundle(rule(reference="grade")), data={"amount": 5})
    assert "decisions" not in projection.effects(story.does("see"))


def test_no_rule_gives_nothing_or_is_refused_where_a_result_is_needed():
    assert Story(bundle(rule(reference="grade")), data={"amount": 9000}).data["grade"] is None
    assert Story(bundle(rule(reference="grade", result="g")), data={"amount": 9000}).data["g"] is None
    with pytest.raises(NoRuleHolds):
        Story(bundle(rule(reference="grade", required="true")), data={"amount": 9000})


def test_rules_that_disagree_stop_the_step():
    double = {"t.dmn": decisions(decision("grade", table([column("x")], [answer("y")], ["> 1", "1"], ["> 2", "2"])))}
    with pytest.raises(RulesDisagree):
        Story(bundle(rule(reference="grade"), double), data={"x": 3})


@pytest.mark.parametrize(
    ("shape", "decision", "result"),
    [
        ("singleEntry", "grade", "large"), ("singleResult", "route", {"desk": "role:head", "days": 2}),
        ("collectEntries", "copies", ["KP", "BA"]), ("resultList", "copies", [{"copy": "KP"}, {"copy": "BA"}]),
        (None, "grade", [{"grade": "large"}]), ("singleResult", "grade", {"grade": "large"}),
    ],
)  # fmt: skip
def test_camundas_words_mean_what_they_mean_there(shape, decision, result):
    values = {"camunda:decisionRef": decision, "camunda:resultVariable": "out", "camunda:mapDecisionResult": shape}
    story = Story(bundle(rule(**values)), data={"amount": 1500, "urgent": False})
    assert story.data["out"] == result


def test_zeebes_and_spiffs_words_too():
    zeebe = ours('<zeebe:calledDecision decisionId="route" resultVariable="out"/>')
    story = Story(bundle(rule(zeebe)), data={"amount": 5, "urgent": False})
    assert story.data["out"] == {"desk": "role:clerk", "days": 3}
    spiff = ours("<spiffworkflow:calledDecisionId>route</spiffworkflow:calledDecisionId>")
    assert Story(bundle(rule(spiff)), data={"amount": 5, "urgent": False}).data["days"] == 3


@pytest.mark.parametrize(
    ("name", "task", "tables"),
    [
        ("decision-unknown", rule(reference="absent"), TABLES),
        ("decision-unknown", rule(reference=""), TABLES),
        ("decision-unknown", rule(reference="route"), {}),
        ("decision-result", rule(**{"camunda:decisionRef": "route"}), TABLES),
        ("decision-result", rule(reference="route", result="a b"), TABLES),
        ("decision-result", rule(reference="route", result="typename"), TABLES),
        ("decision-result", rule(reference="d"), {
            "t.dmn": decisions(decision("d", table([column("x")], [answer("the desk")], ["1", "2"])))}),
        ("decision-binding", rule(**{"camunda:decisionRef": "route", "camunda:resultVariable": "x",
                                     "camunda:decisionRefBinding": "version"}), TABLES),
        ("service-without-handler", rule(), TABLES),
        ("dmn-empty", rule(reference="route"), {"t.dmn": decisions(decision("route", ""))}),
    ],
)  # fmt: skip
def test_refuses_at_publishing(name, task, tables):
    with pytest.raises(DiagramInvalid) as refused:
        compile_process(bundle(task, tables), "p")
    assert [finding.rule for finding in refused.value.findings] == [name]
    assert str(refused.value)


def test_each_of_several_instances_decides_for_itself():
    task = rule(several("amounts", item="amount", outputs="grades", output="grade"), reference="grade")
    assert Story(bundle(task), data={"amounts": [1, 2000, 9000]}).data["grades"] == ["small", "large", None]
