"""kill -9 between reservation, charge and return: each is wholly in the ledger and the log, or wholly not."""

import random
import subprocess
import sys
import threading

import people.models
import workflows.leave.models_ledger  # noqa: F401 - the tables of the ledger
from kernel import clock, history
from kernel.act import Act, system
from kernel.db import Database
from kernel.settings import ROOT
from people.days import day_of
from tests import people as cast
from tests import schema
from tests.faults.leave_taker import PERSON
from workflows.leave import balance, ledger, opening

ROOMS = (people.models,)
WANTED, KILLS = 40, 4


def run_until_killed(url: str, year: int, seconds: float) -> list[str]:
    """What the process said before it was killed."""
    command = [sys.executable, "-m", "tests.faults.leave_taker", url, str(year)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline()]  # it has begun to work
        killer = threading.Timer(seconds, child.kill)
        killer.start()
        lines += list(child.stdout)
    return [line.strip() for line in lines if line.endswith("\n") and line.strip()]


def test_every_movement_is_whole_after_kill_9(database_url: str) -> None:
    database = Database(database_url)
    schema.create(database)
    year = day_of(clock.now()).year
    with database.write() as session:
        cast.move_in(session, clock.now())
        opening.open_year(Act(session, system("test"), clock.now(), "test"), PERSON, year)
    chance, told, kills = random.Random(7), list[str](), 0
    while len(told) < WANTED or kills < KILLS:
        told += run_until_killed(database_url, year, chance.uniform(0.01, 0.15))
        kills += 1
        release_what_is_left(database)
    with database.read() as session:
        assert history.verify(session, f"leave:balance:{PERSON}") is None
        assert list(balance.verify(session)) == []
        moves = [one.move for one in balance.stored(session, PERSON)]
        said = [(word.split()[0], word.split()[1]) for word in told]
        kinds = {"reserved": "reserve", "charged": "charge", "returned": "return"}
        for word, request in said:
            assert any(move.request_id == request and move.kind == kinds[word] for move in moves)
    database.dispose()


def release_what_is_left(database: Database) -> None:
    """The next process finds all days free again: whatever was held is whole, so it can be let go."""
    with database.write() as session:
        act = Act(session, system("test"), clock.now(), "test")
        for request in {one.move.request_id for one in balance.stored(session, PERSON) if one.move.request_id}:
            ledger.release(act, PERSON, request)
            moves = [one.move for one in balance.stored(session, PERSON) if one.move.request_id == request]
            used = {move.year: 0 for move in moves}
            for move in moves:
                used[move.year] -= move.days if move.is_use else 0
            assert set(used.values()) <= {0, 2}
            ledger.give_back(act, PERSON, request, {year: days for year, days in used.items() if days})
