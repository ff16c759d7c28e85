"""Hostile files are opened in a child process: bounded in memory, CPU, time and output, without our environment."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from documents.errors import DocumentsBusy
from documents.limits import Limits
from kernel.settings import ROOT

AT_ONCE = 2
PATIENCE = 120.0  # seconds a receipt waits for its turn
BOOT = "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; " + (
    "from documents.parsing.main import main; main(Path(sys.argv[1]))"
)
TOO_DEMANDING: dict[str, Any] = {"fault": "too_demanding", "facts": {}}

log = logging.getLogger(__name__)
_turns = threading.BoundedSemaphore(AT_ONCE)


class SandboxFailed(RuntimeError):
    """The child could not even begin or has a bug: never the fault of a file."""


def run(task: str, request: Mapping[str, Any], folder: Path, limits: Limits) -> dict[str, Any]:
    """Do a task of `documents.parsing.main` on files; its output lies in the folder.

    Gives its answer, or `{"fault", "facts"}`; a child that exceeds its bounds or crashes is "too_demanding".
    Raises: DocumentsBusy; SandboxFailed.
    """
    (folder / "request.json").write_text(json.dumps({"task": task, "limits": asdict(limits), **request}))
    if not _turns.acquire(timeout=PATIENCE):
        raise DocumentsBusy
    try:
        code = _run_child(folder, limits.seconds)
    finally:
        _turns.release()
    return _answer(task, folder, code)


def _run_child(folder: Path, seconds: float) -> int:
    """Exit code; negative when it was ended by a signal or by us."""
    command = [sys.executable, "-I", "-B", "-c", BOOT, str(folder), str(ROOT)]
    with (folder / "log").open("wb") as output:
        child = subprocess.Popen(
            command, cwd=folder, env={"LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        end = threading.Timer(seconds, child.kill)  # wait(timeout) would poll, and lose 50 ms with each file
        end.start()
        try:
            return child.wait()
        finally:
            end.cancel()


def _answer(task: str, folder: Path, code: int) -> dict[str, Any]:
    said = (folder / "log").read_bytes()[-2000:].decode(errors="replace")
    if code == 0:
        answer: dict[str, Any] = json.loads((folder / "answer.json").read_bytes())
        return answer
    log.warning("parsing child ended with %s during %s: %s", code, task, said)
    if code < 0 or "MemoryError" in said:
        return TOO_DEMANDING
    raise SandboxFailed(f"{task} ended with {code}")
