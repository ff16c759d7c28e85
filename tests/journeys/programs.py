"""The personnel services as programs use them over HTTP: what is asked for, and tasks done by their step."""

from datetime import datetime
from typing import Any

from fastapi.testclient import TestClient

from jobs.errands import build
from jobs.worker import Worker, drain
from kernel import clock
from workflows.installation import Installation

NOW = datetime.fromisoformat("2026-11-03T02:00:00+00:00")  # Tuesday, 09.00 in the office
LEAVE = {
    "kind": "CT",
    "starts_on": "2026-11-16",
    "last_on": "2026-11-18",
    "reason": "Menengok orang tua",
    "address": "Jl. Kenanga 5, Kota Lembayung",
    "phone": "0812 0000 0000",
}
PERMISSION = {"kind": "out", "on_day": "2026-11-05", "starts": "13.00", "ends": "15.00", "reason": "Ke dokter gigi"}
ASSIGNMENT = {
    "basis": "Surat undangan B-17/XX/2026",
    "task": "Rapat koordinasi pelatihan",
    "place": "Jakarta",
    "starts_on": "2026-11-16",
    "last_on": "2026-11-17",
    "must_report": True,
}


def post(client: TestClient, path: str, sent: dict[str, Any], key: str | None = None) -> Any:
    """What a program posts, under a key when there is one."""
    return client.post(f"/api/v1/{path}", json=sent, headers={"idempotency-key": key} if key else {})


def done(client: TestClient, path: str, sent: dict[str, Any], key: str | None = None) -> Any:
    """The answer to a deed that is allowed."""
    answer = post(client, path, sent, key)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def seen(client: TestClient, path: str) -> Any:
    """What a program reads."""
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def complete(client: TestClient, record: str, step: str, **answers: Any) -> Any:
    """Do the task that the record names as one's own, and give the answer."""
    (task,) = seen(client, record)["deeds"]["tasks"]
    assert task["element"] == step
    assert task["form"] == seen(client, f"tasks/{task['id']}")["form"]
    return done(client, f"tasks/{task['id']}/completion", {"answers": answers})


def errands(house: Installation) -> None:
    """The worker does what is due by the clock of the story."""
    drain(Worker(house.database, build(house)), until=clock.now())
