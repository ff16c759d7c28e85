"""The tables of every room in an empty database, with the guards of the log."""

import engine.models
import kernel.outbox
from kernel import schema
from kernel.db import Base, Database

ROOMS = (engine.models, kernel.outbox)  # imported for the tables they declare


def create(database: Database) -> None:
    """Make all tables that the imported rooms know of."""
    with database.engine.begin() as connection:
        Base.metadata.create_all(connection)
        schema.guard_events(connection)
