"""An office at work that is killed again and again: registers letters, completes, calls services, fires, delivers.

A parent that has loaded everything forks a child for each life, so that a kill costs no start of a Python.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from engine import instances, messages, tasks
from engine.handlers import Registry, ServiceCall
from engine.models import MessageWait, Task
from engine.task_errors import NobodyWaits
from engine.tasks import Answers
from jobs.errands import worker_of
from kernel import clock, ids
from kernel.act import Act, Actor
from kernel.db import Database
from people.desks import actor_of
from tests.bpmn.drawing import awaited, catch, diagram, end, message, node, ours, path, start, timer, user
from tests.faults.doors import letter
from tests.offices import settings_for
from tests.people import UJANG
from workflows import notices
from workflows.installation import Installation, open_installation
from workflows.letters import register
from workflows.notices import Words

CLERK = Actor("clerk", desks=frozenset({"role:clerk"}))
WORLD, TOLD = "world.txt", "told.txt"
KEY = "every_step"


def files() -> dict[str, bytes]:
    """A person, a service outside, a timer, a message, a person."""
    pay = ours('<satupintu:service handler="gateway.pay" outside="true"/>')
    return diagram(
        start(), user("a", desk="'role:clerk'"), node("serviceTask", "pay", pay),
        catch("soon", timer("timeDate", "due_at")), catch("heard", awaited("place"), message()),
        user("z", desk="'role:clerk'"), end(), path("start", "a", "pay", "soon", "heard", "z", "end"),
        id=KEY)  # fmt: skip


def reach_the_world(registry: Registry, folder: Path) -> None:
    """The operation outside: writes the key it is called with into a file."""

    def pay(call: ServiceCall) -> Mapping[str, Any]:
        note(folder / WORLD, call.key)
        return {"receipt": call.ordinal}

    registry.add_outside("gateway.pay", pay)


def note(path: Path, line: str) -> None:
    """One line at the end of a file, whole or not at all."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def office(url: str, folder: Path) -> Installation:
    """The installation with short leases, so that the work of a killed life is soon taken over."""
    house = open_installation(replace(settings_for(url, folder), lease_seconds=0.3))
    reach_the_world(house.offices.handlers, folder)
    return house


def live(url: str, folder: Path) -> None:
    """One life: until it is killed."""
    house = office(url, folder)
    worker_of(house, idle=0.02).start()
    while True:
        told(folder, "registered", registers(house.database))
        alarms(house.database)
        begins(house.database, folder)
        hears(house.database, folder)
        finishes(house.database, folder)


def told(folder: Path, what: str, which: str) -> None:
    note(folder / TOLD, f"{what} {which}")


def registers(database: Database) -> str:
    with database.write() as session:
        now = clock.now()
        act = Act(session, actor_of(session, UJANG, now), now, "test")
        return register.register(act, letter(number=f"B-{ids.new_id(now)}"), key=ids.new_id(now)).letter_id


def alarms(database: Database) -> None:
    """What goes by mail at once."""
    with database.write() as session:
        now = clock.now()
        words = Words("alarm.disk.low", "alarm:disk.low", {"count": 1}, any_hour=True)
        notices.put(Act(session, CLERK, now, "test"), "role:admin_sistem", words, key=ids.new_id(now))


def begins(database: Database, folder: Path) -> None:
    with database.write() as session:
        now = clock.now()
        data = {"due_at": now.isoformat(), "place": ids.new_id(now)}
        begun = instances.start(Act(session, CLERK, now, "test"), KEY, data=data)
    completes(database, folder, begun.task_ids[0])


def hears(database: Database, folder: Path) -> None:
    with database.read() as session:
        places = list(session.scalars(select(MessageWait.correlation).limit(3)))
    for place in places:
        try:
            with database.write() as session:
                done = messages.deliver(Act(session, CLERK, clock.now(), "test"), "letter.answered", place, {})
        except NobodyWaits:
            continue
        told(folder, "heard", done.instance_id)


def finishes(database: Database, folder: Path) -> None:
    with database.read() as session:
        mine = select(Task.id).where(Task.element == "z", Task.state == "ready", Task.process == KEY).limit(3)
        found = list(session.scalars(mine))
    for task_id in found:
        completes(database, folder, task_id)


def completes(database: Database, folder: Path, task_id: str) -> None:
    with database.write() as session:
        tasks.complete(Act(session, CLERK, clock.now(), "test"), task_id, Answers(), key=task_id)
    told(folder, "completed", task_id)


def main(url: str, folder: Path, kills: int, seed: int) -> None:
    """Live and be killed, as often as told."""
    chance = random.Random(seed)
    for life in range(kills):
        child = os.fork()
        if child == 0:
            try:
                live(url, folder)
            finally:
                os._exit(1)
        wanted = deeds_in(folder / TOLD) + (chance.randint(1, 8) if life % 4 else 0)
        patience = time.monotonic() + 15  # three lives of four get as far as some deeds
        while deeds_in(folder / TOLD) < wanted and time.monotonic() < patience:
            time.sleep(0.005)
        time.sleep(chance.uniform(0.005, 0.3))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(f"life {life} ended by itself")


def deeds_in(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
