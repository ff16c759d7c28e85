"""What tests of the ledger say in one line."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime

from kernel.act import Act, system
from kernel.db import Database
from workflows.leave import balance, opening
from workflows.leave.opening import PaperYear

PNS = "P05"  # appointed in 2014
CPNS = "P24"  # appointed on 1 June 2025
PPPK = "P25"  # appointed on 1 March 2022


@contextmanager
def on(office: Database, day: date) -> Iterator[Act]:
    """A deed of the office's system at noon of a day."""
    now = datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC)
    with office.write() as session:
        yield Act(session, system("test"), now, "test")


def opens(office: Database, years: Mapping[int, PaperYear], *, person: str = PNS, day: date = date(2026, 1, 5)) -> None:
    """Open a person's account on a day with what the paper says of earlier years."""
    with on(office, day) as act:
        opening.open_account(act, person, years)


def stands(office: Database, year: int, day: date, *, person: str = PNS) -> balance.Balance:
    """A person's balance of a year on a day."""
    with office.read() as session:
        return balance.of(session, person, year, day)
