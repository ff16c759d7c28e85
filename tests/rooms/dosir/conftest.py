"""The office with its profiles and files: on both kinds of database, or quickly on one."""

from collections.abc import Iterator

import pytest

from tests.processes.profile_change.story import Desk


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    """For rules that no database changes."""
    yield from _told(sqlite_url)


@pytest.fixture
def desk_everywhere(database_url: str) -> Iterator[Desk]:
    """For races and for statements with a dialect."""
    yield from _told(database_url)


def _told(url: str) -> Iterator[Desk]:
    made = Desk.opens(url)
    assert isinstance(made, Desk)
    yield made
    made.recomputes()
    made.database.dispose()
