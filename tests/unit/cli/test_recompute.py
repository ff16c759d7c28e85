"""Which instances are re-executed when only a sample is wanted."""

import pytest

from cli.recompute import spread

IDS = [str(number) for number in range(10)]


@pytest.mark.parametrize(
    ("count", "chosen"), [(None, IDS), (20, IDS), (5, ["0", "2", "4", "6", "8"]), (3, ["0", "3", "6"]), (0, [])]
)
def test_a_sample_lies_evenly_and_is_the_same_each_time(count: int | None, chosen: list[str]) -> None:
    assert spread(IDS, count) == chosen
