"""The office moved into an empty database, on both kinds."""

from collections.abc import Iterator

import pytest

import people.models  # noqa: F401 - the tables of the office
from kernel import schema
from kernel.db import Base, Database
from tests import people as cast


@pytest.fixture
def office(database_url: str) -> Iterator[Database]:
    """A database with the demonstration office."""
    database = Database(database_url, durability="OFF")
    with database.engine.begin() as connection:
        Base.metadata.create_all(connection)
        schema.guard_events(connection)
    with database.write() as session:
        cast.move_in(session)
    yield database
    database.dispose()
