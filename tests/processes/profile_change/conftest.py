"""The office of the stories. After each one all its processes are re-executed from their events."""

from collections.abc import Iterator

import pytest

from tests.processes.profile_change.story import Desk


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    """A story that tells nothing about databases."""
    yield from _told(sqlite_url)


@pytest.fixture
def desk_everywhere(database_url: str) -> Iterator[Desk]:
    """A story to be told on both kinds of database."""
    yield from _told(database_url)


def _told(url: str) -> Iterator[Desk]:
    made = Desk.opens(url)
    assert isinstance(made, Desk)
    yield made
    made.recomputes()
    made.database.dispose()
