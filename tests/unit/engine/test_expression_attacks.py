"""Twenty known attacks on expressions: each is refused when it is compiled or when it is run, and soon."""

import time

import pytest

from engine import expressions
from engine.errors import ExpressionInvalid
from engine.expressions import EvaluationFailed

LONG = list(range(20_000))
DATA = {
    "letter": {"security": "R"},
    "name": "Ana",
    "xs": LONG,
    "texts": ["x" * 1_000] * 15_000,
    "big": "x" * 90_000,
    "deep": [[[[LONG]]]],
    "same": [[[[list(LONG)]]]],
}
REFUSED = {
    "import": "__import__('os').system('id')",
    "subclasses": "().__class__.__mro__[1].__subclasses__()",
    "globals": "letter.__init__.__globals__",
    "module in reach": "uuid.os.popen('id')",
    "builtins": "__builtins__['eval']('1')",
    "format": "'{0.__class__}'.format(letter)",
    "format string": "f'{letter.__class__}'",
    "percent format": "'%s' % letter",
    "percent width": "'%1000000000d' % 1",
    "power tower": "9**9**9",
    "shift": "1 << 10**9",
    "long text": "'a' * 10**9",
    "long list": "[0] * 1000000000",
    "nested lists": "[" * 100 + "]" * 100,
    "deep brackets": "(" * 300 + "1" + ")" * 300,
    "deep negation": "-" * 1_500 + "1",
    "long chain": "+".join(["1"] * 900),
    "huge number": "*".join(["99999999999999999999"] * 30),
    "huge literal": "9" * 1_900,
    "huge text of a number": "int('" + "9" * 500 + "')",
    "huge exponent": "int(decimal('1e999999'))",
    "infinite": "float('1e999') + 1",
    "not a number": "float('nan') < 1",
    "lambda": "(lambda: 1)()",
    "walrus": "(x := 5)",
    "comprehension in comprehension": "[[y for y in xs] for x in xs]",
    "two loops": "[1 for x in xs for y in xs]",
    "one list a thousand times": "[xs for x in xs]",
    "lists put together": "[xs + xs for x in xs]",
    "texts put together": "[big + name for x in xs]",
    "search in a list for each": "[x for x in xs if x in xs]",
    "search in a text for each": "[x for x in xs if 'y' in big]",
    "compare structures for each": "[x for x in xs if deep == same]",
    "search for structures": "deep in [same, same, same]",
    "capitals for each": "[upper(big) for x in xs]",
    "replace to grow": "replace(big, 'x', big)",
    "join to grow": "join(texts, big)",
    "sort for each": "[sorted(xs) for x in xs]",
    "text of a structure": "[str(xs) for x in xs]",
    "too many numbers": "range(1000000)",
}


@pytest.mark.parametrize("attack", REFUSED)
def test_is_refused_soon(attack):
    began = time.monotonic()
    with pytest.raises((ExpressionInvalid, EvaluationFailed)) as refused:
        expressions.compile(REFUSED[attack]).evaluate(DATA)
    assert str(refused.value)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("key", ["__class__", "typename", "mro", "items", "__builtins__"])
def test_a_dot_reads_a_key_and_never_an_attribute(key):
    with pytest.raises((ExpressionInvalid, EvaluationFailed)):
        expressions.compile(f"letter.{key}").evaluate(DATA)


def run(lines):
    data = {}
    for name, expression in expressions.compile_assignments("\n".join(lines)):
        data[name] = expression.evaluate(data)


@pytest.mark.parametrize("lines", [["x = ['ab']", *["x = x + x"] * 40], ["x = 1", *["x = [x]"] * 2_000]])
def test_a_script_can_not_let_a_value_grow_for_ever(lines):
    with pytest.raises(EvaluationFailed):
        run(lines)


def test_a_foreign_text_made_to_keep_the_translator_busy_is_refused_soon():
    began = time.monotonic()
    for text in (
        "if " * 200 + "then " * 200,
        "${" + "if a then " * 180 + "}",
        "a" * 490 + ".b" + "&&" * 3,
        "x.a(" * 120,
    ):
        with pytest.raises(ExpressionInvalid):
            expressions.compile(text)
    assert time.monotonic() - began < 2


def test_a_mapping_has_the_same_order_however_it_was_built():
    text = expressions.compile("[key for key in m]")
    assert text.evaluate({"m": {"b": 1, "a": 2}}) == text.evaluate({"m": {"a": 2, "b": 1}}) == ["a", "b"]


def test_useful_sizes_stay_possible():
    assert expressions.compile("len([x for x in xs if x % 2 == 0])").evaluate({"xs": LONG[:15_000]}) == 7_500
    assert expressions.compile("4999 in xs").evaluate({"xs": LONG[:5_000]}) is True
