from decimal import Decimal

import pytest

from engine.dmn.deciding import decide
from engine.dmn.errors import DecisionFailed, RulesDisagree
from engine.dmn.reading import read
from tests.bpmn.tables import answer, column, decision, decisions, literal, table


def made(logic, data, *others, wanted="d"):
    return decide(read({"t.dmn": decisions(decision(wanted, logic), *others)}), wanted, data)[-1]


def rows(policy, aggregation="", *, values="", kind="", default=""):
    """Four rules over one number, that overlap between 5 and 10."""
    return table(
        [column("x", "number")], [answer("y", kind, values, default)],
        ["< 5", "1"], ["[5..10]", "3"], ["> 3", "2"], ["[8..20]", "2"], policy=policy, aggregation=aggregation,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "aggregation", "x", "result", "rules"),
    [
        ("UNIQUE", "", 1, 1, [1]),
        ("UNIQUE", "", 30, 2, [3]),
        ("FIRST", "", 4, 1, [1]),
        ("FIRST", "", 9, 3, [2]),
        ("ANY", "", 15, 2, [3, 4]),
        ("PRIORITY", "", 9, 2, [3]),
        ("OUTPUT ORDER", "", 9, [2, 2, 3], [3, 4, 2]),
        ("RULE ORDER", "", 9, [3, 2, 2], [2, 3, 4]),
        ("COLLECT", "", 9, [3, 2, 2], [2, 3, 4]),
        ("COLLECT", "SUM", 9, 7, [2, 3, 4]),
        ("COLLECT", "MIN", 9, 2, [2, 3, 4]),
        ("COLLECT", "MAX", 9, 3, [2, 3, 4]),
        ("COLLECT", "COUNT", 9, 3, [2, 3, 4]),
        ("U", "", 1, 1, [1]),
        ("C", "SUM", 1, 1, [1]),
    ],
)
def test_each_hit_policy(policy, aggregation, x, result, rules):
    one = made(rows(policy, aggregation, values="2, 3, 1"), {"x": x})
    assert one.result == result
    assert [rule.number for rule in one.rules] == rules
    assert one.inputs == (("x", x),)


@pytest.mark.parametrize(
    ("policy", "x", "rules"), [("UNIQUE", 4, "1, 3"), ("UNIQUE", 9, "2, 3, 4"), ("ANY", 6, "2, 3")]
)
def test_rules_that_must_not_hold_together_are_named(policy, x, rules):
    with pytest.raises(RulesDisagree) as refused:
        made(rows(policy), {"x": x})
    assert refused.value.facts == {"decision": "d", "policy": policy, "rules": rules}


@pytest.mark.parametrize(
    ("policy", "aggregation", "result"),
    [
        ("UNIQUE", "", None), ("ANY", "", None), ("FIRST", "", None), ("PRIORITY", "", None), ("RULE ORDER", "", []),
        ("OUTPUT ORDER", "", []), ("COLLECT", "", []), ("COLLECT", "SUM", None), ("COLLECT", "MIN", None),
        ("COLLECT", "MAX", None), ("COLLECT", "COUNT", 0),
    ],
)  # fmt: skip
def test_no_rule_gives_nothing(policy, aggregation, result):
    one = made(
        table([column("x")], [answer("y", values="1")], ["5", "1"], policy=policy, aggregation=aggregation), {"x": 6}
    )
    assert one.result == result
    assert one.rules == ()


def test_a_default_answers_when_no_rule_holds():
    assert made(table([column("x")], [answer("y", default='"none"')], ["5", '"five"']), {"x": 6}).result == "none"


def test_several_outputs_are_a_mapping_and_an_empty_cell_says_nothing():
    logic = table([column("x")], [answer("y"), answer("z")], ["> 1", '"a"', "x * 2"], ["1", '"b"', ""])
    assert made(logic, {"x": 4}).result == {"y": "a", "z": 8}
    assert made(logic, {"x": 1}).result == {"y": "b", "z": None}


def test_priority_looks_at_the_first_output_first():
    logic = table(
        [column("x")], [answer("y", values='"high","low"'), answer("z", values="1,2")],
        ["-", '"low"', "1"], ["-", '"high"', "2"], ["-", '"high"', "1"], policy="PRIORITY",
    )  # fmt: skip
    assert made(logic, {"x": 4}).result == {"y": "high", "z": 1}


def test_columns_have_types():
    money = table([column("x", "number")], [answer("y")], ["> 1000.50", "1"], ["<= 1000.50", "2"])
    assert made(money, {"x": "1000.51"}).result == 1
    assert made(money, {"x": "1000.50"}).inputs == (("x", Decimal("1000.50")),)
    days = table([column("x", "date")], [answer("y")], ['< date("2026-11-01")', "1"], ['>= date("2026-11-01")', "2"])
    assert made(days, {"x": "2026-10-31"}).result == 1
    for bad in ("soon", True, [1]):
        with pytest.raises(DecisionFailed):
            made(money, {"x": bad})


def test_values_that_are_not_allowed_are_refused():
    logic = table([column("x", "string", '"a","b"')], [answer("y", values="1,2")], ['"a"', "1"], ['"b"', "n"])
    assert made(logic, {"x": "a"}).result == 1
    assert made(logic, {"x": None}).result is None
    for x in ("c", "b"):
        with pytest.raises(DecisionFailed):
            made(logic, {"x": x, "n": 9})
    assert made(logic, {"x": "b", "n": 2}).result == 2


def test_a_whole_number_is_whole():
    logic = table([column("x", "integer")], [answer("y")], ["> 1", "1"])
    assert made(logic, {"x": 2.0}).result == 1
    with pytest.raises(DecisionFailed):
        made(logic, {"x": 2.5})


def test_a_fault_names_the_cell():
    logic = table([column("x"), column("y")], [answer("z")], ["-", "< 5", "1"])
    with pytest.raises(DecisionFailed) as failed:
        made(logic, {"x": 1, "y": "text"})
    assert failed.value.facts["place"] == "1 (r1), y"
    with pytest.raises(DecisionFailed) as failed:
        made(logic, {"x": 1})
    assert failed.value.facts["reason"] == "'y' is not in the data"
    with pytest.raises(DecisionFailed):
        made(table([column("x")], [answer("y")], ["-", '"a"'], policy="COLLECT", aggregation="SUM"), {"x": 1})


def test_required_decisions_come_first_and_once():
    inputs = [column("grade"), column("risk")]
    bundle = read({"t.dmn": decisions(
        decision("top", table(inputs, [answer("ok")], ['"A"', "< 5", "true"], ["-", ">= 5", "false"]), "grade", "risk"),
        decision("grade", table([column("x")], [answer("letter")], ["> 10", '"A"'], ["<= 10", '"B"']), "risk"),
        decision("risk", literal("x // 10")),
    )})  # fmt: skip
    made = decide(bundle, "top", {"x": 20})
    assert [one.decision for one in made] == ["risk", "grade", "top"]
    assert made[-1].result is True


def test_a_required_decision_is_known_by_its_outputs_and_by_its_variable():
    bundle = read({"t.dmn": decisions(
        decision("first", table([column("x")], [answer("a"), answer("b")], ["-", "1", "2"]), variable="both"),
        decision("many", table([column("x")], [answer("c")], ["-", "1"], ["-", "2"], policy="COLLECT")),
        decision("last", literal("a + both.b + sum(c) + sum(many)"), "first", "many"),
    )})  # fmt: skip
    assert decide(bundle, "last", {"x": 0})[-1].result == 9


def test_a_long_chain_of_decisions_is_no_trouble():
    parts = [decision("d0", literal("1"))]
    parts += [decision(f"d{n}", literal(f"d{n - 1} + 1"), f"d{n - 1}") for n in range(1, 600)]
    assert decide(read({"t.dmn": decisions(*parts)}), "d599", {})[-1].result == 600
