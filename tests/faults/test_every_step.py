"""kill -9 at random moments over all kinds of step: each is wholly done or wholly not, and nothing is done twice.

Some twenty kills on each database; `make faults` does two hundred.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import func, select

from engine import audit, definitions, incidents, rebuild
from engine.models import Instance, Task
from engine.runtime import BOUND, Runtime
from jobs import digest
from jobs.errands import worker_of
from kernel import calendars, clock, history
from kernel.act import Act, system
from kernel.outbox import Job
from kernel.settings import ROOT
from tests.faults import every_step
from tests.faults.every_step import KEY, TOLD, WORLD
from tests.people import RIZKI
from workflows import notices
from workflows.installation import Installation
from workflows.letters.models import Letter
from workflows.mails import Mail

KILLS = int(os.environ.get("SATUPINTU_FAULTS_KILLS", "20"))
ONCE = ("service.answered", "timer.fired", "message.received")


def test_every_kind_of_step_is_whole_after_kill_9(staffed: Installation) -> None:
    house, folder = staffed, staffed.settings.data_dir
    every_step.reach_the_world(house.offices.handlers, folder)
    with house.database.write() as session:
        act = Act(session, system("setup"), clock.now(), "test")
        definitions.publish(act, KEY, every_step.files(), note="test", handlers=house.offices.handlers.names)
    live_and_die(house.settings.database_url, folder)
    take_over(house)

    house.database.info[BOUND] = Runtime(house.offices.handlers)
    told = [line.split() for line in (folder / TOLD).read_text().splitlines()]
    counts = are_whole(house)
    assert len(told) >= KILLS * 3 // 4
    assert all(counts[kind] for kind in ("task.completed", *ONCE)), counts
    the_world_was_told_once_each(house, folder)
    letters_have_every_number(house, [which for what, which in told if what == "registered"])
    everybody_was_told_once(house)
    with house.database.read() as session:
        done = {which for what, which in told if what == "completed"}
        kept = set(session.scalars(select(Task.id).where(Task.state == "completed", Task.process == KEY)))
        assert done <= kept
        assert incidents.list_open(session) == []


def live_and_die(url: str, folder: Path) -> None:
    command = [sys.executable, "-m", "tests.faults.every_step", url, str(folder), str(KILLS), "7"]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60 + KILLS * 5)


def take_over(house: Installation) -> None:
    """What the killed ones left is done once their leases have run out."""
    worker = worker_of(every_step.office(house.settings.database_url, house.settings.data_dir))
    until = time.monotonic() + 60
    while waiting(house) and time.monotonic() < until:
        if not worker.run_due():
            time.sleep(0.1)
    assert waiting(house) == 0
    worker.database.dispose()


def waiting(house: Installation) -> int:
    with house.database.read() as session:
        due = (Job.due_at <= clock.now()) & (Job.dead == 0)
        return session.scalar(select(func.count()).select_from(Job).where(due)) or 0


def are_whole(house: Installation) -> Counter[str]:
    """Every stream verifies, every instance is as its log tells, no waiting place was passed twice."""
    kinds: Counter[str] = Counter()
    with house.database.read() as session:
        for stream in history.streams(session):
            assert history.verify(session, stream) is None
        for instance_id in session.scalars(select(Instance.id)):
            assert rebuild.differences(session, instance_id) == []
            assert audit.recompute(session, instance_id).difference is None
            events = history.read(session, f"instance:{instance_id}")
            passed = Counter((event.kind, event.data.get("ordinal")) for event in events if event.kind in ONCE)
            assert all(count == 1 for count in passed.values())
            kinds.update(event.kind for event in events)
    return kinds


def the_world_was_told_once_each(house: Installation, folder: Path) -> None:
    """A service may be called again after a kill, but always under its own key, and is answered once."""
    asked = Counter((folder / WORLD).read_text().splitlines())
    with house.database.read() as session:
        answered = {
            f"service:{instance_id}.{event.data['ordinal']}"
            for instance_id in session.scalars(select(Instance.id).where(Instance.process == KEY))
            for event in history.read_kinds(session, f"instance:{instance_id}", ["service.answered"])
        }
    assert answered == set(asked)
    assert sum(asked.values()) - len(asked) <= KILLS


def letters_have_every_number(house: Installation, told: list[str]) -> None:
    """No agenda number is missing or given twice."""
    with house.database.read() as session:
        serials = list(session.scalars(select(Letter.agenda_serial).order_by(Letter.agenda_serial)))
        assert set(told) <= set(session.scalars(select(Letter.id)))
    assert serials == list(range(1, len(serials) + 1))


def everybody_was_told_once(house: Installation) -> None:
    """Each alarm is one mail to each of its people; the digests tell each other notice once to each of its people."""
    with house.database.read() as session:
        left = list(session.scalars(select(notices.Notice)))
        calendar = calendars.current(session)
    alarms = [one for one in left if one.kind.startswith("alarm.")]
    files = {path.name for path in (house.settings.data_dir / "mail").glob("*.eml")}
    assert files == {f"{one.id}.{RIZKI}@satupintu.eml" for one in alarms}
    assert alarms
    for _ in range(2):
        digest.make_all(house.database, system("worker"), calendar.shift_to_open(clock.now()))
    with house.database.read() as session:
        made = session.scalars(select(Mail).where(Mail.kind == "digest")).all()
        addressed = Counter(
            (person, one.id)
            for one in left
            if one not in alarms
            for person in notices.people_of(session, one.desk, clock.now())
        )
    assert Counter((mail.person_id, one) for mail in made for one in mail.notices) == addressed
