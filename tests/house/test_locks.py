"""The lock files belong together: what the project asks for is locked, and both locks agree."""

import re
import tomllib

from tests.house.reading import text_of


def locked(name: str) -> dict[str, str]:
    """Package and version of each line."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text_of(name), re.MULTILINE))


def asked(*extras: str) -> set[str]:
    """The names the project file asks for."""
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *(word for extra in extras for word in project["optional-dependencies"][extra])]
    return {match[0].lower() for word in wanted if (match := re.match(r"[A-Za-z0-9-]+", word))}


def test_locks_what_the_project_asks_for() -> None:
    assert asked("build") - set(locked("requirements.lock")) == set()
    assert asked("build", "dev") - set(locked("requirements-dev.lock")) == set()


def test_tests_run_with_the_versions_that_are_installed() -> None:
    run, tools = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: version for name, version in run.items() if tools.get(name) != version} == {}


def test_every_locked_package_has_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        packages = re.split(r"^(?=[a-z0-9])", text_of(name), flags=re.MULTILINE)[1:]
        assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
