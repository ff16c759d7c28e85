"""One server for all workers of a test run, alive exactly as long as the run.

The first test that needs it starts a keeper process, which starts the server, writes its address down and watches
the test run: when that ends, in whatever way, the keeper stops the server and deletes its folder.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

RUN = "SATUPINTU_TEST_RUN"
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


class Missing(Exception):
    """What this machine lacks for the server; the text says what to install."""


Server = tuple[list[subprocess.Popen[bytes]], str]


def begin_run() -> None:
    """Called once by the process that leads the tests, before it starts workers."""
    os.environ.setdefault(RUN, str(os.getpid()))


def end_run() -> None:
    """Called by every process of the run at its end; the leading one forgets what was shared."""
    if os.environ[RUN] == str(os.getpid()):
        shutil.rmtree(folder(), ignore_errors=True)


def folder() -> Path:
    """The run's own folder, for what all its workers share."""
    path = Path(tempfile.gettempdir()) / f"satupintu-tests-{os.getuid()}-{os.environ[RUN]}"
    path.mkdir(mode=0o755, exist_ok=True)
    return path


@contextmanager
def alone(word: str) -> Iterator[None]:
    """Only one worker of the run at a time is inside, per word."""
    with (folder() / f"{word}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def address(kind: str) -> str:
    """The address of the run's server of this kind, started by the first who asks. Raises Missing."""
    told = folder() / f"{kind}.json"
    with alone(kind):
        if not told.exists():
            _start_keeper(kind, os.environ[RUN], told)
        answer: dict[str, str] = json.loads(told.read_text())
    if "address" not in answer:
        raise Missing(answer["missing"])
    return answer["address"]


def _start_keeper(kind: str, leader: str, told: Path) -> None:
    log = told.with_suffix(".log")
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", f"tests.servers.{kind}", str(told), leader],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    until = time.monotonic() + PATIENCE
    while not told.exists():
        if keeper.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{kind} did not start:\n{log.read_text()}")
        time.sleep(0.05)
    keeper.returncode = 0  # it outlives us on purpose


def keep(start: Callable[[Path], Server]) -> None:
    """The keeper's life: start, tell, watch the run, stop, clean up. Arguments: where to tell, the run's process."""
    told, leader = Path(sys.argv[1]), int(sys.argv[2])
    data = Path(tempfile.mkdtemp(prefix="satupintu-", dir="/var/tmp"))
    processes: list[subprocess.Popen[bytes]] = []
    try:
        try:
            processes, where = start(data)
        except Missing as missing:
            _tell(told, {"missing": str(missing)})
            return
        _tell(told, {"address": where})
        while _alive(leader) and all(process.poll() is None for process in processes):
            time.sleep(0.3)
    finally:
        for process in processes:
            process.send_signal(signal.SIGINT)  # PostgreSQL: fast shutdown
            process.wait(timeout=20)
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(told.parent, ignore_errors=True)


def _tell(told: Path, answer: dict[str, str]) -> None:
    draft = told.with_suffix(".draft")
    draft.write_text(json.dumps(answer))
    draft.rename(told)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
