"""Fixtures for databases and document stores: each test gets an empty one of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.servers import postgres, s3, shared
from tests.servers.shared import Missing


def in_ci() -> bool:
    """Whether nothing may be skipped."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def give_up(missing: Missing) -> NoReturn:
    """Skip loudly; where nothing may be skipped, fail."""
    sentence = f"MISSING on this machine: {missing}"
    if in_ci():
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty SQLite database: a file of its own."""
    return f"sqlite:///{tmp_path / 'satupintu.db'}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database, dropped after the test."""
    try:
        postgres.address()
    except Missing as missing:
        give_up(missing)
    with postgres.fresh_database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, the test running once on each kind."""
    name = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """An empty folder for documents; the store makes it."""
    return f"file://{tmp_path / 'documents'}"


@pytest.fixture
def s3_url() -> str:
    """An empty bucket: `s3://key:secret@host:port/bucket`."""
    try:
        return s3.fresh_bucket()
    except Missing as missing:
        give_up(missing)


@pytest.fixture(params=["file", pytest.param("s3", marks=pytest.mark.s3)])
def documents_url(request: pytest.FixtureRequest) -> str:
    """An empty store of documents, the test running once on each kind."""
    url: str = request.getfixturevalue({"file": "file_url", "s3": "s3_url"}[request.param])
    return url


def pytest_configure() -> None:
    """The process that leads the run gives its number to the workers."""
    shared.begin_run()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a skipped test is a failed run. What the workers shared is no longer needed."""
    shared.end_run()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if in_ci() and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"\n{len(skipped)} skipped: in CI nothing may be skipped", red=True)
