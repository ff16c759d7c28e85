"""What a calculation complains of is said in the reader's language, with what stands in it."""

import pytest

from engine import expressions
from engine.errors import ExpressionInvalid
from kernel.render import text


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("decision == = 1", "susunannya tidak dapat dibaca"),
        ("${x == 1}", "ini bahasa mesin lain; di sini ditulis: x == 1"),
        ("x is 3", "“is” hanya dapat dipakai bersama None"),
        ("lambda x: 1", "Lambda tidak ada dalam bahasa ini"),
    ],
)
def test_a_text_that_is_no_expression(source: str, says: str) -> None:
    with pytest.raises(ExpressionInvalid) as fault:
        expressions.compile(source)
    assert text("id", fault.value.sentence, fault.value.facts) == f"“{source}” bukan ungkapan: {says}."


@pytest.mark.parametrize(
    ("source", "says"),
    [("[1] + 3", "angka tidak dapat ditambahkan pada daftar"), ("gone", "'gone' tidak ada dalam data")],
)
def test_an_expression_without_a_value(source: str, says: str) -> None:
    with pytest.raises(expressions.EvaluationFailed) as fault:
        expressions.compile(source).evaluate({})
    assert text("id", "%(reason)s", {"reason": fault.value.reason}) == says


def test_what_nobody_knows_stays_as_it_is() -> None:
    assert text("id", "%(reason)s", {"reason": "Timbuktu 3"}) == "Timbuktu 3"
