"""What the studio refuses, to whom, with which sentence. One kind of database is enough: what is tried is the door."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from engine import studio_drafts
from tests import people as cast
from tests.journeys.test_studio import KEY, PROGRAM, URL, numbers, said, upload
from tests.people import RIZKI
from workflows.installation import Installation

Enter = Callable[[str], TestClient]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def rizki(signed_in: Enter) -> TestClient:
    return signed_in(RIZKI)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.bpmn", "kosong"),
        (b"not xml at all", "a.bpmn", "XML"),
        (b"<bpmn:definitions", "a.bpmn", "XML"),
        (b"<a>" + b"x" * 2_000_000 + b"</a>", "a.bpmn", "lebih besar dari 1000000 bita"),
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "a.bpmn", "DOCTYPE"),
        ("<a n='é'/>".encode("latin-1"), "a.bpmn", "UTF-8"),
        ("<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16"), "a.bpmn", "UTF-8"),
        (b"<a>\x00</a>", "a.bpmn", "UTF-8"),
        (b"%PDF-1.7", "surat.pdf", "tidak dapat menjadi bagian proses"),
        (b"{", "../../forms/letter_disposition/register.json", "tidak dapat dipakai"),
        (b"<a/>", "a" * 300 + ".bpmn", "tidak dapat menjadi bagian proses"),
    ],
)
def test_a_file_that_can_not_be_taken_is_answered_with_a_sentence(
    rizki: TestClient, installation: Installation, content: bytes, name: str, sentence: str
) -> None:
    answer = upload(rizki, content, name, replaces="")
    assert answer.status_code == 422
    assert sentence in said(answer)
    with installation.database.read() as session:
        assert studio_drafts.find(session, RIZKI, KEY) is None


def test_a_body_without_a_file_is_a_bad_request(rizki: TestClient) -> None:
    assert rizki.post(f"{URL}/draft/files", data={}).status_code == 400
    assert rizki.post("/studio/tidak_ada/draft/files", files={"file": ("a.bpmn", b"<a/>")}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [{"xml": ""}, {"xml": "<a"}, {"xml": "<!DOCTYPE a><a/>"}, {"xml": 3}, {}, {"xml": "<a/>", "based_on": "x"}],
)
def test_the_editor_is_told_what_it_can_not_keep(rizki: TestClient, body: dict[str, Any]) -> None:
    answer = rizki.post(f"{URL}/draft", json=body, headers=PROGRAM)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert rizki.get(f"{URL}/check").status_code == 404


def test_a_drawing_larger_than_any_is_refused_at_the_door(rizki: TestClient) -> None:
    answer = rizki.post(f"{URL}/draft", json={"xml": "x" * 2_100_000}, headers=PROGRAM)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("key", "status", "sentence"),
    [
        ("", 422, "tidak dapat menjadi kunci"),
        ("9lives", 422, "tidak dapat menjadi kunci"),
        ("a b", 422, "tidak dapat menjadi kunci"),
        ("new", 422, "tidak dapat menjadi kunci"),
        ("x" * 61, 422, "tidak dapat menjadi kunci"),
        (KEY, 409, "sudah ada"),
    ],
)
def test_a_key_that_can_not_be_is_answered_with_a_sentence_and_kept(
    rizki: TestClient, key: str, status: int, sentence: str
) -> None:
    answer = rizki.post("/studio", data={"key": key, "name": "Nama yang diketik"})
    assert answer.status_code == status
    assert sentence in said(answer)
    assert "Nama yang diketik" in answer.text


@pytest.mark.parametrize("person", [p for p in cast.SIGN_IN if p != RIZKI])
def test_nobody_else_publishes(signed_in: Enter, installation: Installation, person: str) -> None:
    client = signed_in(person)
    assert "/studio" not in client.get("/").text
    for path in (f"{URL}/publication", f"{URL}/versions/1/publication", f"{URL}/draft/files", "/studio"):
        assert client.post(path, data={"note": "x", "key": "x"}).status_code == 403
    assert numbers(installation) == [1]


def test_what_does_not_exist_is_not_found(rizki: TestClient) -> None:
    for path in ("/tidak_ada", f"/{KEY}/versions/9", f"/{KEY}/versions/1/files/x.bpmn", f"/{KEY}/check", "/x/editor"):
        assert rizki.get(f"/studio{path}").status_code == 404, path
    assert rizki.get(f"{URL}/versions/99999999999999999999").status_code in (404, 422)


def test_only_pages_with_a_drawing_allow_styles_and_none_allows_foreign_scripts(rizki: TestClient) -> None:
    for path, drawn in (("", False), ("/versions/1", True), ("/editor", True)):
        policy = rizki.get(f"{URL}{path}").headers["content-security-policy"]
        assert ("'unsafe-inline'" in policy) is drawn
        assert "script-src 'self';" in policy
