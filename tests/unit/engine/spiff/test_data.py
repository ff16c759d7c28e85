"""Process data against where they came from: what JSON tells apart, a reloaded instance must, too."""

import json
from typing import Any

import pytest

from engine.spiff.data import applied, delta, rebased


@pytest.mark.parametrize(
    ("before", "after"),
    [(1, True), (1, 1.0), (0, False), (0.0, -0.0), ([1], [1.0]), ({"a": {"b": 1}}, {"a": {"b": True}}), (None, 0)],
)
def test_values_that_json_tells_apart_are_a_change(before: Any, after: Any) -> None:
    again = applied({"n": before}, delta({"n": before}, {"n": after}))
    assert json.dumps(again) == json.dumps({"n": after})
    assert json.dumps(rebased({"n": before}, {"n": before}, {"n": after})) == json.dumps({"n": after})


@pytest.mark.parametrize("value", [1, 1.5, True, None, "", [1, {"a": [None]}], {"b": 2, "a": 1}])
def test_a_value_written_again_is_no_change(value: Any) -> None:
    assert delta({"n": value}, {"n": json.loads(json.dumps(value))}) == []
