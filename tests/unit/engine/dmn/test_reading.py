import pytest

from engine.dmn.deciding import decide
from engine.dmn.reading import NAMESPACES, read
from engine.errors import DiagramInvalid
from tests.bpmn.tables import answer, column, decision, decisions, literal, table

GOOD = table([column("x")], [answer("y")], ["1", "2"])


def refusals(*parts, also="", files=None):
    with pytest.raises(DiagramInvalid) as refused:
        read(files or {"t.dmn": decisions(*parts, also=also)})
    return refused.value.findings


@pytest.mark.parametrize("space", NAMESPACES)
def test_reads_every_version(space):
    assert list(read({"t.dmn": decisions(decision("d", GOOD), space=space), "p.bpmn": b""})) == ["d"]


@pytest.mark.parametrize(
    ("rule", "element", "parts"),
    [
        ("dmn-hit-policy", "table", [decision("d", table([column("x")], [answer("y")], policy="BEST"))]),
        ("dmn-hit-policy", "table", [decision("d", table([column("x")], [answer("y")], policy="FIRST",
                                                         aggregation="SUM"))]),
        ("dmn-hit-policy", "table", [decision("d", table([column("x")], [answer("y")], policy="COLLECT",
                                                         aggregation="AVG"))]),
        ("dmn-hit-policy", "table", [decision("d", table([column("x")], [answer("y")], policy="PRIORITY"))]),
        ("dmn-hit-policy", "table", [
            decision("d", table([column("x")], [answer("y"), answer("z")], policy="COLLECT", aggregation="SUM"))]),
        ("dmn-empty", "table", [decision("d", table([column("x")], []))]),
        ("dmn-empty", "d", [decision("d", "")]),
        ("dmn-output-name", "table", [decision("d", table([column("x")], [answer("y"), answer("y")]))]),
        ("dmn-rule", "r1", [decision("d", table([column("x")], [answer("y")], ["1"]))]),
        ("dmn-expression", "r2i1", [decision("d", table([column("x")], [answer("y")], ["1", "1"], ["x.foo()", "1"]))]),
        ("dmn-expression", "r1o1", [decision("d", table([column("x")], [answer("y")], ["1", "if x then 1 else 2"]))]),
        ("dmn-expression", "in_a b", [decision("d", table([column("a b")], [answer("y")]))]),
        ("dmn-not-run", "d", [decision("d", "<context/>")]),
        ("dmn-not-run", "d", [decision("d", GOOD + "<knowledgeRequirement/>")]),
        ("dmn-not-run", "bkm", [decision("d", GOOD), '<businessKnowledgeModel id="bkm"/>']),
        ("dmn-requirement", "d", [decision("d", GOOD, "absent")]),
        ("dmn-requirement", "a", [decision("a", literal("b"), "b"), decision("b", literal("a"), "a")]),
        ("dmn-type", "r1", [decision("d", table([column("x", "number")], [answer("y")], ['"5"', "1"]))]),
        ("dmn-type", "r1", [decision("d", table([column("x", "date")], [answer("y")], ['"2026-01-01"', "1"]))]),
        ("dmn-type", "r1", [decision("d", table([column("x", "integer")], [answer("y")], ["[1..2.5]", "1"]))]),
        ("dmn-type", "r1", [decision("d", table([column("x", "string")], [answer("y")], ["true", "1"]))]),
        ("dmn-type", "r1", [decision("d", table([column("x")], [answer("y", "string")], ["1", "1"]))]),
        ("dmn-type", "r1", [decision("d", table([column("x")], [answer("y", values='"a"')], ["2", '"b"']))]),
        ("id-twice", "d", [decision("d", GOOD), decision("d", GOOD)]),
    ],
)  # fmt: skip
def test_refuses_by_name(rule, element, parts):
    assert (rule, element) in [(finding.rule, finding.element) for finding in refusals(*parts)]


def test_every_sentence_of_a_refusal_has_its_facts():
    for finding in refusals(
        decision("d", table([column("a b")], [], ["x.foo()"], policy="BEST"), "absent"), "<import/>"
    ):
        assert finding.sentence % finding.facts


def test_offers_the_translation_of_foreign_feel():
    finding = refusals(decision("d", table([column("x")], [answer("y")], ["1", "if x then 1 else 2"])))[0]
    assert finding.facts["offer"] == "1 if x else 2"


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        ("file-doctype", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        ("file-xml", b"<a"),
        ("file-size", b"<a>" + b" " * 1_000_000 + b"</a>"),
        ("file-elements", b"<a>" + b"<b/>" * 6_000 + b"</a>"),
        ("dmn-file", b"<definitions xmlns='x'/>"),
        ("dmn-file", b"<definitions/>"),
    ],
)
def test_refuses_bad_files(rule, source):
    assert [finding.rule for finding in refusals(files={"t.dmn": source})] == [rule]


def test_types_of_the_file_are_known():
    grades = '<typeRef>string</typeRef><allowedValues><text>"A","B"</text></allowedValues>'
    logic = table([column("x", "tGrade")], [answer("y", "tGrade")], ['"A"', '"B"'])
    also = f'<itemDefinition name="tGrade">{grades}</itemDefinition>'
    bundle = read({"t.dmn": decisions(decision("d", logic), also=also)})
    (one,) = bundle.values()
    assert one.logic.inputs[0].kind == "text"
    assert one.logic.inputs[0].allowed.text == '"A","B"'
    assert one.logic.outputs[0].values == ("A", "B")


ATTACKS = ["__import__('os').popen('id')", "9**9**9", "().__class__", "x.__class__.__mro__", "open('/etc/passwd')"]


@pytest.mark.parametrize("attack", [*ATTACKS, "< __import__('os')", "[1..().__class__]", "not(__builtins__)"])
def test_no_cell_runs_code(attack):
    places = [
        table([column("x", label="x", id="in")], [answer("y")], [attack, "1"]),
        table([column("x")], [answer("y")], ["1", attack]),
        table([column(attack, id="in")], [answer("y")], ["1", "1"]),
        table([column("x")], [answer("y", default=attack)], ["1", "1"]),
    ]
    for logic in places[: 1 if attack not in ATTACKS else None]:
        assert [finding.rule for finding in refusals(decision("d", logic))] == ["dmn-expression"]


MODELER = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
  xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"
  xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0"
  id="Definitions_1" name="DRD" namespace="http://camunda.org/schema/1.0/dmn" exporter="dmn-js">
  <decision id="Decision_1" name="Choose the desk">
    <extensionElements><biodi:bounds x="1" y="1"/></extensionElements>
    <informationRequirement id="r"><requiredInput href="#InputData_1"/></informationRequirement>
    <decisionTable id="DecisionTable_1" hitPolicy="FIRST" biodi:annotationsWidth="100">
      <input id="Input_1" label="Security" biodi:width="192">
        <inputExpression id="e1" typeRef="string"><text>letter.security</text></inputExpression>
        <inputValues id="v1"><text>"B","R","SR"</text></inputValues>
      </input>
      <output id="Output_1" label="Desk" name="desk" typeRef="string"/>
      <annotation name="why"/>
      <rule id="Rule_1"><description>secret</description>
        <inputEntry id="c1"><text>"R","SR"</text></inputEntry><outputEntry id="c2"><text>"post:KP"</text></outputEntry>
        <annotationEntry><text>by order</text></annotationEntry></rule>
      <rule id="Rule_2"><inputEntry id="c3"><text></text></inputEntry>
        <outputEntry id="c4"><text>"role:registry"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <inputData id="InputData_1" name="Letter"/>
  <dmndi:DMNDI><dmndi:DMNDiagram id="g"/></dmndi:DMNDI>
</definitions>
"""


def test_reads_what_a_modeler_writes():
    bundle = read({"t.dmn": MODELER.encode()})
    assert bundle["Decision_1"].name == "Choose the desk"
    for security, desk in (("SR", "post:KP"), ("B", "role:registry")):
        assert decide(bundle, "Decision_1", {"letter": {"security": security}})[-1].result == desk
