"""A process of somebody else, driven by a program like a user: published, begun, answered, watched."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.bpmn.drawing import diagram, end, exclusive, flow, node, path, service, start, user
from tests.people import RIZKI, UJANG, WISNU

Enter = Callable[[str], TestClient]

ASK = diagram(
    start(),
    user("ask", desk=f"'person:{RIZKI}'"),
    exclusive("large", default="large.end"),
    user("second", desk=f"'person:{RIZKI}'"),
    end(),
    path("start", "ask", "large"),
    flow("large", "second", "amount > 100"),
    flow("large", "end"),
    path("second", "end"),
    id="foreign",
)


def texts(files: dict[str, bytes]) -> dict[str, str]:
    return {name: content.decode() for name, content in files.items()}


def publish(client: TestClient, files: dict[str, bytes], **more: Any) -> Any:
    return client.post("/api/v1/definitions", json={"files": texts(files), **more})


def test_a_foreign_process_is_published_begun_and_brought_to_its_end(signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    made = publish(rizki, ASK, note="first")
    assert (made.status_code, made.json()["key"], made.json()["version"]) == (201, "foreign", 1)
    assert publish(rizki, ASK).json() == made.json()

    case = rizki.post("/api/v1/instances", json={"process": "foreign", "data": {"unit": "BL"}}).json()
    (task,) = rizki.get(f"/api/v1/instances/{case['instance_id']}/state").json()["tasks"]
    assert (task["element"], case["task_ids"]) == ("ask", [task["id"]])

    after = rizki.post(f"/api/v1/tasks/{task['id']}/completion", json={"answers": {"amount": 250}}).json()
    state = rizki.get(f"/api/v1/instances/{case['instance_id']}/state").json()
    assert (state["here"], state["data"], state["state"]) == (["second"], {"unit": "BL", "amount": 250}, "running")
    rizki.post(f"/api/v1/tasks/{after['task_ids'][0]}/completion", json={"answers": {}})
    log = rizki.get(f"/api/v1/instances/{case['instance_id']}/events").json()
    assert [event["kind"] for event in log["items"]] == ["instance.started", "task.completed", "task.completed"]
    assert (log["fault"], log["items"][-1]["data"]["state"]) == (None, "completed")


def test_a_choice_without_a_way_is_refused_and_the_task_stays(signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    publish(rizki, ASK)
    case = rizki.post("/api/v1/instances", json={"process": "foreign"}).json()
    refused = rizki.post(f"/api/v1/tasks/{case['task_ids'][0]}/completion", json={"answers": {}})
    assert (refused.status_code, refused.json()["code"]) == (422, "expression.failed")
    assert rizki.get(f"/api/v1/tasks/{case['task_ids'][0]}").json()["state"] == "ready"


@pytest.mark.parametrize("answers", [{"typename": "x"}, {"__builtins__": {}}, {"a": {"data_objects": 1}}])
def test_reserved_names_in_answers_are_refused(signed_in: Enter, answers: dict[str, Any]) -> None:
    rizki = signed_in(RIZKI)
    publish(rizki, ASK)
    case = rizki.post("/api/v1/instances", json={"process": "foreign"}).json()
    refused = rizki.post(f"/api/v1/tasks/{case['task_ids'][0]}/completion", json={"answers": answers})
    assert (refused.status_code, refused.json()["code"]) == (422, "data.key_reserved")


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("instances", '{"process":"foreign","data":{"a":"\\ud800"}}', 422),
        ("instances", '{"process":"foreign","data":{"a":"\\u0000"}}', 422),
        ("instances", '{"process":"foreign","business_key":"\\u0000"}', 422),
        ("instances", '{"process":"foreign","data":{"a":' + '{"a":' * 300 + "1" + "}" * 300 + "}}", 422),
        ("instances", '{"process":"foreign","data":{"a":' + "[" * 10_000 + "]" * 10_000 + "}}", 400),
        ("definitions", '{"files":{"a.bpmn":"\\ud800"}}', 400),
        ("definitions/findings", '{"files":{"a.bpmn":"\\ud800"}}', 400),
        ("signals", '{"name":"x","payload":{"a":"\\ud800"}}', 422),
        ("signals", '{"name":"x","payload":{"typename":1}}', 422),
        ("messages", '{"name":"x","correlation":"\\u0000"}', 422),
    ],
)
def test_what_nothing_can_keep_is_refused(signed_in: Enter, address: str, body: str, status: int) -> None:
    rizki = signed_in(RIZKI)
    publish(rizki, ASK)
    told = {"content-type": "application/json"}
    assert rizki.post(f"/api/v1/{address}", content=body.encode(), headers=told).status_code == status


def test_what_stands_against_publishing_names_rule_element_and_sentence(signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    broken = diagram(start(), user("a"), service("s", "nobody.knows"), end(), path("start", "a"), path("s", "end"))
    refused = publish(rizki, broken)
    assert (refused.status_code, refused.json()["code"]) == (422, "diagram.invalid")
    assert {"rule", "element", "detail", "facts"} <= set(refused.json()["findings"][0])
    looked = rizki.post("/api/v1/definitions/findings", json={"files": texts(broken)}).json()
    assert looked["findings"] == refused.json()["findings"]
    assert rizki.post("/api/v1/definitions/findings", json={"files": texts(ASK)}).json() == {"findings": []}


@pytest.mark.parametrize("name", ["../x.bpmn", "/etc/x.bpmn", "x.exe", "a/b/c/d.json", ""])
def test_a_file_name_that_leaves_the_bundle_is_refused(signed_in: Enter, name: str) -> None:
    refused = signed_in(RIZKI).post("/api/v1/definitions", json={"files": {name: "<x/>"}})
    assert (refused.status_code, refused.json()["code"]) == (422, "form.invalid")


@pytest.mark.parametrize("content", ["", "nothing", "<a/>", "<!DOCTYPE a><a/>", "<a>" * 300])
def test_what_is_no_diagram_is_refused_in_words(signed_in: Enter, content: str) -> None:
    refused = signed_in(RIZKI).post("/api/v1/definitions", json={"files": {"x.bpmn": content}})
    assert (refused.status_code, refused.json()["code"]) == (422, "diagram.invalid")
    assert refused.json()["findings"][0]["detail"]


def test_all_processes_of_the_files_are_published_unless_one_is_named(signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    both = {**ASK, "q.bpmn": ASK["p.bpmn"].replace(b'"foreign"', b'"other"')}
    made = publish(rizki, both).json()
    assert (made["key"], [one["key"] for one in made["others"]]) == ("foreign", ["other"])
    only = publish(rizki, both, key="other", note="again").json()
    assert (only["key"], only["others"]) == ("other", [])
    assert publish(rizki, ASK, key="nobody").json()["findings"][0]["rule"] == "process-unknown"


def test_only_administrators_publish_and_read_the_state_and_only_auditors_the_log_of_a_letter(
    signed_in: Enter,
) -> None:
    assert publish(signed_in(UJANG), ASK).status_code == 403
    assert publish(signed_in(WISNU), ASK).status_code == 403
    rizki = signed_in(RIZKI)
    publish(rizki, ASK)
    case = rizki.post("/api/v1/instances", json={"process": "foreign"}).json()
    where = f"/api/v1/instances/{case['instance_id']}"
    assert [signed_in(who).get(f"{where}/state").status_code for who in (RIZKI, WISNU, UJANG)] == [200, 200, 403]


def test_processes_that_call_only_one_another_are_refused_by_name(signed_in: Enter) -> None:
    rizki = signed_in(RIZKI)
    itself = diagram(
        start(), user("a"), node("callActivity", "again", calledElement="p"), end(), path("start", "a", "again", "end")
    )
    told = publish(rizki, itself)
    assert (told.status_code, {one["rule"] for one in told.json()["findings"]}) == (422, {"call-recursive"})
