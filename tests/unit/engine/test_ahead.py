"""What still lies ahead of a step, on the way whose limits take longest."""

import pytest

from engine import ahead
from engine.spiff.parse import Process, compile_process
from tests.bpmn.drawing import diagram, end, exclusive, flow, path, start, user

LIMITS = {"check": 1, "weigh": 2, "decide": 2, "file": 5}
FILES = diagram(
    start(),
    user("check", desk="'role:x'"),
    exclusive("right", default="right.weigh"),
    user("correct", desk="'role:x'"),
    user("weigh", desk="'role:x'"),
    user("decide", desk="'role:x'"),
    exclusive("granted", default="granted.end"),
    user("file", desk="'role:x'"),
    end(),
    path("start", "check", "right"),
    flow("right", "correct", "wrong"),
    flow("right", "weigh"),
    path("correct", "check"),
    path("weigh", "decide", "granted"),
    flow("granted", "file", "yes"),
    flow("granted", "end"),
    path("file", "end"),
)


@pytest.fixture(scope="module")
def process() -> Process:
    return compile_process(FILES, "p")


@pytest.mark.parametrize(
    ("element", "done", "steps"),
    [
        ("check", (), ["weigh", "decide", "file"]),
        ("weigh", ("check",), ["decide", "file"]),
        ("correct", ("check",), ["check", "weigh", "decide", "file"]),
        ("correct", (), ["check", "weigh", "decide", "file"]),
        ("file", ("check", "weigh", "decide"), []),
    ],
)
def test_goes_the_way_with_the_longest_limits(
    process: Process, element: str, done: tuple[str, ...], steps: list[str]
) -> None:
    assert ahead.longest(process, element, LIMITS, frozenset(done)) == steps
