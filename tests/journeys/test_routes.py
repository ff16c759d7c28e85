"""Every route × every role: who is let in, who is sent away, and that no route was forgotten."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from api.app import routers
from kernel import clock
from people import tokens
from people.tokens import Scope
from tests.journeys.routes import API, DOOR_CODES, PERSONS, ROUTES
from tests.people import RIZKI, act_of

Enter = Callable[[str], TestClient]
Fresh = Callable[[], TestClient]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: what is tried is the door."""
    return sqlite_url


def knock(client: TestClient, route: str) -> Response:
    method, path = route.split(" ")
    path = path.replace("{number}", "1")
    sent: dict[str, Any] = {} if method in ("GET", "DELETE") else {"json": {}} if "/api/" in path else {"data": {}}
    return client.request(method, re.sub(r"\{\w+\}", "none", path), **sent)


def code_of(answer: Response) -> str:
    if answer.headers.get("content-type") == "application/problem+json":
        return str(answer.json()["code"])
    found = re.search(r'data-code="([\w.]+)"', answer.text)
    return found[1] if found else ""


def is_sent_away(route: str, answer: Response) -> bool:
    """To the sign-in: programs by 401, people by the way there."""
    if " /api/" in route:
        return answer.status_code == 401
    return answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?next=")


def test_every_route_stands_in_the_table() -> None:
    known = {f"{method} {route.path}" for router in routers() for route in router.routes for method in route.methods}
    assert known == set(ROUTES)


@pytest.mark.parametrize("role", list(PERSONS))
def test_each_role_passes_its_doors_and_no_other(role: str, signed_in: Enter, fresh: Fresh) -> None:
    person = PERSONS[role]
    client = signed_in(person) if person else fresh()
    wrong = []
    for route in sorted(ROUTES, key=lambda one: one == "POST /sign-out"):
        answer = knock(client, route)
        refused = is_sent_away(route, answer) if person is None else code_of(answer) in DOOR_CODES
        if answer.status_code >= 500 or refused == (role in ROUTES[route].persons):
            wrong.append((route, answer.status_code, code_of(answer)))
    assert wrong == []


@pytest.mark.parametrize("missing", list(Scope))
def test_a_token_opens_only_what_its_scopes_name(missing: Scope, installation: Any, fresh: Fresh) -> None:
    with installation.database.write() as session:
        act, scopes = act_of(session, RIZKI, clock.now()), set(Scope) - {missing}
        _, text = tokens.issue(act, "all but one", [scope.value for scope in scopes], act.now + timedelta(days=1))
    client = fresh()
    client.headers["authorization"] = f"Bearer {text}"
    refused = {route for route in API if code_of(knock(client, route)) == "door.scope_missing"}
    assert refused == {route for route, door in API.items() if door.scope == missing}
