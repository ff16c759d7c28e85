"""Words that must not stand in the repository, and names no module may have."""

import json
import re
from pathlib import PurePath

from tests.house.reading import ROOMS, files, modules, text_of

DRAWERS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "service", "services", "misc"}
# Written in pieces, so that this file does not contain them.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js", "npm" + "js.com", "npm" + "js.org"]
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error", "pragma: no " + "cover"]
MACHINE = r"(?<![\w.])/(?:work|root|home/\w+)/"
LOCKS = ("requirements.lock", "requirements-dev.lock", "frontend/package-lock.json")


def lines_with(pattern: str, names: list[str]) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{name}:{number} {line.strip()[:80]}"
        for name in names
        for number, line in enumerate(text_of(name).splitlines(), 1)
        if found.search(line)
    ]


def test_names_no_module_after_nothing() -> None:
    drawers = [name for name in files() if name.endswith(".py") and DRAWERS & {*PurePath(name).with_suffix("").parts}]
    assert drawers == []


def test_names_no_registry() -> None:
    assert lines_with("|".join(re.escape(host) for host in REGISTRIES), list(files())) == []


def test_locks_name_no_host_at_all() -> None:
    assert lines_with(r"https?://|git\+|file:", list(LOCKS)) == []


def test_browser_lock_holds_hashes_and_no_addresses() -> None:
    packages = json.loads(text_of("frontend/package-lock.json"))["packages"]
    outside = {name: package for name, package in packages.items() if name}
    assert outside
    assert [name for name, package in outside.items() if "resolved" in package or "integrity" not in package] == []


def test_browser_packages_are_pinned_exactly() -> None:
    package = json.loads(text_of("frontend/package.json"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_leaves_nothing_unfinished() -> None:
    ours = [name for name in files() if PurePath(name).suffix in {".py", ".js", ".mjs", ".css", ".html", ".sh"}]
    assert lines_with("|".join(rf"\b{re.escape(word)}\b" for word in UNFINISHED), ours) == []


def test_names_no_path_of_one_machine() -> None:
    assert lines_with(MACHINE, [name for name in files() if not name.endswith(".lock")]) == []


def test_every_package_has_its_init() -> None:
    folders = {str(PurePath(module.name).parent) for module in modules(*ROOMS) if "/migrations/" not in module.name}
    assert [folder for folder in sorted(folders) if f"{folder}/__init__.py" not in files()] == []
