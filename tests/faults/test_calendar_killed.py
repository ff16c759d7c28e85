"""kill -9 while running cases follow a calendar: each is wholly moved or wholly not, and in the end all are, once."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from engine import audit, instances, rebuild
from engine.handlers import Registry
from kernel import calendars, clock, history
from kernel.db import Database
from kernel.settings import ROOT
from tests import schema
from tests.rooms.calendar.conftest import House, on_office_time
from tests.rooms.engine.conftest import Office
from workflows.areas import Offices
from workflows.office_calendar import moving
from workflows.office_calendar.editing import Entry

CASES = 100  # five batches


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """Cases with a day of office time from now."""
    database = Database(database_url)
    schema.create(database)
    office = Office(database, Registry(), now=clock.now())
    office.restart()
    office.publish("timed", on_office_time())
    yield House(office, Offices())
    database.dispose()


def work_until_killed(url: str, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.faults.calendar_mover", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()  # it has begun to work
        child.stdout.readline()  # and has done a batch
        killer = threading.Timer(seconds, child.kill)
        killer.start()
        list(child.stdout)


def test_every_case_is_moved_once_whoever_is_killed(house: House, database_url: str) -> None:
    cases = house.begin(CASES)
    with house.office.database.read() as session:
        calendar = calendars.current(session)
        tomorrow = calendar.date_of(calendar.add_working_days(house.office.now, 1))
    house.adds(Entry(tomorrow.isoformat(), "libur_lokal", "Libur setempat", "SK 1"))
    made = house.publish()
    chance, kills, until = random.Random(11), 0, time.monotonic() + 300

    def progress() -> moving.Progress:
        with house.office.database.read() as session:
            return moving.progress(session, made.version)

    while progress().moved < CASES:
        assert time.monotonic() < until
        work_until_killed(database_url, chance.uniform(0.005, 0.08))
        kills += 1

    assert kills > 1
    house.office.restart()
    with house.office.database.read() as session:
        for case in cases:
            events = history.read(session, f"instance:{case.instance_id}")
            assert Counter(event.kind for event in events)["calendar.changed"] == 1
            assert instances.get(session, case.instance_id).calendar == made.version
            assert history.verify(session, f"instance:{case.instance_id}") is None
            assert rebuild.differences(session, case.instance_id) == []
            assert audit.recompute(session, case.instance_id).difference is None
