"""The pieces with which faults are sent through the HTTP doors."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.doors import Doors
from tests.faults.server import Server
from tests.offices import opened
from workflows.installation import Installation

Open = Callable[[Installation], Doors]


@pytest.fixture
def doors_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """A function that opens the doors of an installation, with temporary files in a folder of this test alone."""
    open_ones: list[Doors] = []

    def open_doors(office: Installation) -> Doors:
        folder = tmp_path / "tmp"
        folder.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        open_ones.append(Doors(office, folder))
        return open_ones[-1]

    yield open_doors
    for one in open_ones:
        one.close()


@pytest.fixture
def doors(staffed: Installation, doors_of: Open) -> Doors:
    """The doors of an office with people and without letters, on each kind of database."""
    return doors_of(staffed)


@pytest.fixture
def doors_on_sqlite(tmp_path: Path, doors_of: Open) -> Iterator[Doors]:
    """The doors of an office with people and without letters, on SQLite."""
    with contextmanager(opened)("sqlite", "staffed", tmp_path) as office:
        yield doors_of(office)


@pytest.fixture
def server(doors_on_sqlite: Doors) -> Iterator[Server]:
    made = Server(doors_on_sqlite)
    yield made
    made.process.terminate()
    made.process.wait(20)
