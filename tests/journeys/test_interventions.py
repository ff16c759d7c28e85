"""An administrator intervenes: over the API, and on the pages where what will happen is shown first."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from engine import definitions
from kernel import history
from kernel.act import Act, system
from tests.bpmn.drawing import diagram, end, node, ours, path, start, user
from tests.people import DEWI, FITRI, NINING, RIZKI, THURSDAY, UJANG
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
DESK = "'role:agendaris'"
WHY = {"reason": "wrong_step", "text": "Salah langkah"}


def bundle(*more: str, way: tuple[str, ...] = ("a", "b", "end")) -> dict[str, bytes]:
    return diagram(start(), user("a", desk=DESK, name="Langkah satu"), user("b", desk=DESK, name="Langkah dua"), end(),
                   *more, path("start", *way), id="foreign")  # fmt: skip


def publish(installation: Installation, files: dict[str, bytes]) -> None:
    with installation.database.write() as session:
        act = Act(session, system("setup"), THURSDAY, "test")
        definitions.publish(act, "foreign", files, note="test", handlers=installation.offices.handlers.names)


@pytest.fixture
def rizki(signed_in: Enter, installation: Installation) -> TestClient:
    publish(installation, bundle())
    return signed_in(RIZKI)


def begin(rizki: TestClient, **data: Any) -> str:
    answer = rizki.post("/api/v1/instances", json={"process": "foreign", "data": data})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["instance_id"])


def token(rizki: TestClient, one: str) -> int:
    return int(rizki.get(f"/api/v1/instances/{one}/tokens").json()[0]["ordinal"])


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_every_intervention_over_the_api(rizki: TestClient) -> None:
    one = begin(rizki, n=1)
    url = f"/api/v1/instances/{one}"
    moved = rizki.post(f"{url}/moves", json={**WHY, "token": token(rizki, one), "to": "b"}).json()
    assert (moved["before"], moved["after"], moved["opened"]) == (["a"], ["b"], ["b"])
    assert code(rizki.post(f"{url}/repetitions", json={**WHY, "token": token(rizki, one), "to": "a"})) == (
        422, "intervention.not_done_yet",
    )  # fmt: skip
    assert rizki.post(f"{url}/corrections", json={**WHY, "set": {"n": 2}, "delete": []}).status_code == 200
    assert rizki.put(f"{url}/suspension", json=WHY).json()["state"] == "suspended"
    assert rizki.get(url).json()["state"] == "suspended"
    assert code(rizki.post(f"{url}/skips", json={**WHY, "token": 3})) == (409, "instance.suspended")
    assert rizki.post(f"{url}/resumption", json=WHY).json()["state"] == "running"
    assert rizki.post(f"{url}/skips", json={**WHY, "token": token(rizki, one)}).json()["state"] == "completed"
    other = begin(rizki)
    assert rizki.post(f"/api/v1/instances/{other}/cancellation", json=WHY).json()["after"] == []


@pytest.mark.parametrize(
    ("method", "path", "sent", "expected"),
    [
        ("PUT", "suspension", {"reason": "because"}, "intervention.reason_missing"),
        ("PUT", "suspension", {"reason": "other"}, "intervention.reason_text_missing"),
        ("POST", "moves", {**WHY, "token": 3, "to": "nowhere"}, "intervention.element_unknown"),
        ("POST", "moves", {**WHY, "token": 3, "to": "start"}, "intervention.not_a_place"),
        ("POST", "moves", {**WHY, "token": 99, "to": "b"}, "task.stale"),
        ("POST", "corrections", {**WHY, "set": {"typename": 1}}, "data.key_reserved"),
        ("POST", "corrections", {**WHY, "set": {"a b": 1}}, "intervention.data_name"),
        ("POST", "corrections", {**WHY, "delete": ["zz"]}, "intervention.data_unknown"),
        ("POST", "corrections", WHY, "intervention.nothing_corrected"),
        ("POST", "corrections", {**WHY, "set": {"x": "y" * 20_000}}, "intervention.data_too_large"),
        ("POST", "foresight", {**WHY, "deed": "explode"}, "intervention.incomplete"),
        ("POST", "foresight", {**WHY, "deed": "move", "token": 3}, "intervention.incomplete"),
        ("POST", "resumption", {"reason": ""}, "intervention.reason_missing"),
    ],
)
def test_bad_orders_are_refused_by_name(
    rizki: TestClient, method: str, path: str, sent: dict[str, Any] | None, expected: str
) -> None:
    one = begin(rizki)
    answer = rizki.request(method, f"/api/v1/instances/{one}/{path}", **({"json": sent} if sent else {}))
    assert code(answer)[1] == expected
    assert rizki.get(f"/api/v1/instances/{one}").json()["state"] == "running"


@pytest.mark.parametrize(
    "value",
    ['"\\ud800"', "NaN", "1e999", "[" * 400 + "]" * 400, '{"typename": 1}', '"\\u0000"'],
)
def test_values_that_cannot_be_kept_are_refused(rizki: TestClient, value: str) -> None:
    one = begin(rizki)
    body = f'{{"reason": "wrong_data", "set": {{"x": {value}}}}}'
    headers = {"content-type": "application/json"}
    answer = rizki.post(f"/api/v1/instances/{one}/corrections", content=body, headers=headers)
    assert answer.status_code in (400, 422), answer.text
    posted = {"deed": "correct", "key": "x", "value": value, "reason": "wrong_data"}
    assert rizki.post(f"/instances/{one}/interventions", data=posted).status_code in (200, 400, 422)
    assert len(rizki.get(f"/api/v1/instances/{one}/tokens").json()) == 1


def test_a_foresight_keeps_nothing(rizki: TestClient, installation: Installation) -> None:
    one = begin(rizki)
    wanted = {**WHY, "deed": "move", "token": token(rizki, one), "to": "b"}
    seen = rizki.post(f"/api/v1/instances/{one}/foresight", json=wanted).json()
    assert (seen["before"], seen["after"]) == (["a"], ["b"])
    with installation.database.read() as session:
        assert len(history.read(session, f"instance:{one}")) == 1
    assert rizki.get(f"/api/v1/instances/{one}/tokens").json()[0]["element"] == "a"


def test_the_page_shows_what_will_happen_and_then_does_it(rizki: TestClient, signed_in: Enter) -> None:
    one = begin(rizki)
    page = f"/instances/{one}/interventions"
    assert one in rizki.get("/instances").text
    assert "Langkah satu" in rizki.get(page).text

    typed = {"deed": "move", "token": str(token(rizki, one)), "to": "b", **WHY}
    seen = rizki.post(page, data=typed)
    assert seen.status_code == 200
    assert re.search(r"<dt>Sebelum</dt><dd>Langkah satu</dd><dt>Sesudah</dt><dd>Langkah dua</dd>", seen.text)
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', seen.text))
    kept.pop("next")  # of the choice of language
    assert kept == typed
    assert rizki.post(page, data={**kept, "confirmed": "1"}).headers["location"] == f"{page}?done=1"
    after = rizki.get(f"{page}?done=1").text
    assert "Sudah dilakukan dan dicatat." in after
    assert "Perkara berada di langkah yang salah · Salah langkah" in after

    replay = rizki.get(f"/instances/{one}/replay").text
    assert "Dipindahkan dari: Langkah satu" in replay
    assert "Langkah satu → Langkah dua" in replay
    frames = rizki.get(f"/instances/{one}/frames.json").json()["frames"]
    assert [(frame["before"], frame["here"]) for frame in frames] == [([], ["a"]), (["a"], ["b"])]

    task = signed_in(UJANG).get("/api/v1/tasks", params={"box": "group"}).json()["items"]
    assert [row["element"] for row in task if row["instance_id"] == one] == ["b"]


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(rizki: TestClient) -> None:
    one = begin(rizki)
    page = f"/instances/{one}/interventions"
    typed = {"deed": "correct", "key": "__builtins__", "value": "[1, 2", "text": "<b>Tebal</b>", "reason": "wrong_data"}
    answer = rizki.post(page, data=typed)
    assert answer.status_code == 422
    assert "dicadangkan" in answer.text
    assert "&lt;b&gt;Tebal" in answer.text
    assert rizki.post(page, data={"token": "9" * 400, "deed": "skip", **WHY}).status_code == 422
    assert rizki.post(page, data={}).status_code == 422
    assert rizki.get("/instances/nothing/interventions").status_code == 404


def test_data_are_corrected_and_deleted_on_the_page(rizki: TestClient) -> None:
    one = begin(rizki, old=1)
    page = f"/instances/{one}/interventions"
    given = {"deed": "correct", "reason": "wrong_data", "confirmed": "1"}
    assert rizki.post(page, data={**given, "key": "amount", "value": "[7]"}).status_code == 303
    assert rizki.post(page, data={**given, "key": "old", "remove": "1"}).status_code == 303
    text = rizki.get(page).text
    assert "<dt>amount</dt><dd>[7]</dd>" in text
    assert "<dt>old</dt>" not in text


def test_a_suspended_case_shows_on_its_tasks_and_is_resumed_on_the_page(rizki: TestClient, signed_in: Enter) -> None:
    one = begin(rizki)
    ujang = signed_in(UJANG)
    task = ujang.get("/api/v1/tasks", params={"box": "group"}).json()["items"][0]["id"]
    page = f"/instances/{one}/interventions"
    assert rizki.post(page, data={"deed": "suspend", "confirmed": "1", **WHY}).status_code == 303
    shown = ujang.get(f"/tasks/{task}").text
    assert "ditangguhkan" in shown
    assert f"/tasks/{task}/completion" not in shown
    assert ujang.get(f"/api/v1/tasks/{task}").json()["state"] == "suspended"
    refused = ujang.post(f"/api/v1/tasks/{task}/completion", json={"answers": {}})
    assert code(refused) == (409, "instance.suspended")
    assert rizki.post(page, data={"deed": "resume", "confirmed": "1", **WHY}).status_code == 303
    assert ujang.post(f"/api/v1/tasks/{task}/completion", json={"answers": {}}).status_code == 200


def test_cases_are_moved_to_another_version_and_taken_back(rizki: TestClient, installation: Installation) -> None:
    ids = [begin(rizki) for _ in range(3)]
    gone = ids[2]
    rizki.post(f"/api/v1/instances/{gone}/skips", json={**WHY, "token": token(rizki, gone)})
    publish(installation, bundle(user("c", desk=DESK), way=("a", "c", "b", "end")))

    way = {"process": "foreign", "from": 1, "to": 2}
    told = rizki.post("/api/v1/migrations/rehearsals", json=way).json()
    assert [(row["instance_id"], row["safe"]) for row in told] == [(ids[0], True), (ids[1], True), (gone, False)]
    assert code(rizki.post("/api/v1/migrations", json={**way, **WHY})) == (409, "migration.unsafe")
    assert code(rizki.post("/api/v1/migrations/rehearsals", json={**way, "to": 9})) == (
        422,
        "migration.version_unknown",
    )

    page = rizki.get("/migrations", params=way).text
    assert "2 dari 3 perkara aman dipindahkan." in page
    assert "a sudah dilewati dan kini menuju tempat lain" in page
    done = rizki.post("/migrations", data={**way, **WHY, "case": ids[:2]})
    assert "2 perkara dipindahkan." in done.text
    back = rizki.post("/migrations/reversal", data={**way, **WHY, "case": ids[:1]})
    assert "1 perkara dikembalikan." in back.text
    assert rizki.post("/migrations", data={**way, "case": ids[:1]}).status_code == 422
    assert rizki.post("/migrations", data={**way, "from": "x", **WHY}).status_code == 422
    moved = rizki.post("/api/v1/migrations", json={**way, **WHY, "instances": ids[:1]}).json()
    assert moved[0]["before"] == moved[0]["after"]
    undone = rizki.post("/api/v1/migrations/reversals", json={**WHY, "instances": ids[:2]}).json()
    assert [row["after"] for row in undone] == [row["before"] for row in undone]
    assert code(rizki.post("/api/v1/migrations/reversals", json={**WHY, "instances": [gone]})) == (
        409, "migration.nothing_to_undo",
    )  # fmt: skip


def test_four_eyes_over_the_pages(rizki: TestClient, signed_in: Enter, installation: Installation) -> None:
    check = node("userTask", "check", ours(f'<satupintu:task desk="{DESK}" not-by="a"/>'), name="Periksa")
    publish(installation, diagram(start(), user("a", desk=DESK), check, end(), path("start", "a", "check", "end"),
                                  id="foreign"))  # fmt: skip
    begin(rizki)
    ujang = signed_in(UJANG)
    task = ujang.get("/api/v1/tasks", params={"box": "group"}).json()["items"][0]["id"]
    second = ujang.post(f"/api/v1/tasks/{task}/completion", json={"answers": {}}).json()["task_ids"][0]

    assert ujang.get("/api/v1/tasks", params={"box": "group"}).json()["items"] == []
    shown = ujang.get(f"/tasks/{second}").text
    assert "orang lain dari kelompok Anda" in shown
    assert f"/tasks/{second}/claim" not in shown
    assert code(ujang.put(f"/api/v1/tasks/{second}/claim")) == (403, "task.barred")
    assert code(ujang.post(f"/api/v1/tasks/{second}/completion", json={"answers": {}})) == (403, "task.barred")
    with installation.database.read() as session:
        stream = history.streams(session, "access:")[0]
        assert [event.data["code"] for event in history.read(session, stream)].count("task.barred") == 2


@pytest.mark.parametrize("person", [UJANG, DEWI, FITRI, NINING])
def test_nobody_else_intervenes(rizki: TestClient, signed_in: Enter, person: str) -> None:
    one = begin(rizki)
    other = signed_in(person)
    assert code(other.put(f"/api/v1/instances/{one}/suspension", json=WHY)) == (403, "door.role_missing")
    assert (
        other.post(f"/instances/{one}/interventions", data={"deed": "cancel", "confirmed": "1", **WHY}).status_code
        == 403
    )
    assert other.get("/migrations").status_code == 403
