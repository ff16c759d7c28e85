"""A process that reserves, charges and gives back leave until it is killed; says what it was told was done."""

import itertools
import os
import sys
from datetime import date

from sqlalchemy.orm import Session

from kernel import clock
from kernel.act import Act, system
from kernel.db import Database
from workflows.leave import ledger

PERSON = "P05"


def main(url: str, year: int) -> None:
    """A line for each commit that returned."""
    database, days = Database(url), {year: 2}
    for number in itertools.count():
        request = f"{os.getpid()}-{number}"
        with database.write() as session:
            ledger.reserve(act_of(session), PERSON, request, days, date(year, 1, 5))
        say(f"reserved {request}")
        with database.write() as session:
            ledger.charge(act_of(session), PERSON, request)
        say(f"charged {request}")
        with database.write() as session:
            ledger.give_back(act_of(session), PERSON, request, days)
        say(f"returned {request}")


def act_of(session: Session) -> Act:
    """A deed of now."""
    return Act(session, system("test"), clock.now(), "test")


def say(line: str) -> None:
    """Tell the one who kills."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
