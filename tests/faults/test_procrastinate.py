"""Errands called through Procrastinate: in the transaction of the deed, once, and found again after a kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from jobs import procrastinating
from jobs.procrastinating import NotHere
from kernel import clock
from kernel.act import Act, system
from kernel.db import Database
from kernel.outbox import Job
from kernel.settings import ROOT
from tests.offices import build_staffed, settings_for
from tests.people import RIZKI
from workflows import notices
from workflows.installation import Installation, open_installation
from workflows.notices import Words

WORK = "import sys; from cli.main import main; sys.exit(main(['work']))"


@pytest.fixture
def house(postgres_url: str, tmp_path: Path) -> Iterator[Installation]:
    build_staffed(postgres_url)
    made = open_installation(settings_for(postgres_url, tmp_path))
    procrastinating.settle(made.database, wanted=True)
    yield made
    made.database.dispose()


def put(house: Installation, key: str, *, fails: bool = False) -> None:
    with house.database.write() as session:
        act = Act(session, system("t"), clock.now(), "test")
        words = Words("alarm.disk.low", "alarm:disk.low", {"count": 1}, any_hour=True)
        notices.put(act, f"person:{RIZKI}", words, key=key)
        if fails:
            raise RuntimeError


def works(house: Installation) -> "subprocess.Popen[bytes]":
    settings = house.settings
    env = {
        "SATUPINTU_DATA_DIR": str(settings.data_dir),
        "SATUPINTU_DATABASE_URL": settings.database_url,
        "SATUPINTU_DOCUMENTS_URL": settings.documents_url,
        "SATUPINTU_JOBS": "procrastinate",
        "SATUPINTU_LEASE_SECONDS": "1",
    }
    return subprocess.Popen([sys.executable, "-c", WORK], cwd=ROOT, env={**os.environ, **env})


def waiting(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Job)) or 0


def calls(database: Database) -> int:
    with database.read() as session:
        return session.execute(text("SELECT count(*) FROM procrastinate_jobs")).scalar_one()


def until(happened: Callable[[], bool]) -> None:
    end_of_patience = time.monotonic() + 120
    while not happened():
        assert time.monotonic() < end_of_patience, "it did not happen"
        time.sleep(0.05)


@pytest.mark.postgres
def test_a_call_is_deferred_with_the_deed_and_the_errand_is_done_once(house: Installation) -> None:
    with pytest.raises(RuntimeError):
        put(house, "rolled back", fails=True)
    assert calls(house.database) == 0
    put(house, "kept")
    assert calls(house.database) == 1
    worker = works(house)
    try:
        until(lambda: waiting(house.database) == 0)
        until(lambda: calls(house.database) == 0)
        put(house, "while it works")
        began = time.monotonic()
        until(lambda: waiting(house.database) == 0)
        assert time.monotonic() - began < 5  # called, not found by the slow look
        assert len(list((house.settings.data_dir / "mail").glob("*.eml"))) == 2
    finally:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0


@pytest.mark.postgres
def test_what_a_killed_worker_held_is_found_again(house: Installation) -> None:
    put(house, "k")
    with house.database.write() as session:  # it was called, leased, and the worker was killed
        session.execute(text("UPDATE job SET lease_until = :past, lease_owner = 'gone'"), {"past": "2026-01-01"})
        session.execute(text("DELETE FROM procrastinate_jobs"))
    worker = works(house)
    try:
        until(lambda: waiting(house.database) == 0)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(30)


@pytest.mark.postgres
def test_without_the_setting_nothing_is_deferred(house: Installation) -> None:
    procrastinating.settle(house.database, wanted=False)
    put(house, "k")
    assert calls(house.database) == 0


def test_is_refused_on_sqlite(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with pytest.raises(NotHere):
        procrastinating.settle(database, wanted=True)
    procrastinating.settle(database, wanted=False)
    database.dispose()
