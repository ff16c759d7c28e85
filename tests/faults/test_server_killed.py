"""kill -9 of the server at random moments of 100 completions over HTTP: each is wholly done or wholly not."""

import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import closing

from bench.http import staff, wait_for
from engine import audit, instances, rebuild
from engine.models import Task
from kernel import clock, history
from kernel.act import Act, system
from kernel.settings import ROOT
from tests.offices import settings_for
from tests.servers import ports
from workflows.installation import Installation, open_installation

COMPLETIONS, KILLS = 100, 4
SERVE = "import sys; from cli.main import main; sys.exit(main(['serve']))"


def begun(house: Installation, count: int) -> list[str]:
    """The addresses that complete many open tasks of the registrar."""
    with house.database.write() as session:
        act = Act(session, system("bench"), clock.now(), "bench")
        opened = [instances.start(act, "approve", data={}).task_ids[0] for _ in range(count)]
    return [f"/api/v1/tasks/{task_id}/completion" for task_id in opened]


class Server:
    """A real server process that can be killed and started again on the same data."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.port = ports.free(1)[0]
        self.env = {**os.environ, **env, "SATUPINTU_PORT": str(self.port)}
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", SERVE], cwd=ROOT, env=self.env)
        wait_for(self.port)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def complete_all(server: Server, token: str, paths: list[str], told: dict[str, int], over: threading.Event) -> None:
    """Post each completion until the server answers; an answer is written down, a cut connection is tried again."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    for path in paths:
        while path not in told:
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
                    body = json.dumps({"answers": {"approved": True}})
                    connection.request("POST", path, body, {**headers, "Idempotency-Key": path})
                    answer = connection.getresponse()
                    answer.read()
                    told[path] = answer.status
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
    over.set()


def test_completions_survive_kill_9_of_the_server(database_url: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings = settings_for(database_url, tmp_path)
    token = staff(settings)
    office = open_installation(settings)
    paths = begun(office, COMPLETIONS)
    env = {
        "SATUPINTU_DATA_DIR": str(tmp_path),
        "SATUPINTU_DATABASE_URL": database_url,
        "SATUPINTU_DOCUMENTS_URL": settings.documents_url,
        "SATUPINTU_SQLITE_SYNCHRONOUS": "FULL",
    }
    server, told, over, chance = Server(env), {}, threading.Event(), random.Random(11)
    client = threading.Thread(target=complete_all, args=(server, token, paths, told, over))
    client.start()
    for _ in range(KILLS):
        if over.wait(chance.uniform(0.05, 0.4)):
            break
        server.kill()
        server.start()
    client.join(60)
    server.kill()

    assert set(told.values()) == {200}
    office.runtime.forget()
    with office.database.read() as session:
        for path in paths:
            task_id = path.split("/")[4]
            task = session.get(Task, task_id)
            instance_id = task_id.split(".")[0]
            kinds = [event.kind for event in history.read(session, f"instance:{instance_id}")]
            assert task is not None
            assert task.state == "completed"
            assert kinds == ["instance.started", "task.completed"]
            assert history.verify(session, f"instance:{instance_id}") is None
            assert rebuild.differences(session, instance_id) == []
            assert audit.recompute(session, instance_id).difference is None
    office.database.dispose()
