"""A full disk, and a database that goes away in the middle: a clear sentence, nothing half done, and on it goes."""

import http.client
import json
import resource
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import select

from engine import audit, definitions, instances, rebuild
from engine.models import Instance, Task
from kernel import clock, history
from kernel.act import Act, system
from people import tokens
from people.tokens import Scope
from tests.bpmn.drawing import boundary, diagram, end, path, start, timer, user
from tests.faults.test_server_killed import Server
from tests.offices import build_staffed, settings_for
from tests.people import FITRI, act_of
from tests.servers import postgres
from tests.servers.fixtures import give_up
from tests.servers.shared import Missing
from workflows.installation import Installation, open_installation

REMINDED = diagram(
    start(), user("a", desk="'role:arsiparis'"), boundary("r", "a", timer("timeDate", "due_at"), interrupting=False),
    end(), end("e2"), path("start", "a", "end"), path("r", "e2"))  # fmt: skip


@dataclass
class House:
    """A staffed installation, cases in it, and a program that works in the name of an archivist."""

    office: Installation
    token: str
    tasks: list[str]

    def send(self, server: Server, method: str, url: str, body: Any = None) -> tuple[int, Any]:
        """The status and the JSON of an answer."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Idempotency-Key": url}
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
            connection.request(method, url, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")

    def complete(self, server: Server, task: str, text: str = "") -> tuple[int, Any]:
        return self.send(server, "POST", f"/api/v1/tasks/{task}/completion", {"answers": {"note": text}})

    def is_whole(self) -> bool:
        self.office.runtime.forget()
        with self.office.database.read() as session:
            return all(
                history.verify(session, f"instance:{one}") is None
                and rebuild.differences(session, one) == []
                and audit.recompute(session, one).difference is None
                for one in session.scalars(select(Instance.id))
            )

    def states(self) -> dict[str, str]:
        with self.office.database.read() as session:
            return {row.id: row.state for row in session.scalars(select(Task))}


def furnish(url: str, folder: Path, due: timedelta, count: int) -> House:
    """An office with cases whose reminders are due after a while."""
    office = open_installation(settings_for(url, folder))
    with office.database.write() as session:
        act = Act(session, system("setup"), clock.now(), "test")
        definitions.publish(act, "p", REMINDED, note="t", handlers=office.offices.handlers.names)
        at = (clock.now() + due).isoformat()
        begun = [instances.start(act, "p", data={"due_at": at}).task_ids[0] for _ in range(count)]
        archivist = act_of(session, FITRI, clock.now())
        scopes = [Scope.TASKS_READ, Scope.TASKS_WRITE]
        _, secret = tokens.issue(archivist, "t", scopes, archivist.now + timedelta(days=1))
    return House(office, secret, begun)


def env_of(house: House, url: str) -> Mapping[str, str]:
    settings = house.office.settings
    return {
        "SATUPINTU_DATA_DIR": str(settings.data_dir),
        "SATUPINTU_DATABASE_URL": url,
        "SATUPINTU_DOCUMENTS_URL": settings.documents_url,
        "SATUPINTU_LEASE_SECONDS": "1",
    }


@contextmanager
def serving(house: House, url: str) -> Iterator[Server]:
    server = Server(env_of(house, url))
    try:
        yield server
    finally:
        server.kill()


def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_half_done(sqlite_url: str, tmp_path: Path) -> None:
    build_staffed(sqlite_url)
    house = furnish(sqlite_url, tmp_path, timedelta(days=30), 12)
    with serving(house, sqlite_url) as server:
        assert house.complete(server, house.tasks[0], "a")[0] == 200
        fill(server, tmp_path)
        answers = [house.complete(server, task, "x" * 100_000) for task in house.tasks[1:]]
        refused = [body for status, body in answers if status == 503]
        assert refused, answers
        assert {body["code"] for body in refused} == {"database.full"}
        assert "Diska server penuh" in refused[0]["detail"]
        kept = {task for task, (status, _) in zip(house.tasks[1:], answers, strict=True) if status == 200}
        states = house.states()
        assert {task for task in house.tasks[1:] if states[task] == "completed"} == kept
        assert house.is_whole()
        make_room(server)
        assert {house.complete(server, task, "x" * 100_000)[0] for task in house.tasks[1:]} == {200}
    assert house.is_whole()
    house.office.database.dispose()


def fill(server: Server, folder: Path) -> None:
    """From now on no file of the server's may grow beyond what the largest is, and a little."""
    size = max(path.stat().st_size for path in folder.glob("satupintu.db*")) + 300_000
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def make_room(server: Server) -> None:
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@dataclass
class OwnPostgres:
    """A PostgreSQL server of this test alone, that can be stopped and started again."""

    process: "subprocess.Popen[bytes]"
    address: str
    folder: Path

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)

    def start_again(self) -> None:
        user = postgres.owner()
        self.process = subprocess.Popen(self.process.args, user=user, cwd=self.folder)
        postgres.wait_until_ready(self.address)


@pytest.fixture
def own_postgres() -> Iterator[OwnPostgres]:
    with TemporaryDirectory(prefix="satupintu-", dir="/var/tmp") as name:
        try:
            (process,), address = postgres.start(Path(name))
        except Missing as missing:
            give_up(missing)
        made = OwnPostgres(process, address, Path(name))
        yield made
        made.stop()


@pytest.mark.postgres
def test_a_database_that_goes_away_is_told_in_a_sentence_and_work_goes_on_when_it_is_back(
    own_postgres: OwnPostgres, tmp_path: Path
) -> None:
    url = own_postgres.address.replace("postgresql://", "postgresql+psycopg://")
    build_staffed(url)
    house = furnish(url, tmp_path, timedelta(seconds=8), 3)
    with serving(house, url) as server:
        assert house.complete(server, house.tasks[0])[0] == 200
        own_postgres.stop()
        for _ in range(3):
            status, body = house.complete(server, house.tasks[1])
            assert (status, body["code"]) == (503, "database.away")
        assert "Basis data sedang tidak menjawab" in body["detail"]
        assert house.send(server, "GET", "/health")[0] == 503
        time.sleep(6)  # the reminder falls due meanwhile
        own_postgres.start_again()
        assert house.complete(server, house.tasks[1])[0] == 200
        assert house.send(server, "GET", "/health")[1]["status"] == "ok"
        until_fired(house, house.tasks[2])
    house.office.database.dispose()


def until_fired(house: House, task: str) -> None:
    """The reminder of a case fires, once."""
    end_of_patience = time.monotonic() + 120
    while time.monotonic() < end_of_patience:
        with house.office.database.read() as session:
            told = [event.kind for event in history.read(session, f"instance:{task.split('.')[0]}")]
        if "timer.fired" in told:
            break
        time.sleep(0.2)
    assert told == ["instance.started", "timer.fired"]
    assert house.is_whole()
