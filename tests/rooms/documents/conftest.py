"""A store in a folder, a database, somebody who sends files."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

import pytest

from documents import models
from documents.blobs import Blobs, open_blobs
from documents.intake import Part
from kernel import history, outbox
from kernel.act import Act, Actor
from kernel.db import Base, Database

AT = datetime(2026, 11, 12, 3, 0, tzinfo=UTC)
ANA, BUDI = Actor("P01"), Actor("P02")
TABLES = (models.Document, models.PageImage, history.EventRow, history.StreamRow, outbox.Job)

Deed = Callable[..., object]


@pytest.fixture
def blobs(file_url: str) -> Blobs:
    return open_blobs(file_url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, durability="OFF")
    Base.metadata.create_all(database.engine, [table.__table__ for table in TABLES])
    yield database
    database.dispose()


@pytest.fixture
def act(database: Database) -> Iterator[Act]:
    with database.write() as session:
        yield Act(session, ANA, AT)


@pytest.fixture(autouse=True)
def leaves_no_temporary_files(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    if "database_url" in request.fixturenames:
        request.getfixturevalue("database_url")  # servers have files of their own
    folder = tmp_path_factory.mktemp("spool")
    with monkeypatch.context() as patched:
        patched.setattr("tempfile.tempdir", str(folder))
        assert gettempdir() == str(folder)
        yield
    assert list(folder.iterdir()) == []


def part(content: bytes, name: str = "surat.pdf") -> Part:
    return Part(name, BytesIO(content))


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
