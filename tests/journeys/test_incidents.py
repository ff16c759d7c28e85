"""An administrator hears of a step that failed, looks, tries again or stops; a machine does the same by API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from engine import audit, definitions, incidents, instances, runtime
from engine.handlers import ServiceCall
from engine.models import Task
from jobs.errands import worker_of
from jobs.worker import drain
from kernel import clock
from kernel.act import Act, system
from people import tokens
from people.tokens import Scope
from tests.bpmn.drawing import boundary, diagram, end, node, ours, path, start, user
from tests.people import RIZKI, SARMILA, WISNU, act_of
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
CALL = ours('<satupintu:service handler="gateway.pay" outside="true" retries="0"/>')
NAMED = {"name": "Bayar tagihan"}


@dataclass
class Bank:
    """The world: away until it is told to be there."""

    away: bool = True
    asked: list[ServiceCall] = field(default_factory=list)

    def pay(self, call: ServiceCall) -> Mapping[str, Any]:
        self.asked.append(call)
        if self.away:
            raise TimeoutError
        return {"receipt": "R1"}


def pays(*also: str, owner: str | None = None) -> dict[str, bytes]:
    parts = (start(), node("serviceTask", "pay", CALL, **NAMED), user("file", desk="'role:arsiparis'"), end())
    values = {"satupintu:owner": owner} if owner else {}
    return diagram(*parts, path("start", "pay", "file", "end"), *also, name="Pembayaran", **values)


CAUGHT = (
    boundary("refused", "pay", "<bpmn:errorEventDefinition/>"),
    user("call", desk="'role:arsiparis'"),
    end("e2"),
    path("refused", "call", "e2"),
)


@pytest.fixture
def bank(installation: Installation) -> Bank:
    made = Bank()
    installation.offices.handlers.add_outside("gateway.pay", made.pay)
    return made


def fails(house: Installation, files: dict[str, bytes]) -> str:
    """Start a case whose payment fails; gives the incident's id."""
    with house.database.write() as session:
        act = Act(session, system("setup"), clock.now(), "test")
        definitions.publish(act, "p", files, note="test", handlers=house.offices.handlers.names)
        instances.start(act, "p", data={})
    drain(worker_of(house))
    with house.database.read() as session:
        (found,) = incidents.list_open(session)
        return found.id


def mails(house: Installation) -> list[str]:
    folder = Path(house.settings.mail_url.removeprefix("file://"))
    return [path.read_text() for path in sorted(folder.glob("*.eml"))]


def test_the_owner_gets_a_mail_within_five_seconds_of_the_last_failure(
    installation: Installation, bank: Bank, signed_in: Enter
) -> None:
    house = replace(installation, settings=replace(installation.settings, language="id"))
    worker, began = worker_of(house), clock.now()
    worker.start()
    try:
        with house.database.write() as session:
            act = Act(session, system("setup"), clock.now(), "test")
            files = pays(owner=f"person:{RIZKI}")
            definitions.publish(act, "p", files, note="test", handlers=house.offices.handlers.names)
            instances.start(act, "p", data={})
        while not mails(house):
            assert clock.now() - began < timedelta(seconds=5)
    finally:
        worker.stop()
    (mail,) = mails(house)
    assert "/studio/incidents/" in mail
    assert "TimeoutError" not in mail
    page = signed_in(RIZKI).get("/notices").text
    assert "Satu langkah dari “Pembayaran” tidak dapat dijalankan: Bayar tagihan." in page


def test_an_administrator_looks_and_tries_again(installation: Installation, bank: Bank, signed_in: Enter) -> None:
    incident = fails(installation, pays())
    admin = signed_in(RIZKI)
    assert "Bayar tagihan" in admin.get("/studio/incidents").text
    page = admin.get(f"/studio/incidents/{incident}").text
    assert "Kesalahan yang tidak terduga (TimeoutError)" in page
    assert "Coba lagi" in page
    bank.away = False
    assert admin.post(f"/studio/incidents/{incident}/retry").status_code == 303
    drain(worker_of(installation))
    page = admin.get(f"/studio/incidents/{incident}").text
    assert "selesai" in page
    assert "Coba lagi" not in page
    assert "Tidak ada insiden." in admin.get("/studio/incidents").text
    assert "Bayar tagihan" in admin.get("/studio/incidents?all=1").text


def test_an_administrator_stops_with_a_reason_and_the_case_goes_where_it_is_drawn(
    installation: Installation, bank: Bank, signed_in: Enter
) -> None:
    incident = fails(installation, pays(*CAUGHT))
    admin, address = signed_in(RIZKI), f"/studio/incidents/{incident}"
    assert admin.post(f"{address}/giving-up", data={"reason": ""}).status_code == 422
    assert admin.post(f"{address}/giving-up", data={"reason": "Sudah dibayar di loket"}).status_code == 303
    page = admin.get(address).text
    assert "Sudah dibayar di loket" in page
    assert "dihentikan" in page
    assert admin.post(f"{address}/retry").status_code == 409


def test_where_nothing_catches_it_the_incident_stays_and_says_that_the_case_waits(
    installation: Installation, bank: Bank, signed_in: Enter
) -> None:
    incident = fails(installation, pays())
    admin, address = signed_in(RIZKI), f"/studio/incidents/{incident}"
    admin.post(f"{address}/giving-up", data={"reason": "x"})
    page = admin.get("/studio/incidents").text
    assert "dihentikan; perkaranya masih menunggu di sana" in page
    assert admin.post(f"{address}/retry").status_code == 303


def test_a_case_goes_on_after_an_incident_when_its_server_began_anew_and_can_be_proved(
    installation: Installation, bank: Bank, signed_in: Enter
) -> None:
    incident = fails(installation, pays())
    with installation.database.read() as session:
        runtime.of(session).forget()
        case = incidents.get(session, incident).instance_id
        assert case is not None
        assert audit.recompute(session, case).difference is None
    bank.away = False
    assert signed_in(RIZKI).post(f"/studio/incidents/{incident}/retry").status_code == 303
    drain(worker_of(installation))
    with installation.database.read() as session:
        assert [task.element for task in session.scalars(select(Task)) if task.state == "ready"] == ["file"]
        assert audit.recompute(session, case).difference is None


def test_an_auditor_looks_and_nobody_else_does(installation: Installation, bank: Bank, signed_in: Enter) -> None:
    incident = fails(installation, pays())
    page = signed_in(WISNU).get(f"/studio/incidents/{incident}")
    assert (page.status_code, "Coba lagi" in page.text) == (200, False)
    assert signed_in(SARMILA).get(f"/studio/incidents/{incident}").status_code == 403


def test_a_program_lists_tries_again_and_gives_up(installation: Installation, bank: Bank, fresh: Any) -> None:
    incident = fails(installation, pays())
    with installation.database.write() as session:
        act = act_of(session, RIZKI, clock.now())
        scopes = [Scope.PROCESSES_READ, Scope.PROCESSES_START]
        _, secret = tokens.issue(act, "t", scopes, act.now + timedelta(days=1))
    program = fresh()
    program.headers["authorization"] = f"Bearer {secret}"
    (found,) = program.get("/api/v1/incidents").json()["items"]
    assert (found["id"], found["state"], found["element"]) == (incident, "open", "pay")
    assert program.post(f"/api/v1/incidents/{incident}/retry").json() == {"id": incident, "state": "retrying"}
    again = program.post(f"/api/v1/incidents/{incident}/retry")
    assert (again.status_code, again.json()["code"]) == (409, "incident.settled")
    drain(worker_of(installation))
    done = program.post(f"/api/v1/incidents/{incident}/giving-up", json={"reason": "x"})
    assert done.json() == {"id": incident, "state": "given_up"}
    assert len(bank.asked) == 2
