"""How often a page asks the database: no more often when there is more to show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from tests.journeys.test_pages_tasks import dispose, register, tasks_of, work_off
from tests.people import RATNA, UJANG
from workflows.installation import Installation

Enter = Callable[[str], TestClient]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Statements are counted, not timed: one kind of database is enough."""
    return sqlite_url


@contextmanager
def counted(installation: Installation) -> Iterator[list[str]]:
    """The statements that pass through the engine meanwhile."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(installation.database.engine, "before_cursor_execute", note)
    yield said
    event.remove(installation.database.engine, "before_cursor_execute", note)


def asked_by(installation: Installation, client: TestClient, url: str) -> int:
    client.get(url)
    with counted(installation) as said:
        assert client.get(url).status_code == 200
    return len(said)


def test_more_notices_take_no_more_statements(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    register(ujang)
    few = asked_by(installation, ratna, "/notices")
    for number in range(5):
        register(ujang, number=f"B-{number}")

    assert asked_by(installation, ratna, "/notices") == few


def test_more_recipients_take_no_more_statements(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna = signed_in(UJANG), signed_in(RATNA)
    one, many = register(ujang), register(ujang, number="B-18")
    first, second = tasks_of(ratna)
    assert dispose(ratna, first).status_code == 303
    everybody = {"to": ["BL", "BA", "BP", "BA1"], "as.BA": "joint", "as.BP": "joint", "as.BA1": "joint"}
    assert dispose(ratna, second, **everybody).status_code == 303
    work_off(installation)

    assert asked_by(installation, ratna, many) == asked_by(installation, ratna, one)
