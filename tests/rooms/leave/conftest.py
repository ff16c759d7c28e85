"""The office with its ledgers of leave, on both kinds of database."""

from collections.abc import Iterator

import pytest

import people.models
import workflows.leave.models_ledger  # noqa: F401 - the tables of the ledger
from kernel import schema
from kernel.db import Base, Database
from tests import people as cast
from workflows.leave import balance

ROOMS = (people.models,)


@pytest.fixture
def office(database_url: str) -> Iterator[Database]:
    """A database with the demonstration office; after the test every ledger is what its events tell."""
    database = Database(database_url, durability="OFF")
    with database.engine.begin() as connection:
        Base.metadata.create_all(connection)
        schema.guard_events(connection)
    with database.write() as session:
        cast.move_in(session)
    yield database
    with database.read() as session:
        assert list(balance.verify(session)) == []
    database.dispose()
