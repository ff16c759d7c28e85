"""Signals and messages by the interface: a case waits, hears, and goes on."""

from collections.abc import Callable

from fastapi.testclient import TestClient

from jobs.errands import build
from jobs.worker import Worker, drain
from tests.bpmn.drawing import catch, end, message, path, start
from tests.bpmn.drawing_events import drawn, signal
from tests.people import RIZKI, SARMILA
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
WAITS = drawn(start(), catch("c", signal()), catch("d", message()), end(), path("start", "c", "d", "end"))


def test_a_case_hears_a_signal_and_a_message(signed_in: Enter, installation: Installation) -> None:
    client = signed_in(RIZKI)
    files = {name: text.decode() for name, text in WAITS.items()}
    assert client.post("/api/v1/definitions", json={"files": files, "key": "p"}).status_code == 201
    begun = client.post("/api/v1/instances", json={"process": "p"}).json()

    sent = client.post("/api/v1/signals", json={"name": "sky1", "payload": {"colour": "red"}})
    assert sent.status_code == 202
    assert (sent.json()["waiting"], sent.json()["beginning"]) == (1, 0)
    drain(Worker(installation.database, build(installation)))
    told = client.post("/api/v1/messages", json={"name": "letter.answered"})

    assert (told.json()["instance_id"], told.json()["state"]) == (begun["instance_id"], "completed")
    assert client.post("/api/v1/signals", json={"name": "sky1"}).json()["waiting"] == 0


def test_only_administrators_send_signals(signed_in: Enter) -> None:
    assert signed_in(SARMILA).post("/api/v1/signals", json={"name": "sky1"}).status_code == 403
