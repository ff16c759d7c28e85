"""Over HTTP, one worker process: completions and the inbox, beside the trivial POST of floor H."""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench import build, crowd
from bench.measure import Report
from bench.places import Place
from engine import definitions
from kernel import clock
from kernel.act import Act, system
from kernel.settings import ROOT, Settings, read
from people import desks, seed, staffing, tokens
from people.roles import Role
from tests.servers import ports, postgres
from workflows.installation import Installation, open_installation, prepare

OPEN = 1_000_000
BOSS, SCOPES = "P06", ["tasks:read", "tasks:write", "processes:start", "processes:read"]
FORM = {
    "title": "A",
    "schema": {
        "type": "object",
        "required": ["approved"],
        "properties": {"approved": {"type": "boolean", "title": "Approved"}},
    },
    "ui": {},
}
SERVE = "import sys; from cli.main import main; sys.exit(main(['serve']))"
TRIVIAL = ("-m", "uvicorn", "bench.trivial:app", "--loop", "uvloop", "--http", "httptools", "--no-access-log")
Job = tuple[str, str, object]


def run(report: Report, place: Place, quick: bool) -> None:
    """The trivial POST, completions with a form, the first page of the inbox."""
    count = 300 if quick else 1000
    own = nullcontext(place.url) if place.is_sqlite else postgres.fresh_database()
    with own as url, tempfile.TemporaryDirectory(dir=place.folder) as name:
        folder = Path(name)
        settings = settings_of(url, folder, place.durability)
        token = staff(settings)
        with trivial(url, folder, place.durability) as floor, product(settings) as door:
            door.headers = {"Authorization": f"Bearer {token}"}
            door.begin(50)
            triples = []
            for _ in range(3):
                opened = door.begin(count)
                bare = floor.load([("POST", "/", {"approved": True})] * count * 2)
                done = door.load([("POST", f"/api/v1/tasks/{name}/completion", ANSWER) for name in opened])
                triples.append((done.rate / bare.rate, done, bare))
            ratio, done, bare = sorted(triples, key=lambda one: one[0])[1]
            report.add("trivial POST (floor H)", f"{bare.rate:,.0f}/s", f"server {bare.cpu_ms:.2f} ms CPU each")
            share = f"{ratio:.3f} H, server {done.cpu_ms:.2f} ms CPU each ({bare.cpu_ms / done.cpu_ms:.3f})"
            report.add("completions, form checked", f"{done.rate:,.0f}/s", share, wanted="≥ 0.25 H", met=ratio >= 0.25)
            inbox(report, settings, door, 100_000 if quick else OPEN)


ANSWER = {"answers": {"approved": True}}


def inbox(report: Report, settings: Settings, door: "Door", rows: int) -> None:
    """The first page with many open tasks in the house."""
    installation = open_installation(settings)
    crowd.open_tasks(installation.database, rows, f"person:{BOSS}")
    installation.database.dispose()
    looked = door.load([("GET", "/api/v1/tasks?box=mine", None)] * 60, connections=1)
    span = statistics.median(looked.spans) * 1000
    report.add(f"first page over HTTP, {rows:,} open", f"{span:.1f} ms", "", wanted="< 10 ms", met=span < 10)


def settings_of(url: str, folder: Path, durability: str) -> Settings:
    """An installation in a folder of its own."""
    own = f"sqlite:///{folder / 'http.db'}" if url.startswith("sqlite") else url
    documents = f"file://{folder / 'documents'}"
    return replace(read({}), data_dir=folder / "data", database_url=own, documents_url=documents, durability=durability)


def staff(settings: Settings) -> str:
    """The seeded people and the process; gives a token of somebody who may start it and has its tasks."""
    installation = open_installation(settings)
    prepare(installation)
    database = installation.database
    with database.write() as session:
        act = Act(session, system("bench"), clock.now(), "bench")
        seed.load(act)
        me = f"'person:{BOSS}'"
        files = {**build.approve(me, me, "approve/a"), "forms/approve/a.json": json.dumps(FORM).encode()}
        definitions.publish(act, "approve", files, note="bench", handlers=frozenset())
    token = token_of(installation)
    database.dispose()
    return token


def token_of(installation: Installation) -> str:
    """A token, after the role that may start cases."""
    with installation.database.write() as session:
        staffing.grant(Act(session, system("bench"), clock.now(), "bench"), BOSS, Role.ADMIN_SISTEM)
    with installation.database.write() as session:
        act = Act(session, desks.actor_of(session, BOSS, clock.now()), clock.now(), "bench")
        return tokens.issue(act, "bench", SCOPES, act.now + timedelta(days=1))[1]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load came to: answers a second, CPU of the server for each, latencies in seconds."""

    rate: float
    cpu_ms: float
    spans: list[float]


@dataclass(slots=True)
class Door:
    """A server process that listens."""

    port: int
    pid: int
    headers: Mapping[str, str]

    def load(self, jobs: Sequence[Job], connections: int = 8, answers: bool = True) -> Loaded:
        """Send requests from another process. Raises RuntimeError for a refusal."""
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({"jobs": jobs, "headers": dict(self.headers), "connections": connections}, file)
            file.flush()
            before = cpu_seconds(self.pid)
            command = [sys.executable, "-m", "bench.client", str(self.port), file.name]
            said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            used = cpu_seconds(self.pid) - before
        told = json.loads(said.stdout)
        if answers and told["refused"]:
            raise RuntimeError(told["refused"][0])
        return Loaded(len(jobs) / told["span"], used / len(jobs) * 1000, told["spans"])

    def begin(self, count: int) -> list[str]:
        """Start so many cases over HTTP, so that they live in the server; gives their first tasks."""
        jobs = [("POST", "/api/v1/instances", {"process": "approve", "data": {}})] * count
        self.load(jobs)
        found: list[str] = []
        after = ""
        while len(found) < count:
            page = self.ask(f"/api/v1/tasks?box=mine&limit=100{after}")
            found += [item["id"] for item in page["items"] if item["element"] == "a"]
            if page["next"] is None:
                break
            after = f"&after={quote(page['next'])}"
        return found

    def ask(self, path: str) -> Any:
        """The JSON of a page."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=dict(self.headers))
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer)


@contextmanager
def trivial(url: str, folder: Path, durability: str) -> Iterator[Door]:
    """The application of floor H."""
    own = f"sqlite:///{folder / 'trivial.db'}" if url.startswith("sqlite") else url
    port = ports.free(1)[0]
    env = {"BENCH_URL": own.replace("+psycopg", ""), "BENCH_SYNCHRONOUS": durability}
    with served([*TRIVIAL, "--port", str(port), "--log-level", "warning"], port, env) as pid:
        yield Door(port, pid, {})


@contextmanager
def product(settings: Settings) -> Iterator[Door]:
    """The product's server."""
    port = ports.free(1)[0]
    env = {
        "SATUPINTU_DATA_DIR": str(settings.data_dir),
        "SATUPINTU_DATABASE_URL": settings.database_url,
        "SATUPINTU_DOCUMENTS_URL": settings.documents_url,
        "SATUPINTU_SQLITE_SYNCHRONOUS": settings.durability,
        "SATUPINTU_PORT": str(port),
    }
    with served(["-c", SERVE], port, env) as pid:
        yield Door(port, pid, {})


@contextmanager
def served(words: Sequence[str], port: int, env: Mapping[str, str]) -> Iterator[int]:
    """A server process on a port, ended afterwards; gives its id."""
    with subprocess.Popen([sys.executable, *words], cwd=ROOT, env={**os.environ, **env}) as server:
        try:
            wait_for(port)
            yield server.pid
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    """Until something listens. Raises TimeoutError after 60 seconds."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)


def cpu_seconds(pid: int) -> float:
    """The processor time of a process so far; 0 where the system does not tell."""
    told = Path(f"/proc/{pid}/stat")
    if not told.exists():
        return 0.0
    fields = told.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
