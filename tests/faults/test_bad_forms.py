"""Words, numbers and places nobody should send: a sentence for each, never a 500, and what was typed comes back."""

import base64
import json
from html import escape
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.faults.doors import Doors, disposition, letter, only, register, said, tasks_of
from tests.people import IRFAN, RATNA, RIZKI, UJANG, WISNU

TEXTS = {
    "a script": "<script>alert(1)</script>",
    "an attribute": '"><img src=x onerror=alert(1)>',
    "a template": "{{7*7}}${7*7}{% raw %}",
    "a format": "%(x)s %s %d 100%",
    "null bytes": "a\x00b",
    "a turned text": "abc\u202etxt.exe",
    "half a character": "\udc80",
    "10 000 characters": "panjang " * 1_250,
    "statements": "'; DROP TABLE letter; --",
}
MARKS = [
    "\x00",
    "zz~yy",
    "2026-01-01T00:00:00~x",
    "0001-01-01T00:00:00+00:00~x",
    "~",
    "9" * 100 + "~" + "9",
    "=",
    "e30",
]
DAYS = ["0001-01-01", "9999-12-31", "2026-02-31", "\x00", "-1"]
PLACES = {
    "/": ("box", "kind", "urgency", "q", "after"),
    "/letters": ("q", "state", "security", "from", "to", "after"),
    "/letters/agenda": ("from", "to"),
    "/letters/agenda.csv": ("from", "to"),
    "/letters/agenda.pdf": ("from", "to"),
    "/search": ("q",),
    "/notices": ("before",),
    "/audit": ("q", "after"),
    "/audit/refusals": ("day",),
    "/sign-in": ("next",),
    "/api/v1/letters": ("q", "state", "late", "after", "limit"),
    "/api/v1/tasks": ("box", "after", "limit"),
    "/api/v1/instances": ("after", "limit"),
}
THINGS = [
    "/letters/{}",
    "/letters/{}/sheet.pdf",
    "/tasks/{}",
    "/documents/{}",
    "/documents/{}/pages/1",
    "/instances/{}/replay",
    "/instances/{}/frames.json",
    "/instances/{}/diagram.bpmn",
    "/api/v1/letters/{}",
    "/api/v1/letters/{}/tree",
    "/api/v1/tasks/{}",
    "/api/v1/documents/{}",
    "/api/v1/documents/{}/content",
    "/api/v1/documents/x/pages/{}",
    "/api/v1/instances/{}",
    "/api/v1/instances/{}/events",
    "/api/v1/definitions/{}",
    "/api/v1/definitions/{}/versions",
]
NAMES = ["%00", "..%2f..%2fetc%2fpasswd", "%ff", "<script>alert(1)</script>", "9" * 3000, "%0d%0aSet-Cookie:x=1"]


def mark(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


def test_no_query_breaks_a_page_or_runs_in_it(doors: Doors) -> None:
    register(doors.browser(UJANG))
    client = doors.browser(WISNU)
    marks = [
        *MARKS,
        mark("a", "b"),
        mark("2026-01-01", "x"),
        mark("0001-01-01T00:00:00", "x"),
        mark("\0", "\0"),
        mark(1),
    ]
    texts = [text.encode(errors="surrogateescape") for text in TEXTS.values()]
    of_kind = {"q": texts, "after": marks, "before": marks, "from": DAYS, "to": DAYS, "day": DAYS}
    wrong = []
    for path, names in PLACES.items():
        for name in names:
            for value in of_kind.get(name, [texts[0], texts[4], texts[6]]):
                answer = client.get(f"{path}?{urlencode({name: value})}")
                if answer.status_code >= 500 or "<script>alert" in answer.text or "<img src=x" in answer.text:
                    wrong.append((path, name, value[:30], answer.status_code))
    assert wrong == []


def test_no_name_of_a_thing_breaks_a_page(doors: Doors) -> None:
    register(doors.browser(UJANG))
    client = doors.browser(WISNU)
    wrong = []
    for path in THINGS:
        for name in NAMES:
            answer = client.get(path.format(name))
            if answer.status_code >= 500 or "<script>alert" in answer.text or "set-cookie" in answer.headers:
                wrong.append((path, name[:30], answer.status_code))
    assert wrong == []


def test_no_posted_word_breaks_a_door(doors: Doors) -> None:
    register(doors.browser(UJANG))
    task = only(tasks_of(doors.browser(RATNA)))
    wrong = []
    for path, names, person in (
        ("/sign-in", ("name", "password", "next"), None),
        ("/language", ("lang", "next"), RATNA),
        ("/account/password", ("old", "new"), RATNA),
        ("/account/tokens", ("label", "scopes", "days"), RATNA),
        ("/account/tokens/{}/revocation", (), RATNA),
        ("/account/sessions/{}/end", (), RATNA),
        ("/letters/{}/opening", ("reason",), WISNU),
        ("/audit/records/{}/verification", (), WISNU),
        (f"{task}/completion", ("_key", "_rev", "box", "decision", "to", "as.BL", "note", "document"), RATNA),
        (f"{task}/draft", ("note", "to", "_key"), RATNA),
        (f"{task}/claim", ("back",), RATNA),
        (f"{task}/release", ("back",), RATNA),
        ("/tasks/{}/completion", ("note",), RATNA),
        ("/tasks/{}/draft", ("note",), RATNA),
        ("/letters", ("_key", "outcome", "document", "kind", "received_at", "addressee"), UJANG),
    ):
        client = doors.browser(person) if person else doors.fresh()
        for text in TEXTS.values():
            doors.app.state.signin_bucket.__init__(10_000, 1.0)
            data = {name: text.encode(errors="surrogateescape") for name in names}
            headers = {"content-type": "application/x-www-form-urlencoded"}
            address = path.format("%00" if "\x00" in text else "x")
            answer = client.post(address, content=urlencode(data), headers=headers)
            if answer.status_code >= 500 or "<script>alert" in answer.text or "<img src=x" in answer.text:
                wrong.append((path, text[:20], answer.status_code))
    assert wrong == []


BODIES = {
    "no json": b"{",
    "a list": b"[]",
    "deep": b'{"answers": {"note": ' + b"[" * 900 + b"]" * 900 + b"}}",
    "very deep": b"[" * 100_000,
    "no number": b'{"answers": {"note": NaN, "due": Infinity}}',
    "half a character": b'{"answers": {"note": "\\ud800", "\\ud800": "x"}}',
    "null bytes": b'{"answers": {"note": "a\\u0000b", "to": ["\\u0000"], "decision": "dispose"}}',
    "other kinds": b'{"answers": {"note": 5, "to": "BL", "decision": {"a": 1}, "instructions": 7, "due": []}}',
    "wrong bytes": b"\xff\xfe",
}


@pytest.mark.parametrize("case", BODIES)
def test_no_body_breaks_the_interface(case: str, doors: Doors) -> None:
    register(doors.browser(UJANG))
    ratna, ujang, rizki = doors.program(RATNA), doors.program(UJANG), doors.program(RIZKI)
    task = f"/api/v1{only(tasks_of(doors.browser(RATNA)))}"
    assert doors.browser(RATNA).get(task.removeprefix("/api/v1")).status_code == 200
    before = doors.traces()
    for client, method, path in (
        (ratna, "POST", f"{task}/completion"),
        (ratna, "PUT", f"{task}/draft"),
        (ujang, "POST", "/api/v1/letters"),
        (rizki, "POST", "/api/v1/messages"),
        (rizki, "POST", "/api/v1/instances"),
    ):
        answer = client.request(method, path, content=BODIES[case], headers={"content-type": "application/json"})
        assert answer.status_code < 500, (path, answer.text)
    assert doors.browser(RATNA).get(task.removeprefix("/api/v1")).status_code == 200
    before["task_draft"] = doors.traces()["task_draft"]
    assert doors.traces() == before


TIMES = ["0001-01-01T00:00", "9999-12-31T23:59", "2126-01-01T08:00", "1899-12-31T08:00", "2026-13-40T99:99", "besok"]


@pytest.mark.parametrize("at", TIMES)
def test_an_impossible_time_is_refused_in_words(at: str, doors_on_sqlite: Doors) -> None:
    doors = doors_on_sqlite
    ujang, ratna = doors.browser(UJANG), doors.browser(RATNA)
    before = doors.traces()
    received = ujang.post("/letters", data=letter(received_at=at, subject="Tetap di sini"))
    dated = ujang.post("/letters", data=letter(dated_on=at[:10], subject="Tetap"))
    assert (received.status_code, dated.status_code) == (422, 422)
    assert 'href="#f-received_at"' in received.text
    assert 'href="#f-dated_on"' in dated.text
    assert "Tetap di sini" in received.text
    assert doors.traces() == before
    register(ujang)
    task = only(tasks_of(ratna))
    due = ratna.post(f"{task}/completion", data=disposition(due=at, note="Tetap juga"))
    assert due.status_code == 422
    assert 'href="#f-due"' in due.text
    assert "Tetap juga" in due.text


def test_every_text_that_is_too_long_is_named_and_comes_back(doors_on_sqlite: Doors) -> None:
    doors, long = doors_on_sqlite, "kata " * 2_000
    before = doors.traces()
    texts = {"sender": long, "number": long, "subject": long, "attachments": long}
    for lang, sentence in (("id", "karakter"), ("en", "too long")):
        answer = doors.browser(UJANG, lang).post("/letters", data=letter(**texts))
        assert answer.status_code == 422
        for name in texts:
            assert f'href="#f-{name}"' in answer.text
        assert answer.text.count(escape(long.strip())) >= 4
        assert sentence in said(answer.text)
    assert doors.traces() == before


def test_several_values_in_a_field_of_one_are_refused_by_the_interface(doors_on_sqlite: Doors) -> None:
    doors = doors_on_sqlite
    answer = doors.program(UJANG).post("/api/v1/letters", json=letter(sender=["a", "b"]))
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["field"] == "sender"


def test_a_draft_of_a_program_is_shown_in_the_form(doors_on_sqlite: Doors) -> None:
    doors = doors_on_sqlite
    register(doors.browser(UJANG))
    task = only(tasks_of(doors.browser(RATNA)))
    typed = {"decision": "dispose", "to": ["BL"], "note": "Ditulis oleh program", "other": 7}
    assert doors.program(RATNA).put(f"/api/v1{task}/draft", json={"answers": typed}).status_code == 204
    assert "Ditulis oleh program" in doors.browser(RATNA).get(task).text
    assert tasks_of(doors.browser(IRFAN)) == []
