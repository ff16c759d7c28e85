"""Whatever is written into a diagram or a cell, it is an expression or it is refused by name."""

import warnings
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine import expressions
from engine.dmn.unary import compile_tests
from engine.errors import ExpressionInvalid
from engine.expression_foreign import translated
from engine.expressions import EvaluationFailed

DATA = {"a": 1, "b": "text", "xs": [1, "two", None, {"k": 1.5}], "m": {"k": 2, "typename": "x"}, "n": None}
PIECES = (
    "a b xs m n .k [0] ['k'] ( ) [ ] { } , : . .. + - * / // % ** == != <= >= < > = ! && || ? and or not in is if "
    "else for x 1 2.5 1e9 'q' \"q\" None True true null ${ #{ } len( date( decimal( sorted( join( later( "
    "some satisfies then \\ \x00 @ λ \n"
)
WORDS = st.lists(st.sampled_from(PIECES.split(" ")), max_size=14).map(" ".join)
NOISE = st.one_of(WORDS, st.text(max_size=40), WORDS.map(lambda text: text.replace(" ", "")))


@settings(max_examples=400, deadline=None)
@given(NOISE)
@example("\x005\x00 && ")
@example("'\\d'")
@example("1or 2")
@example("?.0and")
@example("0E0and")
@example("..0and")
@example("a" * 3_000)
@example("\ud800")
def test_noise_is_refused_or_calculated(text):
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with suppress(ExpressionInvalid, EvaluationFailed):
            expressions.compile(text).evaluate(DATA)
        with suppress(ExpressionInvalid, EvaluationFailed, TypeError, ValueError, ArithmeticError):
            compile_tests(text).hold(1, DATA)
        translated(text)
    assert [str(one.message) for one in heard] == []


@pytest.mark.parametrize("text", ["'\\d'", "'\\x41'", "1or 2", "1if a else 2", "'a\\"])
def test_what_the_parser_would_only_warn_about_is_refused(text):
    with pytest.raises(ExpressionInvalid):
        expressions.compile(text)


@pytest.mark.parametrize(
    ("text", "value"), [("'a\\nb'", "a\nb"), ("'it\\'s'", "it's"), ("'\\\\d'", "\\d"), ("'1or 2'", "1or 2")]
)
def test_plain_escapes_are_fine(text, value):
    assert expressions.compile(text).evaluate({}) == value
