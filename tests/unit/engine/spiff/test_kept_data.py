"""What may enter process data: everything that every database, writer and reader of JSON keeps."""

import pytest

from engine.errors import DataKeyReserved, DataNotJson
from engine.spiff.data import DEEPEST, checked, jsonable


def nested(levels, inside=1):
    for _ in range(levels):
        inside = {"a": [inside]}
    return inside


@pytest.mark.parametrize(
    "data",
    [
        {"a": "x\x00y"},
        {"a\x00": 1},
        {"a": "\ud800"},
        {"a": [{"b\udfff": 1}]},
        {"a": float("nan")},
        {"a": float("inf")},
        {"a": object()},
        {1: "a"},
        nested(DEEPEST),
        nested(20_000),
    ],
)
def test_refuses_what_cannot_be_kept(data):
    with pytest.raises(DataNotJson) as fault:
        checked(data)
    assert str(fault.value).encode()


@pytest.mark.parametrize("name", ["__builtins__", "typename", "data_objects"])
def test_refuses_reserved_names_at_any_depth(name):
    with pytest.raises(DataKeyReserved):
        checked({"a": [{name: 1}]})


def test_keeps_every_whole_character_and_a_hundred_levels():
    data = {"huruf": "ꦱꦠꦸ 😀", **nested(DEEPEST // 2)}
    assert checked(data) == data


def test_a_value_that_a_loop_nests_deeper_and_deeper_is_refused():
    value = []
    for _ in range(DEEPEST - 1):
        value = jsonable([value], "x")
    with pytest.raises(DataNotJson):
        jsonable([value], "x")
