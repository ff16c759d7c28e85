"""An installation on both kinds of database, and an office with its letters; mails lie in a folder."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from documents.blobs import open_blobs
from engine.runtime import BOUND
from kernel.settings import Settings, read
from tests.processes.letter_disposition.story import Story
from tests.rooms.told.post import Post
from workflows.installation import Installation
from workflows.registry import build


@pytest.fixture
def story(sqlite_url: str) -> Iterator[Story]:
    """For rules that no database changes."""
    yield from _told(sqlite_url)


@pytest.fixture
def story_everywhere(database_url: str) -> Iterator[Story]:
    """For races and for statements with a dialect."""
    yield from _told(database_url)


@pytest.fixture
def post(story: Story, tmp_path: Path) -> Post:
    """The mail of a story's office."""
    return _post(story, tmp_path)


@pytest.fixture
def post_everywhere(story_everywhere: Story, tmp_path: Path) -> Post:
    """The mail of a story's office, on each kind of database."""
    return _post(story_everywhere, tmp_path)


def _post(story: Story, folder: Path) -> Post:
    settings: Settings = replace(
        read({"SATUPINTU_DATA_DIR": str(folder)}), base_url="http://satupintu.test", language="id"
    )
    blobs = open_blobs(f"file://{folder / 'documents'}")
    runtime = story.database.info[BOUND]
    return Post(story, Installation(settings, story.database, blobs, build(), runtime))


def _told(url: str) -> Iterator[Story]:
    made = Story.opens(url)
    yield made
    made.recomputes()
    made.database.dispose()
