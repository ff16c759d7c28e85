"""Installations for tests: an office of people without letters, and the demo office; built once per run, copied."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import demo
from kernel import clock
from kernel.act import Act, system
from kernel.settings import Settings, read
from people import passwords, seed
from tests import coming_years
from tests.servers import postgres, shared, templates
from tests.servers.fixtures import give_up
from tests.servers.shared import Missing
from workflows.installation import Installation, open_installation, prepare

PASSWORD = demo.PASSWORD
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def settings_for(database_url: str, folder: Path) -> Settings:
    """Settings of an installation that keeps everything in a folder; no worker: tests decide when errands run."""
    chosen = {"DATA_DIR": str(folder), "DATABASE_URL": database_url, "WORKER": "0", "BASE_URL": "http://testserver"}
    return read({f"SATUPINTU_{name}": value for name, value in chosen.items()})


def build_staffed(database_url: str) -> None:
    """People, posts and processes; no letter."""
    installation = open_installation(settings_for(database_url, shared.folder() / "staffed"))
    prepare(installation)
    hashed = passwords.hashed(PASSWORD)
    with installation.database.write() as session:
        seed.load(Act(session, system("setup"), clock.now(), "cli"), password_hash=hashed)
    installation.database.dispose()


def build_demo(database_url: str) -> None:
    """The demo office as `make run` makes it."""
    installation = open_installation(settings_for(database_url, documents_of(database_url)))
    prepare(installation)
    with coming_years.known():
        demo.make(installation)
    (installation.settings.data_dir / "digests.json").write_text(json.dumps(installation.runtime.digests()))
    installation.database.dispose()


def documents_of(database_url: str) -> Path:
    """Where the blobs of the prepared demo office of a kind of database lie."""
    return shared.folder() / f"demo-{database_url.split(':')[0]}"


def digests_of_the_maker(office: Installation) -> dict[str, str]:
    """The digests of the workflows that were alive in the process that made the demo office."""
    told: dict[str, str] = json.loads((documents_of(office.settings.database_url) / "digests.json").read_text())
    return told


def opened(kind: str, name: str, folder: Path) -> Iterator[Installation]:
    """A copy of a prepared installation, closed after the test."""
    build = {"staffed": build_staffed, "demo": build_demo}[name]
    if kind == "postgresql":
        try:
            postgres.address()
        except Missing as missing:
            give_up(missing)
    with templates.copy_of(name, build, kind, folder) as database_url:
        if name == "demo":
            shutil.copytree(documents_of(database_url) / "documents", folder / "documents")
        installation = open_installation(settings_for(database_url, folder))
        yield installation
        installation.database.dispose()


@pytest.fixture(params=KINDS)
def staffed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """The people of the demo office at work, no letter yet; once on each kind of database."""
    yield from opened(request.param, "staffed", tmp_path)


@pytest.fixture(params=KINDS)
def demo_office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """The demo office; once on each kind of database."""
    yield from opened(request.param, "demo", tmp_path)


@pytest.fixture
def demo_on_sqlite(tmp_path: Path) -> Iterator[Installation]:
    """The demo office on SQLite."""
    yield from opened("sqlite", "demo", tmp_path)
