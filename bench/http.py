"""Completions over HTTP: token checked, form validated, one worker process; beside the trivial POST of floor H."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench import build
from bench.measure import Table
from engine import definitions, instances
from kernel import clock
from kernel.act import Act, system
from kernel.settings import ROOT, read
from people import desks, seed, tokens
from tests.servers import ports
from workflows.installation import Installation, open_installation, prepare

CLIENTS = 8
FORM = json.dumps(
    {
        "title": "A",
        "schema": {
            "type": "object",
            "required": ["approved"],
            "properties": {"approved": {"type": "boolean", "title": "Approved"}},
        },
        "ui": {},
    }
).encode()


def run(url: str, folder: Path, durability: str, count: int) -> None:
    """Print the table of one database."""
    table = Table("http")
    floor = trivial(url, folder, durability, count)
    table.add("trivial POST over HTTP (floor H)", f"{floor:,.0f} /s")
    rate = product(url, folder, durability, count)
    table.add("completions over HTTP", f"{rate:,.0f} /s", f"{rate / floor:.3f} H")


def trivial(url: str, folder: Path, durability: str, count: int) -> float:
    """Posts a second to the trivial application."""
    own = f"sqlite:///{folder / 'trivial.db'}" if url.startswith("sqlite") else url
    port = ports.free(1)[0]
    command = [sys.executable, "-m", "uvicorn", "bench.trivial:app", "--port", str(port), "--loop", "uvloop"]
    command += ["--http", "httptools", "--log-level", "warning", "--no-access-log"]
    with served(command, port, {"BENCH_URL": own.replace("+psycopg", ""), "BENCH_SYNCHRONOUS": durability}):
        return load(port, [("/", {"approved": True})] * count, {})


def product(url: str, folder: Path, durability: str, count: int) -> float:
    """Completions a second of the product."""
    own = f"sqlite:///{folder / 'http.db'}" if url.startswith("sqlite") else url
    settings = replace(read({}), data_dir=folder / "data", database_url=own, durability=durability)
    installation = open_installation(replace(settings, documents_url=f"file://{folder / 'documents'}"))
    prepare(installation)
    token, paths = staffed(installation, count)
    installation.database.dispose()
    port = ports.free(1)[0]
    env = {
        "SATUPINTU_DATA_DIR": str(folder / "data"),
        "SATUPINTU_DATABASE_URL": own,
        "SATUPINTU_DOCUMENTS_URL": f"file://{folder / 'documents'}",
        "SATUPINTU_SQLITE_SYNCHRONOUS": durability,
        "SATUPINTU_PORT": str(port),
    }
    command = [sys.executable, "-c", "import sys; from cli.main import main; sys.exit(main(['serve']))"]
    with served(command, port, env):
        jobs = [(path, {"answers": {"approved": True}}) for path in paths]
        return load(port, jobs, {"Authorization": f"Bearer {token}"})


def staffed(installation: Installation, count: int) -> tuple[str, list[str]]:
    """An office with a token for its registrar and many open tasks of his."""
    with installation.database.write() as session:
        act = Act(session, system("bench"), clock.now(), "bench")
        seed.load(act)
        files = {**build.approve("'person:P06'", "'person:P06'", "approve/a"), "forms/approve/a.json": FORM}
        definitions.publish(act, "approve", files, note="bench", handlers=frozenset())
    with installation.database.write() as session:
        act = Act(session, desks.actor_of(session, "P06", clock.now()), clock.now(), "bench")
        _, token = tokens.issue(act, "bench", ["tasks:read", "tasks:write"], act.now + timedelta(days=1))
    paths = []
    for _ in range(count):
        with installation.database.write() as session:
            act = Act(session, system("bench"), clock.now(), "bench")
            paths.append(f"/api/v1/tasks/{instances.start(act, 'approve', data={}).task_ids[0]}/completion")
    return token, paths


@contextmanager
def served(command: Sequence[str], port: int, env: Mapping[str, str]) -> Iterator[None]:
    """A server process on a port, ended afterwards."""
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}) as server:
        try:
            wait_for(port)
            yield
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    """Until something answers. Raises TimeoutError after 30 seconds."""
    for _ in range(300):
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/")
                connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)


def load(port: int, jobs: Sequence[tuple[str, object]], headers: Mapping[str, str]) -> float:
    """Post all jobs over a few keep-alive connections; gives posts a second. Raises RuntimeError for a refusal."""
    sent = {"Content-Type": "application/json", **headers}

    def client(part: Sequence[tuple[str, object]]) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            for path, body in part:
                connection.request("POST", path, json.dumps(body), sent)
                answer = connection.getresponse()
                said = answer.read()
                if answer.status != http.HTTPStatus.OK:
                    raise RuntimeError(f"{path}: {answer.status} {said[:300]!r}")

    client(jobs[:20])
    rest = jobs[20:]
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(client, [rest[place::CLIENTS] for place in range(CLIENTS)]))
    return len(rest) / (time.perf_counter() - began)
