"""An installation with the cast moved in, and browsers of its people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import documents.models
import people.models
from api.app import create_app
from documents.blobs import open_blobs
from kernel.db import Database
from kernel.settings import Settings, read
from tests import people as cast
from tests import schema

ROOMS = (people.models, documents.models)


@dataclass
class Parts:
    settings: Settings
    database: Database
    blobs: Any


@pytest.fixture
def settings(database_url: str, file_url: str, tmp_path: Path) -> Settings:
    env = {
        "DATABASE_URL": database_url,
        "DOCUMENTS_URL": file_url,
        "DATA_DIR": str(tmp_path),
        "SQLITE_SYNCHRONOUS": "OFF",
    }
    return replace(read({f"SATUPINTU_{name}": value for name, value in env.items()}), base_url="http://testserver")


@pytest.fixture
def installation(settings: Settings) -> Iterator[Any]:
    database = Database(settings.database_url, durability=settings.durability)
    schema.create(database)
    with database.write() as session:
        cast.move_in(session)
    yield Parts(settings, database, open_blobs(settings.documents_url))
    database.dispose()


@pytest.fixture
def app(installation: Any) -> Any:
    return create_app(installation)


@pytest.fixture
def fresh(app: Any) -> Iterator[Callable[[], TestClient]]:
    """A function that opens a fresh browser: own cookies, reads Indonesian, follows nothing by itself."""
    opened: list[TestClient] = []

    def open_one() -> TestClient:
        client = TestClient(app, follow_redirects=False, headers={"accept-language": "id"})
        opened.append(client)
        return client

    yield open_one
    for client in opened:
        client.close()


@pytest.fixture
def signed_in(fresh: Callable[[], TestClient]) -> Callable[[str], TestClient]:
    """A function that opens a browser and signs one of the cast in."""

    def enter(person: str) -> TestClient:
        client = fresh()
        answer = client.post("/signin", data={"name": cast.SIGN_IN[person], "password": cast.PASSWORD})
        assert answer.status_code == 303, answer.text
        return client

    return enter
