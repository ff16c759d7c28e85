"""The office of the stories about assignments. After each one all cases are re-executed from their events."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.assignment.story import Story


@pytest.fixture
def story(sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    """A story that tells nothing about databases."""
    yield from _told(sqlite_url, tmp_path)


@pytest.fixture
def story_everywhere(database_url: str, tmp_path: Path) -> Iterator[Story]:
    """A story to be told on both kinds of database."""
    yield from _told(database_url, tmp_path)


def _told(url: str, folder: Path) -> Iterator[Story]:
    made = Story.opens(url, folder)
    assert isinstance(made, Story)
    yield made
    made.recomputes()
    made.database.dispose()
