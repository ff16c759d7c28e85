"""An office that issues papers, on both kinds of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.blobs import open_blobs
from kernel.db import Database
from tests import people as cast
from tests import schema
from tests.papers import Desk


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """People who issue papers, a folder that keeps them."""
    database = Database(database_url, durability="OFF")
    schema.create(database)
    with database.write() as session:
        cast.move_in(session)
    yield Desk(database, open_blobs(f"file://{tmp_path / 'blobs'}"))
    database.dispose()
