"""The office of the stories. After each one all its processes and all its ledgers are made anew from their events."""

from collections.abc import Iterator

import pytest

from tests.processes.leave_request.story import Story


@pytest.fixture
def story(sqlite_url: str) -> Iterator[Story]:
    """A story that tells nothing about databases."""
    yield from _told(sqlite_url)


@pytest.fixture
def story_everywhere(database_url: str) -> Iterator[Story]:
    """A story to be told on both kinds of database."""
    yield from _told(database_url)


def _told(url: str) -> Iterator[Story]:
    made = Story.opens(url)
    yield made
    made.recomputes()
    made.database.dispose()
