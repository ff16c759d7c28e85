"""The office of the stories, on both kinds of database."""

from collections.abc import Iterator

import pytest

from tests.processes.letter_disposition.story import Story


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    made = Story.opens(database_url)
    yield made
    made.database.dispose()
