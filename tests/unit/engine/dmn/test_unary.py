import datetime as dt
from decimal import Decimal

import pytest

from engine.dmn.unary import compile_tests, pieces
from engine.errors import ExpressionInvalid

HOLDS = [
    ("-", 1), ("", None), ("5", 5), ("= 5", 5), ("!= 5", 6), ("< 5", 4), ("<= 5", 5), ("> 5", 6), (">= 5", 5),
    ("[1..5]", 1), ("[1..5]", 5), ("(1..5]", 5), ("]1..5[", 3), ("[1..5)", 1), ("1, 3, 5", 3), ("<2, >8", 9),
    ('"a"', "a"), ('"a","b"', "b"), ('"a,b"', "a,b"), ("not(5)", 4), ('not("a","b")', "c"), ("not([1..5])", 6),
    ("null", None), ("not(null)", 1), ("true", True), ("false", False), ("-5", -5), ("> -5", 0), ("[-5..-1]", -3),
    ('date("2026-01-01")', "2026-01-01"), ('>= date("2026-01-01")', dt.date(2026, 1, 1)),
    ('[date("2026-01-01")..date("2026-03-31")]', "2026-02-15"), ("limit", 10), ("< limit", 9), ("[low..limit]", 5),
    ("limit * 2", 20), ("names", "KP"), ('["x","y"]', "x"), ("? % 2 == 0", 4), ("len(?) > 2", "abc"),
    ('"true"', "true"), ("not(> 5)", 5), ("]1..5[, 9", 9), ("[1..5[", 4), ("3.5", 3.5),
    ("decimal('0.1')", Decimal("0.1")),
    ('> date and time("2026-01-01T00:00:00Z")', "2026-01-02T00:00:00Z"),
]  # fmt: skip
FAILS = [
    ("5", 6), ("5", None), ("< 5", 5), ("<= 5", 6), ("> 5", 5), (">= 5", 4), ("< 5", None), ("[1..5]", 0),
    ("(1..5]", 1), ("]1..5[", 5), ("[1..5)", 5), ('"a","b"', "c"), ("not(5)", 5), ('not("a","b")', "b"),
    ("null", 0), ("not(null)", None), ("true", False), ("[1..5]", None), ("names", "XX"), ('"5"', 5),
    ('< date("2026-01-01")', "2026-01-01"), ("!= 5", 5), ("? % 2 == 0", 3), ("[1..5[", 5),
]  # fmt: skip
DATA = {"limit": 10, "low": 2, "names": ["KP", "BA"]}


@pytest.mark.parametrize(("text", "value"), HOLDS)
def test_matches(text, value):
    assert compile_tests(text).hold(value, DATA) is True


@pytest.mark.parametrize(("text", "value"), FAILS)
def test_does_not_match(text, value):
    assert compile_tests(text).hold(value, DATA) is False


@pytest.mark.parametrize(
    "text", ["5 6", "[1..]", "x.foo()", "some x in y satisfies x", "${a}", "not(", "= ", "1..5", "@"]
)
def test_refuses_what_is_beyond_the_subset(text):
    with pytest.raises(ExpressionInvalid):
        compile_tests(text)


def test_a_comparison_of_things_without_an_order_is_an_error():
    with pytest.raises(TypeError):
        compile_tests("< 5").hold("text", {})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1,2", ["1", "2"]),
        ('"a,b",c', ['"a,b"', "c"]),
        ("[1,2],3", ["[1,2]", "3"]),
        ("]1..5[,7", ["]1..5[", "7"]),
        ("max(1,2), 3", ["max(1,2)", " 3"]),
        ("(1..a[0]],b[1]", ["(1..a[0]]", "b[1]"]),
    ],
)
def test_commas_inside_brackets_do_not_part(text, parts):
    assert list(pieces(text)) == parts
