"""The page that explains the language is run line by line."""

import json
import re
from pathlib import Path

import pytest

from engine import expressions
from engine.errors import ExpressionInvalid
from engine.expression_functions import FUNCTIONS
from engine.expression_syntax import ALLOWED
from engine.spiff.data import jsonable

PAGE = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text()
DATA = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])
EXAMPLES = re.findall(r"^(.+) → (.+)$", PAGE, re.MULTILINE)
FOREIGN = re.findall(r"^(.+) ⇒ (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("text", "value"), EXAMPLES)
def test_the_example_gives_what_the_page_says(text, value):
    found = jsonable(expressions.compile(text).evaluate(DATA), "")
    expected = expressions.compile(value).evaluate({})
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(("text", "ours"), FOREIGN)
def test_the_foreign_text_is_refused_with_the_offer_of_the_page(text, ours):
    with pytest.raises(ExpressionInvalid) as refused:
        expressions.compile(text)
    assert refused.value.facts["offer"] == ours
    assert ours in str(refused.value)


def test_the_page_shows_every_function():
    shown = " ".join(text for text, _ in EXAMPLES)
    assert [name for name in FUNCTIONS if f"{name}(" not in shown] == []


def test_the_page_shows_every_operator():
    shown = {type(node) for text, _ in EXAMPLES for node in expressions.nodes_of(text)}
    silent = {"Expression", "Load", "Store", "comprehension", "Tuple"}
    assert {kind.__name__ for kind in ALLOWED} - {kind.__name__ for kind in shown} <= silent
