"""The set-up program: it repeats nothing, hides no failure and names what is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.bootstrap import ROOT, SetupFailed, Steps

WITHOUT = "import runpy, sys; sys.modules[{module!r}] = None; sys.argv = ['bootstrap.py', 'setup']; "
RUN = "runpy.run_path('cli/bootstrap.py', run_name='__main__')"


def adds_a_line(to: Path) -> list[list[str]]:
    return [[sys.executable, "-c", f"open({str(to)!r}, 'a').write('x')"]]


def test_repeats_nothing_that_was_made_from_the_same_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps, trace = Steps(3, tmp_path / "stamps"), tmp_path / "trace"
    steps.once("Packages", ["lock 1"], True, adds_a_line(trace))
    steps.once("Packages", ["lock 1"], True, adds_a_line(trace))
    assert trace.read_text() == "x"
    assert capsys.readouterr().out.splitlines()[1].startswith("2/3 Packages ... ready, ")


@pytest.mark.parametrize(("parts", "present"), [(["lock 2"], True), (["lock 1"], False)])
def test_repeats_a_step_when_its_parts_changed_or_its_outcome_is_gone(
    tmp_path: Path, parts: list[str], present: bool
) -> None:
    steps, trace = Steps(2, tmp_path / "stamps"), tmp_path / "trace"
    steps.once("Packages", ["lock 1"], True, adds_a_line(trace))
    steps.once("Packages", parts, present, adds_a_line(trace))
    assert trace.read_text() == "xx"


def test_shows_the_output_of_a_failed_step_and_tries_it_again(tmp_path: Path) -> None:
    steps = Steps(2, tmp_path / "stamps")
    fails = [[sys.executable, "-c", "print('no room left'); raise SystemExit(3)"]]
    for _ in range(2):
        with pytest.raises(SetupFailed, match="no room left"):
            steps.once("Packages", ["lock 1"], True, fails)


@pytest.mark.parametrize("module", ["ensurepip", "venv"])
def test_names_the_package_that_brings_virtual_environments(module: str) -> None:
    program = WITHOUT.format(module=module) + RUN
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert done.returncode == 1
    assert f"apt install python{version}-venv" in done.stderr


def test_says_how_it_is_used() -> None:
    done = subprocess.run([sys.executable, "cli/bootstrap.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "setup | run | test" in done.stdout
