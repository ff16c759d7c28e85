"""A letter's way through the office by the JSON interface, and what each side sees of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from jobs.errands import build
from jobs.worker import Worker, drain
from kernel import clock
from tests import files
from tests.people import DEWI, IRFAN, RATNA, RIZKI, SARMILA, UJANG, WISNU
from workflows.installation import Installation

Enter = Callable[[str], TestClient]


def letter(**changes: Any) -> dict[str, Any]:
    received = (clock.now() - timedelta(hours=1)).astimezone(ZoneInfo("Asia/Jakarta"))
    return {
        "sender": "Badan Contoh Nusantara",
        "number": "B-17/XX/2026",
        "dated_on": (received - timedelta(days=3)).date().isoformat(),
        "received_at": received.strftime("%Y-%m-%dT%H:%M"),
        "kind": "surat_dinas",
        "security": "biasa",
        "urgency": "biasa",
        "classification": "PK.02",
        "subject": "Undangan rapat koordinasi",
        **changes,
    }


def register(client: TestClient, key: str | None = None, **changes: Any) -> Any:
    headers = {"idempotency-key": key} if key else {}
    return client.post("/api/v1/letters", json=letter(**changes), headers=headers)


def one_task(client: TestClient) -> Any:
    (task,) = client.get("/api/v1/tasks").json()["items"]
    return task


def test_a_letter_is_registered_disposed_and_followed_up(signed_in: Enter, installation: Installation) -> None:
    ujang, ratna, irfan = signed_in(UJANG), signed_in(RATNA), signed_in(IRFAN)
    registered = register(ujang).json()
    assert registered["agenda_no"]

    task = one_task(ratna)
    assert (task["title"], task["form"]) == ("Undangan rapat koordinasi", "letter_disposition/dispose")
    detail = ratna.get(f"/api/v1/tasks/{task['id']}").json()
    assert "decision" in detail["json_schema"]["properties"]
    answers = {
        "decision": "dispose",
        "to": ["BL"],
        "responsible": "BL",
        "instructions": ["tindaklanjuti"],
        "note": "Mohon",
    }
    draft = ratna.put(f"/api/v1/tasks/{task['id']}/draft", json={"answers": answers})
    assert draft.status_code == 204
    assert ratna.get(f"/api/v1/tasks/{task['id']}").json()["draft"]["note"] == "Mohon"

    done = ratna.post(f"/api/v1/tasks/{task['id']}/completion", json={"answers": answers})
    assert done.status_code == 200, done.text
    again = ratna.post(f"/api/v1/tasks/{task['id']}/completion", json={"answers": answers})
    assert (again.status_code, again.json()["code"]) == (409, "task.already_done")

    drain(Worker(installation.database, build(installation)))
    follow_up = one_task(irfan)
    assert follow_up["form"] == "disposition_branch/follow_up"
    (given,) = irfan.get(f"/api/v1/letters/{registered['letter_id']}/tree").json()
    assert (given["person"], given["title_line"], given["nodes"][0]["post"]) == (RATNA, "Kepala Pusat", "BL")
    case = ratna.get(f"/api/v1/instances/{registered['instance_id']}").json()
    assert case["record"] == f"letter:{registered['letter_id']}"


def test_the_same_key_registers_once(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    sent = letter()
    first, second = (
        ujang.post("/api/v1/letters", json=sent, headers={"idempotency-key": "scan-0001"}) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    other = register(ujang, "scan-0001", subject="Sesuatu yang lain")
    assert (other.status_code, other.json()["code"]) == (409, "request.key_reused")


def test_wrong_fields_are_named_in_the_readers_language(signed_in: Enter) -> None:
    answer = register(signed_in(UJANG), sender="", classification="x")
    assert answer.status_code == 422
    assert {field["field"] for field in answer.json()["fields"]} == {"sender", "classification"}


def test_letters_are_listed_searched_and_paged(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    for number in range(3):
        register(ujang, number=f"B-{number}/XX/2026", subject=f"Perihal nomor {number}")
    first = ujang.get("/api/v1/letters", params={"limit": 2}).json()
    rest = ujang.get("/api/v1/letters", params={"limit": 2, "after": first["next"]}).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    found = ujang.get("/api/v1/letters", params={"q": "nomor 1"}).json()["items"]
    assert [row["subject"] for row in found] == ["Perihal nomor 1"]
    assert ujang.get("/api/v1/letters", params={"after": "nonsense"}).status_code == 400


def test_a_secret_letter_shows_its_number_only(signed_in: Enter) -> None:
    registered = register(signed_in(UJANG), security="rahasia", addressee="KP").json()
    stranger = signed_in(SARMILA)
    (row,) = stranger.get("/api/v1/letters").json()["items"]
    assert (row["masked"], row["sender"], row["subject"]) == (True, "", "")
    opened = stranger.get(f"/api/v1/letters/{registered['letter_id']}")
    assert (opened.status_code, opened.json()["code"]) == (403, "letter.secret")
    assert signed_in(RATNA).get(f"/api/v1/letters/{registered['letter_id']}").json()["masked"] is False


def test_only_the_registry_registers_and_only_a_desk_sees_its_tasks(signed_in: Enter) -> None:
    registered = register(signed_in(UJANG)).json()
    assert register(signed_in(SARMILA)).status_code == 403
    task = one_task(signed_in(RATNA))
    assert signed_in(SARMILA).get(f"/api/v1/tasks/{task['id']}").status_code == 404
    assert signed_in(SARMILA).get(f"/api/v1/instances/{registered['instance_id']}").status_code == 404


def test_an_upload_belongs_to_its_sender_until_a_letter_takes_it(signed_in: Enter) -> None:
    ujang, dewi = signed_in(UJANG), signed_in(DEWI)
    sent = ujang.post("/api/v1/documents", files=[("files", ("surat.pdf", files.pdf(2), "application/pdf"))])
    assert sent.status_code == 201, sent.text
    document = sent.json()
    assert (document["pages"], document["media_type"]) == (2, "application/pdf")
    assert dewi.get(f"/api/v1/documents/{document['id']}").status_code == 404
    content = ujang.get(f"/api/v1/documents/{document['id']}/content")
    assert content.content == files.pdf(2)
    assert "frame-ancestors 'self'" in content.headers["content-security-policy"]
    registered = register(ujang, document=document["id"]).json()
    assert dewi.get(f"/api/v1/documents/{document['id']}").json()["record"] == f"letter:{registered['letter_id']}"


def test_a_letters_pages_are_drawn_by_the_worker(signed_in: Enter, installation: Installation) -> None:
    ujang = signed_in(UJANG)
    document = ujang.post("/api/v1/documents", files=[("files", ("surat.pdf", files.pdf(), "application/pdf"))]).json()
    register(ujang, document=document["id"])
    drain(Worker(installation.database, build(installation)))
    page = ujang.get(f"/api/v1/documents/{document['id']}/pages/1")
    assert page.headers["content-type"].startswith("image/")
    assert int(page.headers["content-length"]) == len(page.content)


def test_auditors_read_the_chained_events(signed_in: Enter) -> None:
    registered = register(signed_in(UJANG)).json()
    log = signed_in(WISNU).get(f"/api/v1/instances/{registered['instance_id']}/events").json()
    assert log["fault"] is None
    assert [event["number"] for event in log["items"]] == [1, 2]
    assert log["items"][1]["previous"] == log["items"][0]["hash"]
    assert "Badan Contoh" not in str(log)


def test_definitions_are_listed_with_their_files(signed_in: Enter) -> None:
    client = signed_in(SARMILA)
    assert {found["key"] for found in client.get("/api/v1/definitions").json()} >= {"letter_disposition"}
    bundle = client.get("/api/v1/definitions/letter_disposition").json()
    assert bundle["files"]["letter_disposition.bpmn"].startswith("<?xml")
    (version,) = client.get("/api/v1/definitions/letter_disposition/versions").json()
    assert version["version"] == 1


def test_cases_of_an_area_begin_in_their_own_place(signed_in: Enter) -> None:
    answer = signed_in(RIZKI).post("/api/v1/instances", json={"process": "letter_disposition"})
    assert (answer.status_code, answer.json()["code"]) == (403, "door.started_by_its_area")


def test_a_message_nobody_waits_for_is_not_found(signed_in: Enter) -> None:
    answer = signed_in(RIZKI).post("/api/v1/messages", json={"name": "x", "correlation": "y"})
    assert (answer.status_code, answer.json()["code"]) == (404, "message.nobody_waits")


def test_overseers_page_through_all_cases(signed_in: Enter) -> None:
    ujang = signed_in(UJANG)
    for number in range(3):
        register(ujang, number=f"B-{number}/XX/2026")
    client = signed_in(RIZKI)
    first = client.get("/api/v1/instances", params={"limit": 2}).json()
    rest = client.get("/api/v1/instances", params={"limit": 2, "after": first["next"]}).json()
    assert len({case["id"] for case in first["items"] + rest["items"]}) == 3


@pytest.mark.parametrize("path", ["/api/v1/openapi.json"])
def test_the_interface_describes_itself(signed_in: Enter, path: str) -> None:
    described = signed_in(SARMILA).get(path).json()
    assert described["openapi"].startswith("3.1")
    assert all(path.startswith("/api/v1/") for path in described["paths"])
