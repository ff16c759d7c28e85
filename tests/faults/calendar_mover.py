"""A process that moves cases to another calendar until it is killed or done; a line for each batch of errands."""

import sys
from datetime import timedelta

from engine.handlers import Registry
from engine.runtime import BOUND, Runtime
from jobs import recalendaring
from jobs.worker import Policy, Worker
from kernel.db import Database
from workflows.areas import Offices
from workflows.office_calendar.moving import MOVE
from workflows.office_calendar.publishing import PLAN

LEASE = timedelta(milliseconds=200)  # what a killed one held is free again soon


def main(url: str) -> None:
    """Work; say so after each batch."""
    database = Database(url)
    database.info[BOUND] = Runtime(Registry())
    errands = {PLAN: recalendaring.plan, MOVE: recalendaring.mover(Offices())}
    worker = Worker(database, errands, Policy(lease=LEASE))
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    while True:
        if worker.run_due():
            sys.stdout.write("done\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
