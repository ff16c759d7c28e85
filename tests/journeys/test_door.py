"""What holds for every route: errors, headers, sizes, transactions."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from api.app import create_app
from api.deps import Deed, Look, Who, flag
from kernel import clock, history
from kernel.act import Act
from kernel.errors import Conflict, FieldError, FormInvalid, NotFound
from people.models import RoleGrantRow
from tests.people import UJANG

Enter = Callable[[str], TestClient]
Fresh = Callable[[], TestClient]


class Taken(Conflict):
    code = "test.taken"
    sentence = "Taken by %(who)s: %(note)s"


@pytest.fixture
def app(installation: Any) -> Any:
    """The door with a few routes that misbehave."""
    made = create_app(installation)

    @made.post("/api/test/broken-commit")
    def broken_commit(act: Deed) -> dict[str, str]:
        if installation.database.is_sqlite:
            act.session.execute(text("PRAGMA defer_foreign_keys=ON"))
        else:
            act.session.execute(text("ALTER TABLE role_grant DROP CONSTRAINT fk_role_grant_person_id"))
            act.session.execute(
                text(
                    "ALTER TABLE role_grant ADD FOREIGN KEY (person_id) REFERENCES person DEFERRABLE INITIALLY DEFERRED"
                )
            )
        act.session.add(RoleGrantRow(person_id="nobody", role="pegawai"))
        act.session.flush()
        return {"done": "yes"}

    @made.post("/api/test/conflict")
    @made.post("/test/conflict")
    def conflict(act: Deed) -> None:
        history.append(act, "test:1", "test.done", {})
        raise Taken(who="P02", note="a private remark", letter="L-1")

    @made.post("/test/form/{letter_id}")
    def wrong_form(letter_id: str) -> None:
        raise FormInvalid([FieldError("subject", "Please fill in this field.")])

    @made.get("/test/bug")
    @made.get("/api/test/bug")
    def bug() -> None:
        raise ZeroDivisionError("secret detail")

    @made.get("/test/drawing", dependencies=[flag("drawing"), flag("framed")])
    def drawing() -> str:
        return "drawn"

    @made.post("/api/test/act")
    def acts(act: Deed) -> int:
        return history.append(act, "test:2", "test.done", {})

    @made.post("/api/test/own-act")
    def own_act(who: Who) -> int:
        with installation.database.write() as session:
            return history.append(Act(session, who.actor, clock.now()), "test:2", "test.done", {})

    @made.get("/api/test/look")
    def looks(look: Look) -> int:
        return len(history.read(look, "test:2"))

    @made.post("/test/echo")
    def echo(body: dict[str, Any]) -> int:
        return len(str(body))

    return made


def test_a_failing_commit_is_no_success(signed_in: Enter, installation: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL):
        answer = signed_in(UJANG).post("/api/test/broken-commit")
    assert answer.status_code == 500
    assert "done" not in answer.json()
    with installation.database.read() as session:
        assert session.get(RoleGrantRow, ("nobody", "pegawai")) is None


def test_a_conflict_is_a_problem_document_and_is_recorded_after_the_roll_back(
    signed_in: Enter, installation: Any
) -> None:
    answer = signed_in(UJANG).post("/api/test/conflict")
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"], body["title"]) == (409, "test.taken", "Conflict")
    assert body["detail"] == "Taken by P02: a private remark"
    assert body["facts"]["letter"] == "L-1"
    with installation.database.read() as session:
        assert history.read(session, "test:1") == []
        (event,) = history.read(session, f"access:{clock.now().date().isoformat()}")
    assert event.actor == UJANG
    assert event.source.startswith("s:")
    assert event.data == {"code": "test.taken", "route": "POST /api/test/conflict", "who": "P02", "letter": "L-1"}


def test_people_read_a_page(signed_in: Enter) -> None:
    client = signed_in(UJANG)
    answer = client.post("/test/conflict")
    assert (answer.status_code, answer.headers["content-type"]) == (409, "text/html; charset=utf-8")
    assert "Taken by P02" in answer.text
    form = client.post("/test/form/1")
    assert form.status_code == 422
    assert "Isian ini perlu diisi" in form.text


def test_what_comes_from_the_devices_outbox_is_never_redirected(fresh: Fresh) -> None:
    answer = fresh().post("/test/conflict", headers={"x-outbox": "1"})
    assert (answer.status_code, answer.json()["code"]) == (401, "door.not_signed_in")


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/api/v1/nowhere", 404), ("/sign-out", 405)])
def test_unknown_addresses_and_methods_are_told_in_words(fresh: Fresh, path: str, status: int) -> None:
    answer = fresh().get(path)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"]


def test_a_bug_gets_an_incident_number_and_tells_nothing(fresh: Fresh, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        page, problem = fresh().get("/test/bug"), fresh().get("/api/test/bug")
    assert (page.status_code, problem.status_code) == (500, 500)
    assert "secret detail" not in page.text + problem.text
    assert problem.json()["incident"] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert page.headers["x-content-type-options"] == "nosniff"


def test_every_answer_carries_the_headers(fresh: Fresh) -> None:
    plain = fresh().get("/sign-in").headers
    policy = plain["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert plain["referrer-policy"] == "same-origin"
    assert len(plain["x-request-id"]) == 36
    drawn = fresh().get("/test/drawing").headers["content-security-policy"]
    assert "style-src 'self' 'unsafe-inline';" in drawn
    assert "frame-ancestors 'self'" in drawn
    assert "script-src 'self';" in drawn


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"origin": "http://testserver"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
    ],
)
def test_only_our_own_pages_may_act(signed_in: Enter, headers: dict[str, str], status: int) -> None:
    assert signed_in(UJANG).post("/api/test/act", headers=headers).status_code == status


def test_a_foreign_page_may_lead_here(fresh: Fresh) -> None:
    assert fresh().get("/sign-in", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_too_large_a_body_is_refused_by_its_announcement_and_by_counting(fresh: Fresh) -> None:
    client = fresh()
    announced = client.post("/test/echo", content=b"x" * 2_000_001, headers={"content-type": "application/json"})
    assert announced.status_code == 413

    def stream() -> Iterator[bytes]:
        for _ in range(30):
            yield b"x" * 100_000

    counted = client.post("/test/echo", content=stream(), headers={"content-type": "application/json"})
    assert counted.status_code == 413
    assert client.post("/test/echo", json={"a": "b"}).status_code == 200


def test_a_crowd_does_not_stand_still(signed_in: Enter, installation: Any) -> None:
    routes = ["/api/test/act", "/api/test/own-act", "/api/test/conflict", "/api/test/look"]
    with signed_in(UJANG) as client:
        gate = threading.Barrier(120)

        def knock(number: int) -> int:
            gate.wait()
            route = routes[number % 4]
            return client.request("GET" if route.endswith("look") else "POST", route).status_code

        with ThreadPoolExecutor(120) as crowd:
            answers = list(crowd.map(knock, range(120)))
    assert [answers.count(200), answers.count(409)] == [90, 30]
    with installation.database.read() as session:
        assert len(history.read(session, "test:2")) == 60
        assert history.verify(session, "test:2") is None


def test_a_task_that_is_not_yours_is_not_recorded(signed_in: Enter, installation: Any, app: Any) -> None:
    @app.get("/test/hidden")
    def hidden(look: Look) -> None:
        raise NotFound

    assert signed_in(UJANG).get("/test/hidden").status_code == 404
    with installation.database.read() as session:
        assert history.read(session, f"access:{clock.now().date().isoformat()}") == []
