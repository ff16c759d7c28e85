"""The databases that are measured: SQLite with both durabilities, PostgreSQL as it comes (every commit on the disk)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import floor
from tests.servers import postgres


@dataclass(frozen=True, slots=True)
class Place:
    """One kind of database, and a folder for files."""

    name: str
    url: str
    folder: Path
    durability: str

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def bare(self) -> float:
        """Floor F, now."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            return floor.of(self.url, Path(name), self.durability)


@contextmanager
def sqlite(durability: str) -> Iterator[Place]:
    """An empty SQLite database."""
    with tempfile.TemporaryDirectory(prefix="satupintu-bench-") as name:
        folder = Path(name)
        yield Place(f"SQLite {durability}", f"sqlite:///{folder / 'bench.db'}", folder, durability)


@contextmanager
def postgresql() -> Iterator[Place]:
    """An empty PostgreSQL database. Raises Missing."""
    with tempfile.TemporaryDirectory(prefix="satupintu-bench-") as name, postgres.fresh_database() as url:
        yield Place("PostgreSQL", url, Path(name), "FULL")


KINDS = {"normal": lambda: sqlite("NORMAL"), "full": lambda: sqlite("FULL"), "postgresql": postgresql}
