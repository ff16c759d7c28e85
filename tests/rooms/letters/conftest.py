"""The office with its letters: on both kinds of database, or quickly on one."""

from collections.abc import Iterator

import pytest

from tests.processes.letter_disposition.story import Story


@pytest.fixture
def story(sqlite_url: str) -> Iterator[Story]:
    """For rules that no database changes."""
    yield from _told(sqlite_url)


@pytest.fixture
def story_everywhere(database_url: str) -> Iterator[Story]:
    """For races and for statements with a dialect."""
    yield from _told(database_url)


def _told(url: str) -> Iterator[Story]:
    made = Story.opens(url)
    yield made
    made.recomputes()
    made.database.dispose()
