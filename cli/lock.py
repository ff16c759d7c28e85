"""Writes the lock files anew: exact versions and hashes, and no host of any registry. Called by `make lock`."""

import json
import subprocess
import sys
from typing import Any

from cli.bootstrap import BIN, FRONTEND, ROOT, node_and_npm

COMPILE = ["pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--no-emit-index-url"]
LOOKS = ["--no-emit-find-links", "--no-annotate", "--custom-compile-command", "make lock", "--quiet", "--upgrade"]
DROPPED = ("resolved", "funding")


def python_locks() -> None:
    """Both Python locks; the second holds the first's versions and the tools."""
    run = "requirements.lock"
    for target, extras in ((run, ["--extra", "build"]), ("requirements-dev.lock", ["--all-extras", "-c", run])):
        subprocess.run([BIN / "uv", *COMPILE, *extras, *LOOKS, "-o", target], cwd=ROOT, check=True)


def browser_lock() -> None:
    """The browser's lock, without addresses: integrity hashes say enough."""
    node, npm = node_and_npm()
    options = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([node, *npm, "install", *options], cwd=FRONTEND, check=True)
    path = FRONTEND / "package-lock.json"
    lock: dict[str, Any] = json.loads(path.read_text())
    for package in lock["packages"].values():
        for name in DROPPED:
            package.pop(name, None)
    path.write_text(json.dumps(lock, indent=2) + "\n")


def main() -> int:
    """Write all locks."""
    python_locks()
    browser_lock()
    return 0


if __name__ == "__main__":
    sys.exit(main())
