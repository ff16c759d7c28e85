"""An installation with the cast moved in, and browsers of its people."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from engine import definitions
from kernel.act import Act, system
from kernel.settings import Settings, read
from tests import coming_years, schema
from tests import people as cast
from workflows.installation import Installation, open_installation


@pytest.fixture(autouse=True)
def years_to_come(request: pytest.FixtureRequest) -> Iterator[None]:
    """People here ask for leave in real time; a test marked `as_shipped` has the calendar that ships."""
    with nullcontext() if request.node.get_closest_marker("as_shipped") else coming_years.known():
        yield


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
def installation(settings: Settings) -> Iterator[Installation]:
    """The product in an empty database, with the cast moved in."""
    made = open_installation(settings)
    schema.create(made.database)
    with made.database.write() as session:
        act = Act(session, system("setup"), cast.THURSDAY, "test")
        for key, files in made.offices.seeds():
            definitions.publish(act, key, files, note="seed", handlers=made.offices.handlers.names)
        cast.move_in(session)
    yield made
    made.database.dispose()


@pytest.fixture
def app(installation: Installation) -> Any:
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
        answer = client.post("/sign-in", data={"name": cast.SIGN_IN[person], "password": cast.PASSWORD})
        assert answer.status_code == 303, answer.text
        return client

    return enter
