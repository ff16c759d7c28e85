import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bpmn.shapes import SHAPES, fingerprint, walk

NUMBERS = st.lists(st.integers(min_value=0, max_value=50), max_size=20)
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None)
@given(numbers=NUMBERS)
def test_reloading_after_every_command_changes_no_byte(shape, numbers):
    assert walk(shape, numbers, cold=False) == walk(shape, numbers, cold=True)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_commands_give_the_same_bytes(shape):
    numbers = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]
    assert walk(shape, numbers, cold=False) == walk(shape, numbers, cold=False)


def test_another_process_with_another_hash_seed_gives_the_same_bytes():
    numbers = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8]
    expected = fingerprint(numbers)
    for seed in ("1", "4242"):
        command = [sys.executable, "-m", "tests.bpmn.shapes", *map(str, numbers)]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == expected
