"""An office with its people and all processes, to tell a story in: made once per process and kind, then copied."""

import shutil
import tempfile
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from engine import definitions
from engine.runtime import BOUND, Runtime
from kernel.act import Act, system
from kernel.db import Database
from tests import people as cast
from tests import schema
from workflows import registry

JAKARTA = ZoneInfo("Asia/Jakarta")


def at(text: str) -> datetime:
    """An instant of the office's clock: `2026-11-02 08:40`."""
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def open_office(url: str, opened: datetime) -> Database:
    """The office as it stood at an instant, in a database that is empty; on SQLite a copy of one made before."""
    if url.startswith("sqlite"):
        shutil.copy(_made(opened), url.removeprefix("sqlite:///"))
    database = Database(url, durability="OFF")
    database.info[BOUND] = Runtime(registry.build().handlers)
    if not url.startswith("sqlite"):
        _furnish(database, opened)
    return database


@lru_cache(maxsize=8)
def _made(opened: datetime) -> Path:
    path = Path(tempfile.mkdtemp(prefix="satupintu-story-")) / "office.db"
    database = Database(f"sqlite:///{path}", durability="OFF")
    _furnish(database, opened)
    database.dispose()
    return path


def _furnish(database: Database, opened: datetime) -> None:
    """Tables, people, processes."""
    schema.create(database)
    offices = registry.build()
    with database.write() as session:
        cast.move_in(session, opened)
    with database.write() as session:
        act = Act(session, system("setup"), opened, "test")
        for key, files in offices.seeds():
            definitions.publish(act, key, files, note="seed", handlers=offices.handlers.names)
