"""The dry run: a first instance with empty data, in a process of its own with little time and memory.

What hangs or explodes is found before it is published; what only lacks data is not a fault of the diagram.
"""

import base64
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from engine.errors import Finding, ProcessLoops, TooManyInstances
from engine.lint.bundle import Bundle
from engine.spiff.parse import compile_process
from engine.spiff.run import Live
from kernel.errors import AppError, N_
from kernel.settings import ROOT

NAME = "dry-run"
REMEDY = N_("Let every circle wait for a person, a time or a message, and bound what is repeated.")
LONG = N_("The dry run of %(name)s does not come to rest within %(seconds)s seconds or needs too much memory.")
BROKEN = N_("The dry run of %(name)s broke down: %(reason)s. This is a fault of the product; please report it.")
SECONDS, CPU_SECONDS, MEMORY = 20, 5, 1 << 30
OUT_OF_MEMORY = 3
AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def check(bundle: Bundle) -> Iterator[Finding]:
    """The finding about a process that does not come to rest."""
    fault = rehearsed(tuple(sorted(bundle.compiled.items())), bundle.key)
    if fault is None:
        return
    if "sentence" in fault:
        yield Finding(NAME, fault["facts"].get("element", bundle.key), fault["sentence"], fault["facts"], REMEDY)
    else:
        yield Finding(NAME, bundle.key, LONG, {"name": bundle.key, "seconds": CPU_SECONDS}, REMEDY)


@lru_cache(maxsize=256)
def rehearsed(compiled: tuple[tuple[str, bytes], ...], key: str) -> dict[str, Any] | None:
    """None for a process that comes to rest; the fault it tells; {} for one that had to be stopped."""
    files = {name: base64.b64encode(text).decode() for name, text in compiled}
    command = [sys.executable, "-m", "engine.lint.rehearsal"]
    given = json.dumps({"files": files, "key": key, "seconds": CPU_SECONDS}).encode()
    try:
        done = subprocess.run(command, input=given, capture_output=True, cwd=ROOT, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return {}
    if done.returncode < 0 or done.returncode == OUT_OF_MEMORY:
        return {}
    if done.returncode != 0:
        reason = (done.stderr.decode(errors="replace").strip().splitlines() or [""])[-1]
        return {"sentence": BROKEN, "facts": {"name": key, "reason": reason[:200]}}
    found: dict[str, Any] | None = json.loads(done.stdout)
    return found


def rehearse(files: dict[str, bytes], key: str) -> dict[str, Any] | None:
    """Starts one instance, whose operations answer nothing; gives what hangs or explodes."""
    try:
        Live.start(compile_process(files, key), at=AT, data={}, call=lambda call: {})
    except (ProcessLoops, TooManyInstances) as fault:
        return {"sentence": fault.sentence, "facts": fault.facts}
    except AppError:
        return None  # it lacks data, or ends with an incident that a person sees
    return None


def bound(seconds: int) -> None:
    """Takes time and memory from this process, where the system can."""
    try:
        import resource
    except ImportError:  # not on every system; the time limit of the caller holds everywhere
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> None:
    """One rehearsal: a bundle on the standard input, the verdict on the standard output."""
    given = json.loads(sys.stdin.buffer.read())
    bound(given["seconds"])
    files = {name: base64.b64decode(text) for name, text in given["files"].items()}
    try:
        sys.stdout.write(json.dumps(rehearse(files, given["key"])))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
