import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dmn.inspecting import gaps, laid_out, overlaps, without
from engine.dmn.reading import read
from tests.bpmn.tables import answer, column, decision, decisions, table


def bundle(columns, *rows, policy="UNIQUE", default=""):
    cells = [[*row, "1"] for row in rows]
    values = "1" if policy in ("PRIORITY", "OUTPUT ORDER") else ""
    return read(
        {
            "t.dmn": decisions(
                decision("d", table(columns, [answer("y", values=values, default=default)], *cells, policy=policy))
            )
        }
    )


def regions(findings):
    return [finding.facts["region"] for finding in findings]


X, N, S, B, D = (
    column("x", "number"),
    column("n", "integer"),
    column("s", "string"),
    column("b", "boolean"),
    column("d", "date"),
)
CLASS = column("s", "string", '"B","R","SR"')
PERCENT = column("x", "number", "[0..100]")


@pytest.mark.parametrize(
    ("columns", "rows", "found"),
    [
        ([X], [["< 5"], [">= 5"]], []),
        ([X], [["< 5"], ["> 5"]], ["x = 5"]),
        ([X], [["[1..5]"], ["(5..9)"]], ["x < 1 / x ≥ 9"]),
        ([X], [["[1..5]"], ["[6..9]"]], ["x < 1 / 5 < x < 6 / x > 9"]),
        ([N], [["<= 5"], [">= 6"]], []),
        ([N], [["<= 5"], [">= 7"]], ["5 < n < 7"]),
        ([PERCENT], [["< 50"], ["(50..100]"]], ["x = 50"]),
        ([PERCENT], [["< 50"], [">= 50"]], []),
        ([S], [['"a"'], ['"b"']], ['s ≠ "a", "b"']),
        ([S], [['"a"'], ['not("a")']], []),
        ([CLASS], [['"B"'], ['"R"']], ['s = "SR"']),
        ([CLASS], [['"B"', ], ['"R","SR"']], []),
        ([B], [["true"]], ["b = false"]),
        ([B], [["true"], ["false"]], []),
        ([D], [['< date("2026-01-01")'], ['> date("2026-01-01")']], ["d = 2026-01-01"]),
        ([D], [['<= date("2026-01-01")'], ['>= date("2026-01-02")']], []),
        ([X], [], ["x = *"]),
        ([X, B], [["< 5", "true"], [">= 5", "-"]], ["x < 5; b = false"]),
        ([X, S], [["< 5", '"a"'], [">= 5", '"b"']], ['x < 5; s ≠ "a"', 'x ≥ 5; s ≠ "b"']),
        ([X], [["< limit"]], []),
        ([X], [["? % 2 == 0"]], []),
        ([X], [["-"]], []),
        ([X], [["not(5)"]], ["x = 5"]),
        ([X], [["!= 5"]], ["x = 5"]),
        ([X], [["1,2,3"]], ["x < 1 / 1 < x < 2 / 2 < x < 3 / x > 3"]),
    ],
)  # fmt: skip
def test_names_the_gaps(columns, rows, found):
    assert sorted(regions(gaps(bundle(columns, *rows)))) == sorted(found)


@pytest.mark.parametrize(
    ("columns", "rows", "found"),
    [
        ([X], [["< 5"], [">= 5"]], []),
        ([X], [["<= 5"], [">= 5"]], ["x = 5"]),
        ([X], [["[1..5]"], ["[3..9]"]], ["3 ≤ x ≤ 5"]),
        ([N], [["< 6"], ["> 5"]], []),
        ([S], [['"a","b"'], ['"b","c"']], ['s = "b"']),
        ([S], [['"a"'], ["-"]], ['s = "a"']),
        ([X, B], [["< 5", "true"], ["< 9", "false"]], []),
        ([X, B], [["< 5", "true"], ["< 9", "-"]], ["x < 5; b = true"]),
        ([D], [['<= date("2026-01-05")'], ['>= date("2026-01-02")']], ["2026-01-02 ≤ d ≤ 2026-01-05"]),
        ([X], [["-"], ["-"]], ["x = *"]),
        ([X], [["< limit"], ["> 3"]], []),
    ],
)
def test_names_the_overlaps(columns, rows, found):
    assert regions(overlaps(bundle(columns, *rows))) == found


@pytest.mark.parametrize("policy", ["FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT", "ANY"])
def test_overlaps_are_fine_where_the_policy_decides(policy):
    assert overlaps(bundle([X], ["< 5"], ["< 9"], policy=policy)) == []


def test_any_must_agree():
    disagreeing = table([X], [answer("y")], ["< 5", "1"], ["< 9", "2"], policy="ANY")
    assert regions(overlaps(read({"t.dmn": decisions(decision("d", disagreeing))}))) == ["x < 5"]


def test_a_default_closes_every_gap():
    assert gaps(bundle([X], ["< 5"], default="0")) == []


def test_a_table_too_involved_is_said_to_be():
    columns = [column(f"x{n}", "number") for n in range(12)]
    rows = [[f"[{n * 7 % 11}..{n * 7 % 11 + 5}]" for n in range(start, start + 12)] for start in range(40)]
    (finding,) = gaps(bundle(columns, *rows))
    assert finding.rule == "dmn-gap-unknown"


def test_the_rules_of_findings_and_their_sentences():
    overlap = overlaps(bundle([X], ["< 5"], ["< 9"]))[0]
    assert (overlap.rule, overlap.element) == ("dmn-overlap", "r2")
    assert overlap.sentence % overlap.facts == "The rules 1 and 2 of d both hold for x < 5."
    gap = gaps(bundle([X], ["< 5"]))[0]
    assert (gap.rule, gap.element) == ("dmn-gap", "d")
    assert gap.sentence % gap.facts == "No rule of d holds for x ≥ 5."


CELL = st.one_of(
    st.just("-"),
    st.integers(0, 6).map(str),
    st.tuples(st.sampled_from(["<", "<=", ">", ">="]), st.integers(0, 6)).map(lambda pair: f"{pair[0]} {pair[1]}"),
    st.tuples(st.sampled_from("[("), st.integers(0, 6), st.integers(0, 6), st.sampled_from("])")).map(
        lambda span: f"{span[0]}{span[1]}..{span[2]}{span[3]}"
    ),
    st.integers(0, 6).map(lambda n: f"not({n})"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_geometry_agrees_with_trying_values(rows):
    decisions_of = bundle([X, column("z", "number")], *rows, policy="COLLECT")
    logic = decisions_of["d"].logic
    axes, boxes = laid_out(logic)
    left = [tuple(axis.whole for axis in axes)]
    for _, box, _ in boxes:
        left = [piece for whole in left for piece in without(whole, box)]
    places = [half / 2 for half in range(-2, 15)]
    covered = any(
        not any(
            all(test.hold(value, {}) for test, value in zip(rule.tests, point, strict=True)) for rule in logic.rules
        )
        for point in itertools.product(places, repeat=2)
    )
    assert bool(left) is covered
    for (one, first, _), (other, second, _) in itertools.combinations(boxes, 2):
        meets = all(a & b for a, b in zip(first, second, strict=True))
        both = any(
            all(rule.tests[n].hold(value, {}) for rule in (one, other) for n, value in enumerate(point))
            for point in itertools.product(places, repeat=2)
        )
        assert meets is both
